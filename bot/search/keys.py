"""Keys of a text: the same word in four degrees of likeness."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.search.fold import flat, murmur, sound, squash
from bot.search.reading import morphemes

_KANJI = re.compile(r"[㐀-鿿豈-﫿々〆]")
_LATIN = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Keys:
    """A text squashed as it is written, as it is read, as it sounds, and as it sounds without voicing."""

    written: str
    read: str
    heard: str
    murmured: str


@lru_cache(maxsize=65536)
def keys(cleaned: str) -> Keys:
    """The keys of a cleaned text."""
    written = squash(flat(cleaned))
    read = squash(reading(cleaned)) or written
    heard = sound(read)
    return Keys(written, read, heard, murmur(heard))


def reading(cleaned: str) -> str:
    """The text in hiragana where its words have a known reading."""
    if not (_KANJI.search(cleaned) or _LATIN.search(cleaned)):
        return flat(cleaned)
    return flat("".join(map(_reading, morphemes(cleaned)))).casefold()


def _reading(morpheme: object) -> str:
    surface = str(morpheme.surface())  # type: ignore[attr-defined]
    known = (_KANJI.search(surface) or _LATIN.search(surface)) and not morpheme.is_oov()  # type: ignore[attr-defined]
    return str(morpheme.reading_form()) if known else surface  # type: ignore[attr-defined]


def kanji(text: str) -> frozenset[str]:
    """The Chinese characters of a text."""
    return frozenset(_KANJI.findall(text))
