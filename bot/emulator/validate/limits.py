"""How LINE counts text, and the kinds of text and address its objects share."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import regex

from bot.emulator.validate.problems import OK, Check, Problems, fault
from bot.emulator.validate.schema import both, string

CLUSTER = regex.compile(r"\X")
UNITS_OF_16 = "\uffff"
UNSAFE = re.compile(r'[\x00-\x20\x7f"<>\\^`{|}]')
"""What no address may hold unless it is percent-encoded (RFC 3986)."""


def utf16_length(text: str) -> int:
    """Count UTF-16 code units: two for every character beyond U+FFFF."""
    return len(text) + sum(character > UNITS_OF_16 for character in text)


def grapheme_length(text: str) -> int:
    """Count grapheme clusters: what a person takes for one character."""
    return len(CLUSTER.findall(text))


def units(high: int, low: int = 1) -> Check:
    """Accept texts of up to `high` UTF-16 code units."""
    return string(high, utf16_length, low)


def graphemes(high: int, low: int = 1) -> Check:
    """Accept texts of up to `high` grapheme clusters."""
    return string(high, grapheme_length, low)


def scheme(*allowed: str) -> Check:
    """Accept addresses with one of these schemes and something behind it."""
    starts = tuple(f"{each}:" for each in allowed)

    def check(value: Any) -> Problems:
        head, _, tail = value.partition(":")
        if f"{head.lower()}:" not in starts:
            return fault("invalid uri scheme")
        if not tail or UNSAFE.search(value) or not _has_host(value):
            return fault("invalid uri")
        return OK

    return check


def _has_host(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme not in {"http", "https"} or bool(parts.hostname)
    except ValueError:
        return False


HTTPS_URL = both(units(2000), scheme("https"))
ACTION_URI = both(units(1000), scheme("http", "https", "line", "tel"))
