"""Keys of a text: the same word in four degrees of likeness."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from bot.search.fold import flat, murmur, sound, squash
from bot.search.reading import morphemes

_KANJI = re.compile(r"[㐀-鿿豈-﫿々〆]")
_READ = re.compile(r"[㐀-鿿豈-﫿々〆a-z]")
# Words do not go across signs, so what lies between them is read, and remembered, by itself.
_CHUNKS = re.compile(r"([^\w]+)")
# The dictionary makes up numbers as it reads, and calls them unknown.
_NUMERALS = frozenset("一二三四五六七八九十百千万")
_KATAKANA = re.compile(r"[ァ-ヺ]")
# A word of the dictionary; kanji, and katakana, made of several of them.
KNOWN, KANJI_PIECES, PIECES = 0.75, 0.79, 0.9


_NONE: frozenset[str] = frozenset()


class Keys(NamedTuple):
    """A text squashed as it is written, as it is read, as it sounds, and as it sounds without voicing."""

    written: str
    read: str
    heard: str
    murmured: str
    kanji: frozenset[str]


@lru_cache(maxsize=8192)
def keys(cleaned: str) -> Keys:
    """The keys of a cleaned text."""
    return keys_of(cleaned, reading(cleaned))


def keys_of(cleaned: str, read: str) -> Keys:
    """The keys of a cleaned text whose reading is known."""
    written = squash(flat(cleaned))
    squashed = written if read == cleaned else squash(flat(read)) or written
    heard = sound(squashed)
    return Keys(written, squashed, heard, murmur(heard), kanji(written))


def reading(cleaned: str) -> str:
    """The text in hiragana where its words have a known reading."""
    if not _READ.search(cleaned):
        return flat(cleaned)
    return "".join(map(_chunk_reading, _CHUNKS.split(cleaned)))


@lru_cache(maxsize=16384)
def _chunk_reading(chunk: str) -> str:
    if not _READ.search(chunk):
        return flat(chunk)
    return flat("".join(map(word_reading, morphemes(chunk))))


def word_reading(morpheme: Any) -> str:
    """The reading of one word, its own spelling where that says it or none is known."""
    surface = str(morpheme.surface())
    if not _READ.search(surface) or (morpheme.is_oov() and surface not in _NUMERALS):
        return surface
    return str(morpheme.reading_form())


def kanji(text: str) -> frozenset[str]:
    """The Chinese characters of a text."""
    found = _KANJI.findall(text)
    return frozenset(found) if found else _NONE


def apart(one: Keys, other: Keys) -> bool:
    """Whether Chinese characters make two words of one sound different words: 紙 and 髪, 証明 and 照明.

    One wrong character is a slip (発砲スチロール), unless it is half of a word without kana.
    """
    if not one.kanji or not other.kanji:
        return False
    shared = len(one.kanji & other.kanji)
    bare = len(one.kanji) == len(one.written) and len(other.kanji) == len(other.written)
    return shared * 2 <= min(len(one.kanji), len(other.kanji)) if bare else not shared


def slips(cleaned: str) -> float:
    """How much a slip in this text may be one, from 0 to 1: little in words of the dictionary.

    Hiragana alone can nearly always be cut into some words, so there only a single one counts; katakana
    often can.
    """
    words = list(morphemes(cleaned))
    if any(word.is_oov() and word.surface() not in _NUMERALS for word in words):
        return 1.0
    if len(words) == 1:
        return KNOWN
    if _KANJI.search(cleaned):
        return KANJI_PIECES
    return PIECES if _KATAKANA.search(cleaned) else 1.0
