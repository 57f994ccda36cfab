"""What a visitor is told when a page cannot be shown."""

from __future__ import annotations

import logging

from flask import current_app
from werkzeug.exceptions import HTTPException

from bot.public.answers import Answer, answer
from bot.public.rendering import environment
from bot.public.style import style_address
from bot.public.visit import KEEP_PAGE, Unavailable

log = logging.getLogger(__name__)

_TEMPLATES = environment()


def tell_trouble(error: Exception) -> Answer | HTTPException:
    """A page in Japanese: 503 where the content cannot be read, 500 where the fault is ours."""
    if isinstance(error, HTTPException):
        return error
    unavailable = isinstance(error, Unavailable)
    if not unavailable:
        log.error("page failed", exc_info=error)
    city = current_app.extensions["madoguchi"].library.current.city
    body = _TEMPLATES.get_template("public/trouble.html").render(city=city, style=style_address())
    status = 503 if unavailable else 500
    return answer(body, "text/html; charset=utf-8", KEEP_PAGE, status=status)
