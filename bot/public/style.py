"""What public pages share: the style sheet, and what draws maps; addresses hold a hash, so they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from importlib.resources import files

from flask import Blueprint, abort

from bot import maps
from bot.public.answers import Answer, answer, etag_of, harden

KEEP = timedelta(days=365)
STYLE = "public.css"
TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
_FILES: Mapping[str, tuple[str, str]] = {STYLE: ("bot.public", "static/public.css"), **maps.FILES}

blueprint = Blueprint("style", __name__)
blueprint.after_request(harden)


@cache
def _body(name: str) -> bytes:
    package, path = _FILES[name]
    return (files(package) / path).read_bytes()


@cache
def shared_address(name: str) -> str:
    """Where a shared file of this version lies.

    Raises:
        KeyError: there is no such file.
    """
    stem, _, kind = name.rpartition(".")
    version = etag_of(_body(name))[:12]
    return f"/public/{version}.css" if name == STYLE else f"/public/{version}/{stem}.{kind}"


def style_address() -> str:
    """Where the style sheet of this version lies."""
    return shared_address(STYLE)


@blueprint.get("/public/<name>.css")
def style(name: str) -> Answer:
    """The style sheet; pages of an older version get the one there is, for the moment."""
    return _file(STYLE, current=style_address() == f"/public/{name}.css")


@blueprint.get("/public/<version>/<name>")
def file(version: str, name: str) -> Answer:
    """Another file, in the same way."""
    if name not in _FILES:
        abort(404)
    return _file(name, current=shared_address(name) == f"/public/{version}/{name}")


def _file(name: str, *, current: bool) -> Answer:
    kind = TYPES[name.rpartition(".")[2]]
    return answer(_body(name), kind, KEEP if current else timedelta(0))
