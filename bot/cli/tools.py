"""`madoguchi <feature> <command>`: what features offer in the terminal; see `bot.terminal`."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

import click

from bot.cli.common import content_root, settings
from bot.feature import AnyFeature
from bot.registry import Registry, discover
from bot.service import library_of
from bot.terminal import Terminal
from bot.time import JAPAN, system_clock

FAILED = 1


def names() -> list[str]:
    """The features that have commands."""
    return [feature.name for feature in discover().features.values() if feature.tools]


def group(name: str) -> click.Group | None:
    """The commands of one feature; None if it has none."""
    registry = discover()
    feature = registry.features.get(name)
    if feature is None or not feature.tools:
        return None
    commands = {one: _command(registry, feature, one, run) for one, run in feature.tools.items()}
    return click.Group(name, commands, help=f"Commands of {name}.")


def _command(
    registry: Registry, feature: AnyFeature, name: str, run: Callable[..., bool]
) -> click.Command:
    def call(**values: Any) -> None:
        read = settings(quiet=True)
        library = library_of(content_root(read), registry)
        library.refresh()
        desk = Terminal[Any](feature, library, system_clock().astimezone(JAPAN), click.echo)
        if not run(desk, **values):
            raise SystemExit(FAILED)

    return click.Command(name, callback=call, params=_parameters(run), help=inspect.getdoc(run))


def _parameters(run: Callable[..., bool]) -> list[click.Parameter]:
    """The function's parameters after the first, typed by their annotations."""
    hints, found = get_type_hints(run), list[click.Parameter]()
    for name, parameter in list(inspect.signature(run).parameters.items())[1:]:
        kind = click.Path(exists=True, path_type=Path) if hints[name] is Path else hints[name]
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
            found.append(click.Argument([name], type=kind))
        elif kind is bool:
            found.append(click.Option([f"--{name}"], is_flag=True))
        else:
            option = f"--{name.replace('_', '-')}"
            found.append(click.Option([option, name], type=kind, default=parameter.default))
    return found
