"""Moments of a child's life in content files."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

from bot.content import ContentError
from handlers.childcare.messages.moments import Moment, read_moment


def _moment(value: object) -> object:
    found = read_moment(value) if isinstance(value, str) else value
    if isinstance(found, Moment):
        return found
    raise ContentError(
        f"「{value}」を、生まれてからの時期として読めません。",
        "妊娠20週、生まれた日、生後30日、生後5週、6か月、1歳6か月 のように書いてください。",
    )


OneMoment = Annotated[Any, BeforeValidator(_moment), PlainSerializer(str)]
