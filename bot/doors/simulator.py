"""Door: /simulator, the emulator's browser page, passed through so that one address is enough.

Registered only while the built-in emulator stands in for LINE.
"""

from __future__ import annotations

import requests
from flask import Blueprint, Response, current_app, redirect, request
from werkzeug.wrappers import Response as AnyResponse

blueprint = Blueprint("simulator", __name__)

_PASSED_ON = ("Content-Type", "Accept", "Content-Length")
_PASSED_BACK = (
    "Content-Type",
    "Cache-Control",
    "ETag",
    "Content-Security-Policy",
    "X-Content-Type-Options",
)
_SECONDS = 40
# A photo as a phone takes it, in base64.
_LARGEST_BODY = 20 * 1024 * 1024


@blueprint.before_request
def allow_photos() -> None:
    """The webhook's limit is too tight for a citizen who sends a photo."""
    request.max_content_length = _LARGEST_BODY


@blueprint.get("/")
def home() -> AnyResponse:
    """Without LINE the simulator is all there is to see."""
    return redirect("/simulator/")


@blueprint.route("/simulator", defaults={"path": None}, methods=["GET"])
@blueprint.route("/simulator/", defaults={"path": ""}, methods=["GET"])
@blueprint.route("/simulator/<path:path>", methods=["GET", "POST"])
def pass_through(path: str | None) -> AnyResponse:
    """Ask the emulator and give back what it says."""
    if path is None:
        query = request.query_string.decode("ascii", "replace")
        return redirect(f"/simulator/?{query}" if query else "/simulator/")
    base = current_app.extensions["madoguchi"].settings.line_api_base
    headers = {name: request.headers[name] for name in _PASSED_ON if name in request.headers}
    try:
        answer = requests.request(
            request.method,
            f"{base}/simulator/{path}",
            params=request.args.to_dict(flat=False),
            data=request.get_data(),
            headers=headers,
            timeout=_SECONDS,
            allow_redirects=False,
        )
    except requests.RequestException:
        return Response("the LINE emulator does not answer", 502, mimetype="text/plain")
    kept = {name: answer.headers[name] for name in _PASSED_BACK if name in answer.headers}
    return Response(answer.content, answer.status_code, headers=kept)
