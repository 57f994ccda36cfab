"""`Loanwords`: English words and the katakana made of them, met by their consonants.

waffle maker and ワッフルメーカー are both `wfrmk`: no vowels, l as r, no r that Japanese does not hear.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import product

import jaconv
from rapidfuzz import fuzz

from bot.search.keys import Keys

# A name of fewer consonants is like too many others.
FEWEST = 3
# How much a name counts that has the same consonants, and how much more if its vowels are alike, too.
LEAST, ALIKE = 0.66, 0.31
MOST_DOUBTS = 3
_KANA = re.compile(r"[ぁ-ゖー]{3,}")
_DOUBT = re.compile(r"(?<=[aeiou])r(?![aeiouy])")
# From English spelling to what is heard, in this order.
_HEARD = tuple(
    (re.compile(pattern), heard)
    for pattern, heard in (
        (r"tions?\b", "sn"),
        (r"\bwr", "r"),
        (r"\bkn", "n"),
        (r"(?<=[aeiou])gh", ""),
        (r"(?<=[aeo])w(?![aeiou])", ""),
        (r"ph", "f"),
        (r"wh", "w"),
        (r"sh|th", "s"),
        (r"tch|ch", "t"),
        (r"ck|q", "k"),
        (r"dge?(?=[iey])|(?<!n)g(?=[ey])|ge\b|j|z", "s"),
        (r"x", "ks"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"ts", "t"),
        (r"l", "r"),
        (r"v", "b"),
        (r"m(?=[bp])", "n"),
        (r"(?<!\b)y|y(?![aeou])", "i"),
        (r"(.)\1+", r"\1"),
        (r"\W", ""),
    )
)
# From romaji to the same.
_TOLD = tuple(
    (re.compile(pattern), heard)
    for pattern, heard in (
        (r"[^a-z]", ""),
        (r"tch|ch", "t"),
        (r"sh|j|z", "s"),
        (r"ts", "t"),
        (r"v", "b"),
        (r"u(?=[aeio])", "w"),
        (r"m(?=[bp])", "n"),
        (r"(?<=[^aeiou])y", ""),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = re.compile("[aeiou]+")


class Loanwords:
    """Names in kana by their consonants, which are worked out when the first English word is asked for."""

    def __init__(self, names: Callable[[], Iterable[Keys]]) -> None:
        self._all = names

    @cached_property
    def _names(self) -> dict[str, dict[str, Keys]]:
        names: defaultdict[str, dict[str, Keys]] = defaultdict(dict)
        for key in self._all():
            if _KANA.fullmatch(key.written):
                told = _told(key.written)
                names[_consonants(told)][told] = key
        return dict(names)

    def like(self, english: str) -> dict[Keys, float]:
        """The names that cleaned English text may be the origin of, with what they count."""
        found: dict[Keys, float] = {}
        for heard in _heard(english):
            bones = _consonants(heard)
            if len(bones) >= FEWEST:
                for told, key in self._names.get(bones, {}).items():
                    counts = LEAST + ALIKE * fuzz.ratio(heard, told) / 100
                    found[key] = max(counts, found.get(key, 0.0))
        return found


def _heard(english: str) -> set[str]:
    """How English may be heard: r before a consonant, or at the end, mostly is not, but in コルク it is."""
    doubts = [match.start() for match in _DOUBT.finditer(english)][-MOST_DOUBTS:]
    return {_spoken(english, doubts, kept) for kept in product((False, True), repeat=len(doubts))}


def _spoken(english: str, doubts: list[int], kept: tuple[bool, ...]) -> str:
    silent = {at for at, is_kept in zip(doubts, kept, strict=True) if not is_kept}
    return _replaced("".join(s for at, s in enumerate(english) if at not in silent), _HEARD)


def _told(kana: str) -> str:
    return _replaced(jaconv.kana2alphabet(kana), _TOLD)


def _replaced(text: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, heard in rules:
        text = pattern.sub(heard, text)
    return text


def _consonants(heard: str) -> str:
    return re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", heard))
