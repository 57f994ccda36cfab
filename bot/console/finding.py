"""Finds the console pages of the features and of the console itself."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from importlib.util import find_spec

from bot.console.sections import AnyConsole, Console
from bot.registry import Clash, Registry

OWN = ("emergency", "usage", "sends", "content", "audit", "staffing")
"""Modules of bot.console.pages that hold the console's own sections."""
_RESERVED = {"account", "static", "login", "logout", "invitation", "oidc", "security", "style"}


def sections(registry: Registry, package: str = "handlers") -> list[AnyConsole]:
    """Every section, in the order of the navigation.

    Raises:
        Clash: a staff module without `console`, or a feature with the name of a section of our own.
    """
    found = sorted(_features(registry, package), key=lambda one: (one.order, one.name))
    own = [_console(f"bot.console.pages.{name}") for name in OWN]
    taken = _RESERVED | {one.name for one in own}
    for one in found:
        if one.name in taken:
            raise Clash(
                f"console pages cannot stand under /console/{one.name}: the console's own do"
            )
    return sorted([*found, *own], key=lambda one: one.order)


def _features(registry: Registry, package: str) -> Iterator[AnyConsole]:
    root = importlib.import_module(package)
    folders = {module.name for module in pkgutil.iter_modules(root.__path__)}
    for name, feature in registry.features.items():
        module = f"{package}.{name}.staff"
        if name in folders and find_spec(module):
            console = _console(module)
            # A test may bring its own feature of the same name.
            if console.feature is feature:
                yield console


def _console(module: str) -> AnyConsole:
    console = getattr(importlib.import_module(module), "console", None)
    if not isinstance(console, Console):
        raise Clash(f"{module} does not define `console`")
    return console
