"""Templates of the console: a section's own, and those of the platform as console/..."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from flask import current_app
from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader

from bot.console.sections import AnyConsole


def render(console: AnyConsole, template: str, values: dict[str, Any]) -> str:
    """A page made of a template of a section."""
    app = current_app
    known = dict(values)
    app.update_template_context(known)
    return _environment(console).get_template(template).render(known)


def _environment(console: AnyConsole) -> Environment:
    made: dict[str, Environment] = current_app.extensions["console-templates"]
    if console.name not in made:
        ours = current_app.jinja_env
        assert isinstance(ours.loader, BaseLoader)
        own = FileSystemLoader(_folder(console.module))
        environment = ours.overlay(loader=ChoiceLoader([own, ours.loader]))
        # A template knows the pages of its section by their names, to ask `visit.address(name)`.
        environment.globals = ours.globals | {page.name: page.run for page in console.pages}
        made[console.name] = environment
    return made[console.name]


def _folder(module: str) -> Path:
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "templates"
