"""rules.yaml: what a city asks of everybody who puts out garbage."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated
from unicodedata import normalize

from pydantic import BaseModel, BeforeValidator, ConfigDict


def _clock(value: object) -> object:
    """8:30 as people write it; YAML reads it, unquoted, as a number to the base of sixty."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 24 * 60:
        return f"{value // 60:02}:{value % 60:02}"
    if isinstance(value, str) and (match := _TIME.fullmatch(normalize("NFKC", value.strip()))):
        return f"{int(match[1]):02}:{match[2] or '00'}"
    return value


_TIME = re.compile(r"(\d{1,2})[:時](\d{2})?分?")
Clock = Annotated[time, BeforeValidator(_clock)]


class Rules(BaseModel):
    """rules.yaml: what holds for all garbage of the city. All of it may be left out.

    Attributes:
        put_out_from, put_out_until: between these times garbage is put out.
        how: where and in what it is put out, one or two sentences.
        notice: stands under every answer about days, such as "this is a sample".
        contact: whom to ask, with a telephone number.
        also_called: further names of districts: readings, older names, places in them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    put_out_from: Clock | None = None
    put_out_until: Clock | None = None
    how: str = ""
    notice: str = ""
    contact: str = ""
    also_called: dict[str, list[str]] = {}
