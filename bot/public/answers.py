"""Answers to browsers and calendar programs: safe headers, and nothing sent twice that is known."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from flask import Response, request

Answer = Response
RETRY_SECONDS = 600

# No script at all, no style but our own file, no frame around us, nothing from elsewhere.
_NO_FRAMES = "frame-ancestors 'none'"
POLICY = "; ".join((
    "default-src 'none'", "style-src 'self'", "img-src 'self'", "form-action 'self'",
    "base-uri 'none'", _NO_FRAMES,
))  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def etag_of(body: bytes) -> str:
    """The tag of an answer: the same bytes have the same tag in every process."""
    return hashlib.sha256(body).hexdigest()[:32]


def answer(
    body: bytes | str, content_type: str, keep: timedelta, *, status: int = 200, etag: str = ""
) -> Answer:
    """An answer that a cache may keep for a while; 304 where the caller has it already.

    Args:
        etag: the tag of the body, where it is known.
    """
    data = body.encode() if isinstance(body, str) else body
    made = Response(data, status, content_type=content_type)
    if status != 200:
        made.headers["Cache-Control"] = "no-store"
        if status == 429:
            made.headers["Retry-After"] = str(RETRY_SECONDS)
        return made
    made.set_etag(etag or etag_of(data))
    made.headers["Cache-Control"] = f"public, max-age={int(keep.total_seconds())}"
    made.make_conditional(request)
    return made


def harden(made: Answer) -> Answer:
    """Add the headers that every page carries."""
    for name, value in HEADERS.items():
        made.headers.setdefault(name, value)
    if _NO_FRAMES not in made.headers["Content-Security-Policy"]:
        del made.headers["X-Frame-Options"]  # which knows no addresses
    return made


def framed(made: Answer, origins: Iterable[str]) -> Answer:
    """Let the pages of these sites ("https://www.city.example.jp") show it in a frame."""
    allowed = " ".join(origins)
    if allowed:
        made.headers["Content-Security-Policy"] = POLICY.replace(
            _NO_FRAMES, f"frame-ancestors {allowed}"
        )
    return made


# Where LINE's own script for pages inside LINE (LIFF) comes from, and whom it talks to.
LIFF_SCRIPT = "https://static.line-scdn.net/liff/edge/2/sdk.js"
_LIFF_HOSTS = "https://api.line.me https://access.line.me https://liff.line.me"


def scripted(made: Answer, *, pictures: str = "", liff: bool = False) -> Answer:
    """Let our own script files run on a page, and show pictures that it makes; the page asks for a place.

    Args:
        pictures: another site whose pictures it shows, such as that of a map's tiles.
        liff: also LINE's script for pages inside LINE.
    """
    scripts = f"'self' {LIFF_SCRIPT}" if liff else "'self'"
    connects = f"'self' {_LIFF_HOSTS}" if liff else "'self'"
    more = f"img-src 'self' data: blob: {pictures}".strip()
    policy = POLICY.replace("img-src 'self'", more)
    made.headers["Content-Security-Policy"] = (
        f"{policy}; script-src {scripts}; connect-src {connects}"
    )
    made.headers["Permissions-Policy"] = "camera=(), geolocation=(self), microphone=()"
    return made


def shared(made: Answer) -> Answer:
    """Let the scripts of any site read it. For open data only: nothing may depend on who asks."""
    made.headers["Access-Control-Allow-Origin"] = "*"
    made.headers["Access-Control-Expose-Headers"] = "ETag"
    return made
