"""Serves the simulator's page and its assets; everything it talks to is the JSON API beside it.

The page uses relative URLs only, so it works unchanged behind a reverse proxy at any origin, as
long as the page, its assets and the API keep their places under one ``/simulator``.
"""

from pathlib import Path
from typing import Final

from flask import Blueprint, Response, redirect, request, send_from_directory
from werkzeug.wrappers import Response as WerkzeugResponse

ASSETS: Final = Path(__file__).parent / "assets"

# `require-trusted-types-for` makes Chromium refuse innerHTML and its kin outright, so a citizen's
# or a bot's words cannot become markup even by a slip in the page's own code.
CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' https: blob:",
        "media-src 'self' https:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)

# Named here because the host's own table may call JavaScript text/plain, which browsers refuse.
_MEDIA_TYPES: Final = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".svg": "image/svg+xml",
}

blueprint = Blueprint("simulator", __name__)


@blueprint.get("/simulator", strict_slashes=True)
def without_slash() -> WerkzeugResponse:
    """Send the browser to ``/simulator/`` by a relative address, which survives any proxy."""
    query = request.query_string.decode("ascii", "replace")
    return redirect("simulator/" + (f"?{query}" if query else ""))


@blueprint.get("/simulator/")
def page() -> Response:
    """The page itself."""
    return send_from_directory(ASSETS, "index.html", mimetype="text/html")


@blueprint.get("/simulator/assets/<path:name>")
def asset(name: str) -> Response:
    """One script or style sheet; 404 for anything outside the assets folder."""
    return send_from_directory(ASSETS, name, mimetype=_MEDIA_TYPES.get(Path(name).suffix))


@blueprint.after_request
def harden(response: Response) -> Response:
    """Put the security headers on everything this blueprint serves."""
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
