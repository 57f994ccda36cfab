"""The console's style sheet and scripts. Their addresses hold their hash, so that they are kept for ever."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

from flask import Blueprint, abort, url_for
from werkzeug.security import safe_join

from bot import maps
from bot.public.answers import Answer, answer
from bot.settings import PROJECT

KEEP = timedelta(days=365)
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
# The browser's side of passkeys is Flask-Security's; `passkey.js` is what starts it.
_FILES = {
    "console.css": ("bot.console", "static/console.css"),
    "live.js": ("bot.console", "static/live.js"),
    "preview.js": ("bot.console", "static/preview.js"),
    "areas.js": ("bot.console", "static/areas.js"),
    "passkey.js": ("bot.console", "static/passkey.js"),
    **maps.FILES,
    "webauthn.js": ("flask_security", "static/js/webauthn.js"),
    "base64.js": ("flask_security", "static/js/base64.js"),
}

# What draws LINE messages is the simulator's; these are files, none of its program.
_LINE = PROJECT / "bot" / "emulator" / "simulator" / "assets"

blueprint = Blueprint("style", __name__)


@cache
def _body(name: str) -> bytes:
    package, path = _FILES[name]
    return (files(package) / path).read_bytes()


@cache
def _version(name: str) -> str:
    return hashlib.sha256(_body(name)).hexdigest()[:12]


def static_address(name: str) -> str:
    """Where a file of this version lies."""
    return url_for("style.static_file", version=_version(name), name=name)


@blueprint.get("/static/<version>/<name>")
def static_file(version: str, name: str) -> Answer:
    """A file; pages of an older version get the one there is, for the moment."""
    if name not in _FILES:
        abort(404)
    keep = KEEP if version == _version(name) else timedelta(0)
    return answer(_body(name), _TYPES[name.rpartition(".")[2]], keep)


@blueprint.get("/static/line/<path:name>")
def line_asset(name: str) -> Answer:
    """A script or a style sheet that draws LINE messages; 404 for anything else."""
    kind, path = _TYPES.get(name.rpartition(".")[2]), safe_join(str(_LINE), name)
    if kind is None or path is None or not Path(path).is_file():
        abort(404)
    return answer(Path(path).read_bytes(), kind, timedelta(0))
