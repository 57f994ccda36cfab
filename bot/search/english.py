"""`English`: what a few English words may name, word by word (bath lid) or by ear (waffle maker)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, product

from bot.search import latin
from bot.search.fold import clean
from bot.search.gathered import Gathered
from bot.search.keys import keys
from bot.search.loanwords import Loanwords
from bot.search.named import Scores, merge
from bot.search.partial import PartFinder

MOST_WORDS, MOST_PHRASES, MOST_MEANINGS = 6, 6, 2
# How many words may have one meaning together: washing machine.
LONGEST = 3
# How many phrases are looked for in other names, if none is one.
MOST_LOOSE = 2
# A name put together from translated words, and one that only is a part of them.
PHRASE, PART = 0.96, 0.93
# Short for something (CD, LED): it may stand in the name as it is.
SHORT = 3


class Glossary:
    """English words, and words of several of them, with what they mean in Japanese."""

    def __init__(
        self, groups: Iterable[tuple[str, ...]], words: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._meanings: defaultdict[str, list[str]] = defaultdict(list)
        for word, meanings in words.items():
            self._meanings[latin.singular(clean(word))] += map(clean, meanings)
        for group in groups:
            foreign = [word for word in group if word.isascii()]
            if foreign and len(foreign) < len(group):
                own = [clean(word) for word in group if not word.isascii()][:MOST_MEANINGS]
                for word in foreign:
                    self._meanings[latin.singular(clean(word))] += own

    def phrases(self, text: str) -> list[str]:
        """Japanese phrases for cleaned English of more than one word; the last word is what it is."""
        head, of, owner = text.partition(" of ")
        words = (f"{owner} {head}" if of else text).split()
        if not 1 < len(words) <= MOST_WORDS:
            return []
        each = islice(product(*self._segments(words)), MOST_PHRASES)
        return ["の".join(parts) for parts in each]

    def _segments(self, words: list[str]) -> list[list[str]]:
        """The meanings of one group of words after another, as many words together as mean something."""
        segments, at = [], 0
        while at < len(words):
            size = next((n for n in range(LONGEST, 1, -1) if self._means(words[at : at + n])), 1)
            segments.append(self._meanings_of(words[at : at + size]))
            at += size
        return segments

    def _means(self, words: list[str]) -> list[str]:
        return self._meanings.get(latin.singular(" ".join(words)), [])

    def _meanings_of(self, words: list[str]) -> list[str]:
        word = " ".join(words)
        meanings = list(dict.fromkeys(self._means(words)))[:MOST_MEANINGS]
        if not meanings:
            return [latin.kana(word) or word]
        return [word, *meanings] if len(word) <= SHORT else meanings


@dataclass(frozen=True, slots=True)
class English:
    """Looks up English by its meaning and by its sound."""

    glossary: Glossary
    loanwords: Loanwords
    parts: PartFinder
    gathered: Gathered

    def find(self, text: str) -> Scores:
        """Scores of the entries that cleaned text in Latin letters may name."""
        scores: Scores = {}
        for key, weight in self.loanwords.like(text).items():
            merge(scores, self.parts.named.find(key, weight, most=0))
        phrases = self.glossary.phrases(text)
        for phrase in phrases:
            for whole in (phrase, phrase.replace("の", "")):
                merge(scores, self.parts.called(keys(whole), PHRASE))
        for phrase in phrases[: 0 if scores else MOST_LOOSE]:
            merge(scores, self.parts.find(phrase), PART)
            merge(scores, self.gathered.find(phrase), PART)
        return scores
