"""Latitudes and longitudes as maps and surveyors write them: 38.43, 北緯38度25分48秒, 141°18′00″E."""

from __future__ import annotations

import re
from unicodedata import normalize

from bot.importing.values import Refusal, line, number

_SIDE = r"(?:北緯|東経|[NE])?"
_MINUTES = r"(?P<minutes>\d{1,2}(?:\.\d+)?)[\'′’分]"
_SECONDS = r"(?P<seconds>\d{1,2}(?:\.\d+)?)(?:[\"”秒]|[\'′’]{2})"
_DEGREES = re.compile(
    rf"{_SIDE}(?P<degrees>\d{{1,3}}(?:\.\d+)?)(?:[°度](?:{_MINUTES}(?:{_SECONDS})?)?)?{_SIDE}",
    re.ASCII,
)


def degrees(cell: str) -> str:
    """Decimal degrees, to a tenth of a metre; empty stays empty."""
    told = "".join(normalize("NFKC", line(cell)).split())
    found = _DEGREES.fullmatch(told)
    if not found or told == found["degrees"]:
        return _plain(cell)
    minutes, seconds = float(found["minutes"] or 0), float(found["seconds"] or 0)
    if minutes >= 60 or seconds >= 60:
        raise Refusal(*_unread(cell))
    value = float(found["degrees"]) + minutes / 60 + seconds / 3600
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _plain(cell: str) -> str:
    try:
        return number(cell)
    except Refusal as refusal:
        raise Refusal(*_unread(cell)) from refusal


def _unread(cell: str) -> tuple[str, str]:
    return (
        f"「{cell.strip()[:20]}」は緯度や経度として読めません。",
        "38.43 のように、度の小数で1つだけ書いてください。",
    )
