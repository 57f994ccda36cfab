"""What staff are told when a page cannot be shown."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from bot.console.forms import texts
from bot.console.visit import Unavailable

log = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Answer errors with pages of our own."""
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _failed)


def _refused(error: HTTPException) -> Response | HTTPException:
    code = error.code or 500
    if code < 400:  # a redirect
        return error
    return _page("csrf" if isinstance(error, CSRFError) else code, code)


def _failed(error: Exception) -> Response:
    if isinstance(error, Unavailable):
        return _page("content", 503)
    log.error("console page failed", exc_info=error)
    return _page(500, 500)


def _page(reason: str | int, code: int) -> Response:
    told: Mapping[Any, Any] = texts("troubles")
    body = render_template("console/trouble.html", trouble=told.get(reason) or told[400])
    return Response(body, code, content_type="text/html; charset=utf-8")
