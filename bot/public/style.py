"""The one style sheet of all public pages. Its address holds its hash, so that it is kept for ever."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from flask import Blueprint

from bot.public.answers import Answer, answer, etag_of, harden

KEEP = timedelta(days=365)
_FILE = Path(__file__).parent / "static" / "public.css"

blueprint = Blueprint("style", __name__)
blueprint.after_request(harden)


@lru_cache(maxsize=1)
def _style() -> bytes:
    return _FILE.read_bytes()


@lru_cache(maxsize=1)
def style_address() -> str:
    """Where the style sheet of this version lies."""
    return f"/public/{etag_of(_style())[:12]}.css"


@blueprint.get("/public/<name>.css")
def style(name: str) -> Answer:
    """The style sheet; pages of an older version get the one there is, for the moment."""
    current = style_address() == f"/public/{name}.css"
    return answer(_style(), "text/css; charset=utf-8", KEEP if current else timedelta(0))
