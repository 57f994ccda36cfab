"""`Asked`: from a citizen's sentence to what it may name, the least stripped first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.search import latin
from bot.search.fold import flat
from bot.search.frames import descriptive, trimmed, verbal
from bot.search.grammar import ASKING, COPULAS, ENDINGS, HEADS, MODAL, OF_A_NAME
from bot.search.pointers import Pointers, telling
from bot.search.tokens import Tokens
from bot.search.words import SearchWords

MOST_STAGES, MOST_CUTS = 10, 5
_RUN = re.compile(r"[ァ-ヺ][ァ-ヺー]|ー[ァ-ヺー]|[a-z][a-z]")
_FINAL = frozenset("ただいるなのうき")

Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence taken apart.

    `probes` are what may be the name, from the whole sentence to its bare core; `core` is the last, and
    `wide` the core with what may describe it in front. `categories` are those its words point to,
    `surely` unless these only say how a thing is (壊れた); `elsewhere` says that the sentence is about
    another matter than the thing it names.
    """

    probes: tuple[str, ...]
    core: str
    wide: str
    categories: frozenset[str]
    surely: bool
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
        self._elsewhere = Tokens(telling(descriptive(words.elsewhere)))
        self._pointers = Pointers(words.categories, states)

    def ask(self, cleaned: str) -> Asked:
        """The sentence taken apart."""
        if cleaned.isascii():
            return self._from_latin(cleaned)
        return self._taken_apart(cleaned)

    def _from_latin(self, cleaned: str) -> Asked:
        """A question in romaji as if it were in kana; else the English without its small words."""
        if spoken := latin.sentence(cleaned):
            asked = self._taken_apart(spoken)
            if len(asked.core) < len(spoken):
                return asked
        return self._taken_apart(self._plain_english(cleaned))

    def _taken_apart(self, cleaned: str) -> Asked:
        text = flat(cleaned)
        tails = list(self._tails(text, cleaned)) or [(0, len(text))]
        heads = [list(self._without_heads(text, cleaned, window)) for window in tails]
        probes = [cleaned[a:b] for windows in heads for a, b in windows]
        start, end = heads[-1][-1]
        first, last = tails[-1]
        categories, surely = self._pointers.read(text)
        probes.sort(key=len, reverse=True)
        return Asked(
            tuple(dict.fromkeys(probes)),
            cleaned[start:end],
            cleaned[first:last],
            categories,
            surely,
            self._elsewhere.inside(text),
        )

    def core_of(self, title: str, category: str) -> str:
        """What a cleaned title is about, where it is itself a question: 児童手当 of 児童手当の申請."""
        if not title.endswith("か") and not self._pointers.names(category, flat(title)):
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
        words = re.findall(r"[a-z0-9'&.-]+", MODAL.sub("", cleaned))
        kept = [word for word in words if word not in self._english or word in OF_A_NAME]
        return " ".join(kept).removeprefix("of ").removesuffix(" of") or cleaned


def _torn(cleaned: str, at: int) -> bool:
    """Whether a cut there would tear a word in katakana, or an English one, apart: キックボード, stand."""
    return bool(_RUN.match(cleaned, at - 1)) and not cleaned.startswith("ゴミ", at)
