"""`Pages`: the public web pages of one feature, under /<feature>."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec

from flask import Blueprint, abort, current_app, request
from werkzeug.security import safe_join

from bot.feature import Feature, W
from bot.public.answers import Answer, answer, etag_of, harden
from bot.public.kept import Kept
from bot.public.rendering import environment
from bot.public.sending import LARGEST_FORM, Sending
from bot.public.style import KEEP, TYPES
from bot.public.trouble import tell_trouble
from bot.public.visit import Visit

P = ParamSpec("P")
# Compressed, a year of a district's calendar takes some ten kilobytes.
MOST_KEPT = 1500


@dataclass(frozen=True, slots=True)
class _Route:
    path: str
    run: Callable[..., Answer]
    sending: Sending | None


class Pages(Generic[W]):
    """The pages of one feature.

    Args:
        feature: whose words and content they show.
        module: the name of the module that makes them; its templates stand in templates/ beside it.
    """

    def __init__(self, feature: Feature[W, Any], module: str) -> None:
        self.feature, self._module = feature, module
        self.kept = Kept(MOST_KEPT)
        self.templates = environment(_folder(module) / "templates")
        self._files = _folder(module) / "static"
        self._routes: list[_Route] = []

    def get(
        self, path: str = ""
    ) -> Callable[
        [Callable[Concatenate[Visit[W], P], Answer]], Callable[Concatenate[Visit[W], P], Answer]
    ]:
        """The function answers GET (and HEAD) of what follows /<feature>, in Flask's notation.

        Templates know it by its name, so that they can ask `visit.address(name)`.
        """
        return self._add(path, None)

    def post(
        self, path: str = "", *, most: int = LARGEST_FORM, elsewhere: bool = False
    ) -> Callable[
        [Callable[Concatenate[Visit[W], P], Answer]], Callable[Concatenate[Visit[W], P], Answer]
    ]:
        """The function answers POST: it reads `visit.sent(name)` and `visit.files(name)`.

        Nobody is signed in on public pages, so a form needs no token; a browser that sends one from the
        page of another site is refused all the same.

        Args:
            most: how many bytes are taken; more is answered 413, unread.
            elsewhere: programs of other sites may send it, too.
        """
        return self._add(path, Sending(most, elsewhere))

    def _add(
        self, path: str, sending: Sending | None
    ) -> Callable[
        [Callable[Concatenate[Visit[W], P], Answer]], Callable[Concatenate[Visit[W], P], Answer]
    ]:
        def add(
            run: Callable[Concatenate[Visit[W], P], Answer],
        ) -> Callable[Concatenate[Visit[W], P], Answer]:
            self._routes.append(_Route(path, run, sending))
            self.templates.globals[run.__name__] = run
            return run

        return add

    def endpoint(self, page: Callable[..., Answer]) -> str:
        """Flask's name of a page."""
        return f"{self._name}.{page.__name__}"

    def blueprint(self) -> Blueprint:
        """The pages as Flask takes them."""
        made = Blueprint(self._name, self._module)
        for route in self._routes:
            # The name of a district may hold any sign, also two slashes in a row.
            made.add_url_rule(
                f"/{self.feature.name}{route.path}",
                route.run.__name__,
                self._view(route),
                methods=["POST"] if route.sending else ["GET"],
                merge_slashes=False,
            )
        if self._files.is_dir():
            address = f"/{self.feature.name}/static/<name>"
            made.add_url_rule(address, "static_file", self._static_file)
        made.register_error_handler(Exception, tell_trouble)
        made.after_request(harden)
        return made

    @property
    def endpoint_of_files(self) -> str:
        """Flask's name of the files in static/."""
        return f"{self._name}.static_file"

    def version_of(self, name: str) -> str:
        """A hash of a file in static/, so that browsers keep it until it changes."""
        return etag_of((self._files / name).read_bytes())[:12]

    def _static_file(self, name: str) -> Answer:
        path = safe_join(str(self._files), name)
        kind = TYPES.get(name.rpartition(".")[2])
        if path is None or kind is None or not Path(path).is_file():
            abort(404)
        keep = KEEP if request.args.get("v") == self.version_of(name) else timedelta(0)
        return answer(Path(path).read_bytes(), kind, keep)

    @property
    def _name(self) -> str:
        return f"public-{self.feature.name}"

    def _view(self, route: _Route) -> Callable[..., Answer]:
        def view(**parts: Any) -> Answer:
            if route.sending:
                route.sending.admit(request)
            return route.run(Visit(self, current_app.extensions["madoguchi"]), **parts)

        return view


def _folder(module: str) -> Path:
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent
