"""What a visitor is told when a page cannot be shown."""

from __future__ import annotations

import logging

from flask import current_app
from werkzeug.exceptions import HTTPException

from bot.public.answers import Answer, answer
from bot.public.crowds import Crowded
from bot.public.rendering import environment
from bot.public.style import style_address
from bot.public.visit import KEEP_PAGE, Unavailable

log = logging.getLogger(__name__)

_TEMPLATES = environment()
_STATUS = {Unavailable: 503, Crowded: 429}


def tell_trouble(error: Exception) -> Answer | HTTPException:
    """A page in Japanese: 429 for a flood, 503 where content cannot be read, 500 where the fault is ours."""
    if isinstance(error, HTTPException):
        return error
    status = next((number for kind, number in _STATUS.items() if isinstance(error, kind)), 500)
    if status == 500:
        log.error("page failed", exc_info=error)
    city = current_app.extensions["madoguchi"].library.current.city
    body = _TEMPLATES.get_template("public/trouble.html").render(city=city, style=style_address())
    return answer(body, "text/html; charset=utf-8", KEEP_PAGE, status=status)
