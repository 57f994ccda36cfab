"""`Asked`: from a citizen's sentence to what it may name, the least stripped first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.search.fold import flat
from bot.search.frames import descriptive, trimmed, verbal
from bot.search.grammar import ASKING, COPULAS, ENDINGS, HEADS
from bot.search.keys import kanji
from bot.search.tokens import Tokens
from bot.search.words import SearchWords

MOST_STAGES, MOST_CUTS = 10, 5
_KATAKANA_RUN = re.compile(r"[ァ-ヺ][ァ-ヺー]|ー[ァ-ヺー]")
_FINAL = frozenset("ただいるなのうき")

Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence taken apart.

    `probes` are what may be the name, from the whole sentence to its bare core; `core` is the last, and
    `wide` the core with what may describe it in front. `categories` are those its words point to;
    `elsewhere` says that the sentence is about another matter than the thing it names.
    """

    probes: tuple[str, ...]
    core: str
    wide: str
    categories: frozenset[str]
    elsewhere: bool

    @property
    def a_little_more(self) -> str:
        """What goes only one kana beyond `wide`, for うちわ, ひも; empty if there is nothing."""
        longer = (probe for probe in self.probes if len(probe) == len(self.wide) + 1)
        return next((probe for probe in longer if probe.startswith(self.wide)), "")


class Questions:
    """Takes sentences apart with the words of search.yaml."""

    def __init__(self, words: SearchWords) -> None:
        asking = [word for category in words.categories.values() for word in category.questions]
        fillers, states = verbal(words.fillers), descriptive(words.states)
        starts = {form for form in verbal(asking) | fillers | states if len(form) > 1} | ASKING
        self._starts = Tokens(starts)
        self._inside = Tokens(starts | ENDINGS)
        self._copulas = Tokens(COPULAS)
        self._heads = Tokens(HEADS | {form for form in fillers | states if len(form) > 1})
        self._endings = Tokens(ENDINGS)
        self._english = {word for word in (*words.fillers, *asking) if word.isascii()}
        self._elsewhere = Tokens(_telling(descriptive(words.elsewhere)))
        self._categories = {
            key: Tokens(_telling(verbal(category.questions)))
            for key, category in words.categories.items()
        }

    def ask(self, cleaned: str) -> Asked:
        """The sentence taken apart."""
        if cleaned.isascii():
            cleaned = self._plain_english(cleaned)
        text = flat(cleaned)
        tails = list(self._tails(text, cleaned)) or [(0, len(text))]
        heads = [list(self._without_heads(text, cleaned, window)) for window in tails]
        probes = [cleaned[a:b] for windows in heads for a, b in windows]
        start, end = heads[-1][-1]
        first, last = tails[-1]
        probes.sort(key=len, reverse=True)
        return Asked(
            tuple(dict.fromkeys(probes)),
            cleaned[start:end],
            cleaned[first:last],
            frozenset(key for key, tokens in self._categories.items() if tokens.inside(text)),
            self._elsewhere.inside(text),
        )

    def core_of(self, title: str, category: str) -> str:
        """What a cleaned title is about, where it is itself a question: 児童手当 of 児童手当の申請."""
        tokens = self._categories.get(category)
        if not title.endswith("か") and not (tokens and tokens.inside(flat(title))):
            return ""
        core = self.ask(title).core
        return core if len(core) > 1 and core != title else ""

    def _tails(self, text: str, cleaned: str) -> Iterator[Window]:
        """Windows with one tail after another taken off, shorter tails first."""
        start, end = trimmed(text, 0, len(text))
        for _ in range(MOST_STAGES):
            if start >= end:
                return
            yield start, end
            cuts = self._cuts(text, cleaned, start, end)
            for cut in cuts[:-1][:MOST_CUTS]:
                yield from self._without_copulas(cleaned, *trimmed(text, start, cut))
            if not cuts:
                return
            start, end = trimmed(text, start, cuts[-1])

    def _cuts(self, text: str, cleaned: str, start: int, end: int) -> list[int]:
        """Where a question may begin that goes on to the end, or else where the last particle does.

        A name may end like a question begins (こたつって), so all places are given, the last first.
        """
        reached = self._inside.back(text, start, end)
        begins = (
            at for at in reached if any(to in reached for to in self._starts.ends(text, at, end))
        )
        if cuts := sorted((at for at in begins if not _torn(cleaned, at)), reverse=True):
            return cuts
        # A particle is never in katakana: プレート does not end in と.
        return self._copulas.begins(cleaned, start, end)

    def _without_copulas(self, cleaned: str, start: int, end: int) -> Iterator[Window]:
        if start < end:
            yield start, end
            yield from ((start, cut) for cut in self._copulas.begins(cleaned, start, end))

    def _without_heads(self, text: str, cleaned: str, window: Window) -> Iterator[Window]:
        """The window, and what is left of it after each 「この」, 「古い」, 「割れてしまった」 in front."""
        yield window
        start, end = window
        for _ in range(MOST_STAGES):
            after = self._heads.longest(text, start, end)
            while after not in (start, end) and text[after - 1] not in _FINAL:
                further = self._endings.longest(text, after, end)
                if further == after or _torn(cleaned, further):
                    break
                after = further
            after, _ = trimmed(text, after, end)
            if after == start or after >= end or _torn(cleaned, after):
                return
            start = after
            yield start, end

    def _plain_english(self, cleaned: str) -> str:
        words = re.findall(r"[a-z0-9'&.-]+", cleaned)
        return " ".join(word for word in words if word not in self._english) or cleaned


def _torn(cleaned: str, at: int) -> bool:
    """Whether a cut there would tear a word in katakana apart: 聞く is not in キックボード."""
    return bool(_KATAKANA_RUN.match(cleaned, at - 1)) and not cleaned.startswith("ゴミ", at)


def _telling(forms: Iterable[str]) -> Iterator[str]:
    """The forms that say something wherever they stand; うる (売る) is also the end of だんぼうる."""
    return (form for form in forms if len(form) > 2 or kanji(form))
