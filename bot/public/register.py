"""Finds the pages of the features and puts them into the web application."""

from __future__ import annotations

import importlib
import pkgutil
from importlib.util import find_spec
from typing import Any

from flask import Flask

from bot.public import style
from bot.public.pages import Pages
from bot.registry import Clash, Registry
from bot.service import Service


def register(app: Flask, service: Service) -> None:
    """Add the pages of every feature that this installation runs.

    Raises:
        Clash: the platform itself answers under the feature's name.
    """
    app.register_blueprint(style.blueprint)
    taken = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}
    for pages in find_pages(service.registry):
        if pages.feature.name in taken:
            raise Clash(
                f"pages cannot stand under /{pages.feature.name}: the platform answers there"
            )
        app.register_blueprint(pages.blueprint())


def find_pages(registry: Registry, package: str = "handlers") -> list[Pages[Any]]:
    """Import the `public` of every feature that has one, and read its `pages`.

    Raises:
        Clash: a `public` without `pages`.
    """
    root = importlib.import_module(package)
    folders = {module.name for module in pkgutil.iter_modules(root.__path__)}
    names = [f"{package}.{name}.public" for name in registry.features if name in folders]
    found = [_pages(name) for name in names if find_spec(name)]
    # A test may bring its own feature of the same name.
    return [pages for pages in found if registry.features[pages.feature.name] is pages.feature]


def _pages(name: str) -> Pages[Any]:
    pages = getattr(importlib.import_module(name), "pages", None)
    if not isinstance(pages, Pages):
        raise Clash(f"{name} does not define `pages`")
    return pages
