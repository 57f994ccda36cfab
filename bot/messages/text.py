"""Lengths as LINE counts them, and fitting a text into them.

LINE counts most properties in UTF-16 code units; labels, postback and message-action texts,
template titles and texts in grapheme clusters (UAX #29). Containers are measured in bytes of JSON.
"""

from __future__ import annotations

import json
from enum import Enum
from typing import Any

import regex

ELLIPSIS = "…"
TEXT_LIMIT = 5000

_GRAPHEME = regex.compile(r"\X")
_ASTRAL = regex.compile("[\U00010000-\U0010ffff]")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


class Unit(Enum):
    """What a length is counted in; the value is its English name."""

    UTF16 = "UTF-16 units"
    GRAPHEME = "graphemes"


def utf16_length(text: str) -> int:
    """The number of UTF-16 code units of `text`."""
    return len(text) if text.isascii() else len(text) + len(_ASTRAL.findall(text))


def grapheme_length(text: str) -> int:
    """The number of extended grapheme clusters of `text`: what a reader sees as characters."""
    return len(_GRAPHEME.findall(text))


def length(text: str, unit: Unit) -> int:
    """The length of `text` in `unit`."""
    return utf16_length(text) if unit is Unit.UTF16 else grapheme_length(text)


def wire_size(value: Any) -> int:
    """The size in bytes of `value` as compact UTF-8 JSON."""
    return len(_ENCODER.encode(value).encode())


def fits(text: str, limit: int, unit: Unit) -> bool:
    """Whether `text` is at most `limit` long. Counts only where a short cut cannot tell."""
    points = len(text)
    if points > limit and unit is Unit.UTF16:
        return False
    longest = points * 2 if unit is Unit.UTF16 else points
    return longest <= limit or length(text, unit) <= limit


def fit(text: str, limit: int, unit: Unit) -> str:
    """`text` itself if it fits, else its beginning and "…", cut between graphemes.

    The result is at most `limit` (at least 1) long in `unit`.
    """
    if limit < 1:
        raise ValueError(f"no text fits into {limit} {unit.value}")
    if fits(text, limit, unit):
        return text
    return text[: _end_within(text, 0, limit - 1, unit)].rstrip() + ELLIPSIS


def split_text(text: str, limit: int = TEXT_LIMIT) -> tuple[str, ...]:
    """`text` in pieces of at most `limit` UTF-16 units, which joined give `text` again.

    Cuts after a paragraph, else a line, else a sentence, else between graphemes; a grapheme longer
    than `limit` is the only thing ever cut. An empty text gives no piece.
    """
    if limit < 2:
        raise ValueError("a character may take 2 UTF-16 units")
    pieces = []
    start = 0
    while start < len(text):
        end = _cut(text, start, limit)
        pieces.append(text[start:end])
        start = end
    return tuple(pieces)


def _cut(text: str, start: int, limit: int) -> int:
    """Where the piece that begins at `start` ends best."""
    end = _end_within(text, start, limit, Unit.UTF16)
    if end == len(text):
        return end
    if end == start:
        return start + max(1, len(_first_units(text[start : start + limit], limit)))
    # A boundary in the first half would leave a scrap of a message.
    half = start + (end - start) // 2
    for mark in ("\n\n", "\n", "。"):
        found = text.rfind(mark, half, end) + len(mark)
        if found >= len(mark) and _is_boundary(text, found):
            return found
    return end


def _end_within(text: str, start: int, limit: int, unit: Unit) -> int:
    """The end of the longest run of whole graphemes from `start` that is at most `limit` long."""
    used, end = 0, start
    for match in _GRAPHEME.finditer(text, start):
        used += utf16_length(match.group()) if unit is Unit.UTF16 else 1
        if used > limit:
            break
        end = match.end()
    return end


def _first_units(text: str, limit: int) -> str:
    """The longest beginning of `text` of at most `limit` UTF-16 units, graphemes or not."""
    while utf16_length(text) > limit:
        text = text[: -max(1, (utf16_length(text) - limit) // 2)]
    return text


def _is_boundary(text: str, index: int) -> bool:
    """Whether no grapheme spans `index` (the character before it begins a grapheme)."""
    match = _GRAPHEME.match(text, index - 1)
    return match is not None and match.end() == index
