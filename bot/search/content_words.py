"""The words of a text that say something, and the forms in which they are looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.search.fold import flat
from bot.search.keys import Keys, keys, keys_of, word_reading
from bot.search.reading import pieces
from bot.search.spans import Sort, sort_of

# A word of more sounds is the same with one voicing mark more or less: バトミントン.
LONG = 4
# Too short to be made of several words.
_ONE_WORD = re.compile("[ァ-ヺー]{2,4}")
_CHUNKS = re.compile(r"\w+")
# Tells nothing of the thing: 製, 用, 類.
_EMPTY = frozenset("製用類等式型付入他物品時際") | frozenset(
    (
        "付き",
        "入り",
        "あり",
        "もの",
        "など",
        "その他",
        "こと",
        "ため",
        "ところ",
        "とき",
        "よう",
        "やつ",
    )
)


def forms_of(cleaned: str) -> list[tuple[str, ...]]:
    """How each word of a cleaned text is looked up; words do not go across signs."""
    return [forms for chunk in _CHUNKS.findall(cleaned) for forms in _forms_in(chunk)]


@lru_cache(maxsize=16384)
def _forms_in(chunk: str) -> tuple[tuple[str, ...], ...]:
    if _ONE_WORD.fullmatch(chunk):
        return (form_of(keys(chunk)),)
    return tuple(map(form_of, content(chunk)))


def content(cleaned: str) -> Iterator[Keys]:
    """The words of a cleaned text that say something, as short as the dictionary has them."""
    for word in pieces(cleaned):
        surface = flat(word.surface())
        if sort_of(word) is not Sort.NOUN or surface in _EMPTY:
            continue
        made = surface.endswith("製") and len(surface) > 1
        key = keys(surface[:-1]) if made else keys_of(surface, word_reading(word))
        if (len(key.heard) > 1 or key.kanji) and not key.written.isdigit():
            yield key


def form_of(key: Keys) -> tuple[str, ...]:
    """How a word is looked up: one sound is too little to go by, of many one mark makes no difference.

    One Chinese character is read differently in compounds (油, サラダ油), and so goes by itself, too.
    """
    if len(key.heard) < 2:
        return (key.written,)
    heard = key.murmured if len(key.heard) > LONG else key.heard
    return (key.written, heard) if len(key.written) == len(key.kanji) == 1 else (heard,)
