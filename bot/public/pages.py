"""`Pages`: the public web pages of one feature, under /<feature>."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec

from flask import Blueprint, current_app

from bot.feature import Feature, W
from bot.public.answers import Answer, harden
from bot.public.kept import Kept
from bot.public.rendering import environment
from bot.public.trouble import tell_trouble
from bot.public.visit import Visit

P = ParamSpec("P")
# Compressed, a year of a district's calendar takes some ten kilobytes.
MOST_KEPT = 1500


class Pages(Generic[W]):
    """The pages of one feature.

    Args:
        feature: whose words and content they show.
        module: the name of the module that makes them; its templates stand in templates/ beside it.
    """

    def __init__(self, feature: Feature[W, Any], module: str) -> None:
        self.feature, self._module = feature, module
        self.kept = Kept(MOST_KEPT)
        self.templates = environment(_folder(module))
        self._routes: list[tuple[str, Callable[..., Answer]]] = []

    def get(
        self, path: str = ""
    ) -> Callable[
        [Callable[Concatenate[Visit[W], P], Answer]], Callable[Concatenate[Visit[W], P], Answer]
    ]:
        """The function answers GET (and HEAD) of what follows /<feature>, in Flask's notation.

        Templates know it by its name, so that they can ask `visit.address(name)`.
        """

        def add(
            run: Callable[Concatenate[Visit[W], P], Answer],
        ) -> Callable[Concatenate[Visit[W], P], Answer]:
            self._routes.append((path, run))
            self.templates.globals[run.__name__] = run
            return run

        return add

    def endpoint(self, page: Callable[..., Answer]) -> str:
        """Flask's name of a page."""
        return f"{self._name}.{page.__name__}"

    def blueprint(self) -> Blueprint:
        """The pages as Flask takes them."""
        made = Blueprint(self._name, self._module)
        for path, run in self._routes:
            # The name of a district may hold any sign, also two slashes in a row.
            rule = f"/{self.feature.name}{path}"
            made.add_url_rule(rule, run.__name__, self._view(run), merge_slashes=False)
        made.register_error_handler(Exception, tell_trouble)
        made.after_request(harden)
        return made

    @property
    def _name(self) -> str:
        return f"public-{self.feature.name}"

    def _view(self, run: Callable[..., Answer]) -> Callable[..., Answer]:
        return lambda **parts: run(Visit(self, current_app.extensions["madoguchi"]), **parts)


def _folder(module: str) -> Path:
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "templates"
