"""What surrounds the name of a thing in a question: 「この…どうやって捨てればいいですか」.

The words of search.yaml are taken in every form that the endings below allow, in their own spelling
and in kana. All are plain strings over flat text, looked up in sets: no pattern can run away on a long text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.search.fold import clean, flat
from bot.search.keys import reading

_VERB_ENDS = {
    "う": "わいうえおっ", "く": "かきくけこいっ", "ぐ": "がぎぐげごい", "す": "さしすせそ",
    "つ": "たちつてとっ", "ぬ": "なにぬねのん", "ぶ": "ばびぶべぼん", "む": "まみむめもん",
    "る": "らりるれろっよ",
}  # fmt: skip
_PAST = ("た", "だ", "て", "で", "る", "ちゃ", "ちま", "ま", "そう", "か", "な")
_ADJECTIVE = ("い", "く", "くて", "かっ", "け", "そう", "き", "さ", "すぎ", "め")
_DOING = ("", "する", "し", "を", "さ", "せ", "でき", "出来", "いたし", "を行")
_LEFT = re.compile(r"^[\s\W_]+")
_RIGHT = re.compile(r"[\s\W_]+$")


@lru_cache(maxsize=4096)
def spellings(word: str) -> frozenset[str]:
    """How a word of search.yaml may be written: as it stands and, unless it is English, in kana."""
    cleaned = clean(word)
    if cleaned.isascii():
        return frozenset((cleaned,))
    return frozenset((flat(cleaned), reading(cleaned)))


def verbal(words: Iterable[str]) -> frozenset[str]:
    """Question words in every form: verbs (捨てる) with their stems, nouns with or without する."""
    return frozenset(form for word in words for each in spellings(word) for form in _verb(each))


def descriptive(words: Iterable[str]) -> frozenset[str]:
    """States in every form: 割れた, 古い, 不要な."""
    return frozenset(form for word in words for each in spellings(word) for form in _state(each))


def _verb(word: str) -> Iterator[str]:
    yield word
    stem, last = word[:-1], word[-1:]
    if word.endswith("する") and len(word) > 2:
        yield from (word[:-2] + doing for doing in _DOING)
    elif last in _VERB_ENDS and stem:
        yield from (stem + sign for sign in _VERB_ENDS[last])
        if last == "る":
            yield stem
    else:
        yield from (word + doing for doing in _DOING)


def _state(word: str) -> Iterator[str]:
    yield word
    stem, last = word[:-1], word[-1:]
    if len(word) > 2 and last in "ただ":
        yield from (stem + ending for ending in _PAST)
    elif stem and last == "い":
        yield from (stem + ending for ending in _ADJECTIVE)


def trimmed(flattened: str, start: int, end: int) -> tuple[int, int]:
    """The window without blanks and signs at its ends."""
    part = flattened[start:end]
    left = _LEFT.match(part)
    right = _RIGHT.search(part)
    start += left.end() if left else 0
    return start, max(start, end - (len(part) - right.start() if right else 0))
