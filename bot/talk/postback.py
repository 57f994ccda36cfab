"""Postback data: `feature:action?name=value&...`, typed by the signature of the step it calls.

Old buttons stay in people's talks for years, so the format is plain text that later versions can read,
and what cannot be read any more is a `StaleButton`, never a crash. LINE takes at most 300 characters.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, Final, get_type_hints
from urllib.parse import parse_qsl, quote

LIMIT = 300
# The platform's own: a menu speaks in the citizen's name.
SAID: Final = ("platform", "said")

_READERS: dict[type, Callable[[str], object]] = {
    str: str,
    int: int,
    float: float,
    bool: lambda text: {"1": True, "0": False}[text],
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    time: time.fromisoformat,
}


class StaleButton(Exception):
    """A button whose data no longer fits the step it was made for."""


def parameters(function: Callable[..., object]) -> dict[str, type]:
    """The typed arguments of a postback step, without its first (the turn).

    Raises:
        TypeError: an argument has a type that cannot travel in a postback.
    """
    hints = get_type_hints(function)
    names = list(inspect.signature(function).parameters)[1:]
    for name in names:
        if hints.get(name) not in _READERS:
            raise TypeError(
                f"{function.__qualname__}: {name} must be one of {sorted(map(str, _READERS))}"
            )
    return {name: hints[name] for name in names}


def encode(feature: str, action: str, values: Mapping[str, object]) -> str:
    """Write postback data.

    Raises:
        ValueError: longer than LINE's 300 characters.
    """
    query = "&".join(f"{name}={_escape(_text(value))}" for name, value in values.items())
    data = f"{feature}:{action}" + (f"?{query}" if query else "")
    if len(data.encode("utf-16-le")) // 2 > LIMIT:
        raise ValueError(f"postback data of {feature}:{action} is longer than {LIMIT} characters")
    return data


def _escape(text: str) -> str:
    # Kana stands as it is: percent-escapes would cost nine of LINE's 300 characters each.
    return "".join(
        quote(char) if char in _RESERVED or not char.isprintable() else char for char in text
    )


_RESERVED = "&=?%+#; "


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)


def split(data: str) -> tuple[str, str, dict[str, str]]:
    """Read postback data into feature, action and raw values; all empty when it is not ours."""
    head, _, query = data.partition("?")
    feature, colon, action = head.partition(":")
    if not colon:
        return "", "", {}
    return feature, action, dict(parse_qsl(query, keep_blank_values=True))


def read(types: Mapping[str, type], raw: Mapping[str, str], required: set[str]) -> dict[str, Any]:
    """Turn raw values into the step's arguments.

    Raises:
        StaleButton: a required value is missing, or one cannot be read.
    """
    if missing := required - raw.keys():
        raise StaleButton(f"missing {sorted(missing)}")
    try:
        return {name: _READERS[types[name]](text) for name, text in raw.items() if name in types}
    except (ValueError, KeyError) as error:
        raise StaleButton(str(error)) from error
