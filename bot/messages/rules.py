"""What a property may hold: rules that the fields of a value carry in their annotations.

A rule is a callable that gives the fault of a value in words, or None. It never sees None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import NoneType
from typing import Annotated, Any, Literal, TypeAlias, get_args, get_origin
from urllib.parse import quote, urlsplit

from bot.messages.text import Unit, fits, length

Rule: TypeAlias = Callable[[Any], str | None]


@dataclass(frozen=True, slots=True)
class Key:
    """The name of a property in LINE's JSON, where it is not the field's name in camelCase."""

    name: str


@dataclass(frozen=True, slots=True)
class Length:
    """Text of 1 (or `least`) to `limit` units that can be written as UTF-8."""

    limit: int
    unit: Unit = Unit.UTF16
    least: int = 1

    def __call__(self, text: object) -> str | None:
        if not isinstance(text, str):
            return f"{type(text).__name__}, LINE takes text"
        if not self.least <= len(text) <= self.limit // 2:
            fault = self._measured(text)
            if fault:
                return fault
        return None if text.isascii() or _is_unicode(text) else "not Unicode: half a surrogate pair"

    def _measured(self, text: str) -> str | None:
        if len(text) < self.least:
            return "empty, LINE takes at least 1 character"
        if fits(text, self.limit, self.unit):
            return None
        return f"{length(text, self.unit)} {self.unit.value}, LINE takes at most {self.limit}"


@dataclass(frozen=True, slots=True)
class Count:
    """A tuple of `least` to `limit` items."""

    limit: int
    least: int = 1

    def __call__(self, items: Sequence[object]) -> str | None:
        found = len(items)
        if found < self.least:
            return f"{found} items, LINE takes at least {self.least}"
        return f"{found} items, LINE takes at most {self.limit}" if found > self.limit else None


@dataclass(frozen=True, slots=True)
class Range:
    """A number from `least` to `most`, both included."""

    least: float
    most: float = float("inf")

    def __call__(self, number: float) -> str | None:
        if self.least <= number <= self.most:
            return None
        return f"{number}, LINE takes {self.least} to {self.most}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few values. Made from `Literal` annotations by `rule_of`."""

    values: frozenset[object]

    def __call__(self, value: object) -> str | None:
        if value in self.values:
            return None
        return f"{value!r}, LINE takes one of {', '.join(sorted(map(str, self.values)))}"


class Pattern:
    """Text of a form: `form` is a regular expression of the whole, `words` tell it in English."""

    __slots__ = ("_fits", "_words")

    def __init__(self, form: str, words: str) -> None:
        match = re.compile(form, re.ASCII).fullmatch
        # Sizes and colours are few, and asked for with every component.
        self._fits = lru_cache(1024)(lambda text: match(text) is not None)
        self._words = words

    def __call__(self, text: str) -> str | None:
        return None if self._fits(text) else f"{text!r}, LINE takes {self._words}"


@dataclass(frozen=True, slots=True)
class Url:
    """A URL of one of `schemes`, at most `limit` UTF-16 units, percent-encoded."""

    schemes: tuple[str, ...]
    limit: int

    def __call__(self, url: str) -> str | None:
        fault = Length(self.limit)(url)
        if fault:
            return fault
        if not url.isascii() or _GAP.search(url):
            return "spaces or letters beyond ASCII, LINE takes percent-encoded URLs"
        scheme, _, rest = url.partition(":")
        if scheme.lower() not in self.schemes or not rest:
            return f"not a URL of {', '.join(self.schemes)}"
        return None if scheme.lower() == "tel" or _has_host(url) else "a URL without a host"


def encode_url(url: str) -> str:
    """`url` as LINE takes it: spaces and what is not ASCII (Japanese paths) percent-encoded."""
    return quote(url.strip(), safe="%:/?#[]@!$&'()*+,;=")


def map_url(latitude: float, longitude: float) -> str:
    """A link that opens a map at a place: degrees, WGS 84. Source: Google, "Maps URLs"."""
    place = f"{latitude:.6f},{longitude:.6f}"
    return f"https://www.google.com/maps/search/?api=1&query={place}"


def _has_host(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def rule_of(hint: Any) -> Rule | None:
    """The rule in a type annotation: those of `Annotated`, and a `Choice` for a `Literal`."""
    rules = _rules_of(hint)
    if len(rules) < 2:
        return rules[0] if rules else None
    return lambda held: next(filter(None, (rule(held) for rule in rules)), None)


def _rules_of(hint: Any) -> list[Rule]:
    origin = get_origin(hint)
    if origin is Literal:
        return [Choice(frozenset(get_args(hint)))]
    if origin is Annotated:
        base, *notes = get_args(hint)
        return _rules_of(base) + [note for note in notes if not isinstance(note, Key)]
    if hint is NoneType or origin is tuple:
        return []
    return [rule for part in get_args(hint) for rule in _rules_of(part)]


def key_of(hint: Any) -> str | None:
    """The `Key` in a type annotation, if any."""
    if get_origin(hint) is Annotated:
        return next((note.name for note in get_args(hint) if isinstance(note, Key)), None)
    return next(filter(None, map(key_of, get_args(hint))), None)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


_GAP = re.compile(r"[\s\x00-\x1f\x7f]")

ImageUrl: TypeAlias = Annotated[str, Url(("https",), 2000)]
"""The address of a picture or film that LINE fetches."""
