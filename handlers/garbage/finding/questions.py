"""What a citizen wants to know about garbage, from one line of free text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, auto

from bot.api import fold
from handlers.garbage.finding import phrases
from handlers.garbage.finding.areas import AreaHits, AreaIndex
from handlers.garbage.finding.concepts import about, is_general, named_kinds
from handlers.garbage.finding.days import Days, find_days
from handlers.garbage.finding.items import Dictionary
from handlers.garbage.kinds import Item

LONGEST = 80
LONGEST_KIND = 10
LONGEST_RUN = 24
LONGEST_WORD = 8


class Ask(Enum):
    """What is asked."""

    OVERVIEW = auto()
    """Today, tomorrow, and what comes next."""
    DAYS = auto()
    """What is collected on a day, or in a period."""
    WHEN = auto()
    """When a kind is collected next."""
    CALENDAR = auto()
    """The coming days of the district."""
    TIME = auto()
    """At what time of the day garbage is put out."""
    HOW = auto()
    """What kind a thing is, and how to put it out."""
    AREA = auto()
    """To choose the district."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question about garbage.

    Attributes:
        ask: what is asked.
        days: for DAYS.
        kinds: the kinds meant, as the city calls them; for WHEN, and for DAYS if it asks for some. For
            HOW, those that the thing's name speaks of, should the dictionary not have it.
        area: the districts named in the question, if any.
        thing: for HOW, what is to be thrown away; for WHEN, a word for a kind that is not known.
        items: for WHEN, what the dictionary says of the same word.
    """

    ask: Ask
    days: Days | None = None
    kinds: tuple[str, ...] = ()
    area: AreaHits = field(default_factory=AreaHits)
    thing: str = ""
    items: tuple[Item, ...] = ()


def understand(
    text: str,
    today: date,
    finder: AreaIndex,
    dictionary: Dictionary,
    kinds: Sequence[str],
    others: Sequence[str] = (),
) -> Question | None:
    """Understand a line; None where it does not seem to be about garbage, or only names a thing.

    Args:
        kinds: the kinds that are collected, as the city calls them.
        others: the kinds without collection days.
    """
    folded = fold(text)
    if not folded or len(folded) > LONGEST:
        return None
    question = _Understanding(folded, finder, dictionary, kinds, others).question(today)
    return question and replace(question, thing=_as_written(question.thing, text))


def _as_written(folded: str, text: str) -> str:
    """A part of the folded text in the citizen's own spelling."""
    written = "".join(unicodedata.normalize("NFKC", text).split())
    start = fold(text).find(folded)
    return written[start : start + len(folded)]


class _Understanding:
    def __init__(
        self,
        text: str,
        finder: AreaIndex,
        dictionary: Dictionary,
        kinds: Sequence[str],
        others: Sequence[str],
    ) -> None:
        self._text, self._finder, self._dictionary = text, finder, dictionary
        self._kinds, self._others = kinds, others

    def question(self, today: date) -> Question | None:
        text = self._text
        if phrases.AREA.search(text):
            return Question(Ask.AREA)
        if phrases.TIME.search(text) and phrases.OUT.search(text):
            return Question(Ask.TIME)
        if found := find_days(text, today):
            return self._on_days(*found)
        if match := phrases.CALENDAR.search(text):
            rest = text[: match.start()] + text[match.end() :]
            return Question(Ask.CALENDAR, area=self._split_area(phrases.bare(rest))[0])
        how = phrases.HOW.search(text)
        if how and not phrases.WHEN.search(text):
            return self._how(text[: how.start()])
        return self._when() if phrases.WHEN.search(text) else self._bare_word()

    def _on_days(self, days: Days, rest: str) -> Question | None:
        """`rest` is the text without the day."""
        headless = phrases.HEADS.sub("", rest)
        area, words = self._split_area(phrases.bare(headless))
        kinds = self._mentioned(words) if words else ()
        if kinds or area.labels or not words:
            return Question(Ask.DAYS, days=days, kinds=kinds, area=area)
        # 明日アイロンを捨てたい asks for the iron; its kind says whether tomorrow is the day.
        how = phrases.HOW.search(headless)
        return self._how(headless[: how.start()] if how else words)

    def _when(self) -> Question | None:
        rest = phrases.WHEN_WORDS.sub("", self._text)
        area, words = self._split_area(phrases.bare(rest))
        tail = "" if rest else phrases.bare(phrases.WHEN.sub("", self._text, count=1))
        if self._mentioned(tail):
            # いつペットボトル: the question stands in front.
            words = tail
        if not words:
            return Question(Ask.CALENDAR, area=area)
        if kinds := self._mentioned(words):
            return Question(Ask.WHEN, kinds=kinds, area=area, items=self._same(words))
        if not self._is_kind(words) and not phrases.ABOUT_GARBAGE.search(self._text):
            return None
        return self._not_known(phrases.PARTICLE.sub("", rest) or words, area)

    def _how(self, head: str) -> Question | None:
        """`head` is what stands before the question, perhaps with a particle: はさみ, きもの, 紙の.

        None where the question may as well be about something else: 転入届はどこに出す.
        """
        thing = head if self._dictionary.named(head) else phrases.PARTICLE.sub("", head)
        if self._dictionary.named(thing):
            return Question(Ask.HOW, thing=thing)
        if not phrases.ABOUT_GARBAGE.search(self._text):
            return None
        if thing in ("ごみ", ""):
            return Question(Ask.HOW)
        meant = tuple(self._meant(thing))
        if is_general(thing) or named_kinds(thing, [*self._kinds, *self._others]):
            return Question(Ask.WHEN, kinds=meant, thing=thing)
        return Question(Ask.HOW, thing=thing, kinds=meant)

    def _bare_word(self) -> Question | None:
        """A word or two without a question around it: a kind or a place, but no thing."""
        texts = [self._text, phrases.PARTICLE.sub("", self._text)]
        for text in texts:
            if kinds := named_kinds(text, self._kinds):
                return Question(Ask.WHEN, kinds=tuple(kinds), items=self._same(text))
        if any(map(self._dictionary.named, texts)):
            return None
        area, words = self._split_area(phrases.bare(texts[1]))
        named = words or texts[1]
        if kinds := named_kinds(named, self._kinds) or self._meant_generally(named):
            return Question(Ask.WHEN, kinds=tuple(kinds), area=area)
        if area.labels and not words:
            return Question(Ask.AREA, area=area)
        known = is_general(texts[1]) or named_kinds(texts[1], self._others)
        return self._not_known(texts[1], area) if known and self._is_kind(texts[1]) else None

    def _not_known(self, words: str, area: AreaHits | None = None) -> Question:
        """A kind that the city does not have, or a thing that no exact name is."""
        ask = Ask.WHEN if self._is_kind(words) else Ask.HOW
        return Question(ask, thing=words, area=area or AreaHits())

    def _is_kind(self, words: str) -> bool:
        """Whether words name a kind, though none that is collected on days."""
        general = is_general(words) and len(words) <= LONGEST_KIND
        ends = words.endswith("ごみ") and words != "ごみ"
        return general or ends or bool(named_kinds(words, self._others))

    # -- parts of a sentence

    def _same(self, words: str) -> tuple[Item, ...]:
        named = self._dictionary.named(words)
        return named[0].items if len(named) == 1 else ()

    def _split_area(self, words: str) -> tuple[AreaHits, str]:
        """The district that a sentence starts or ends with, by its longest name, and the rest."""
        if not words:
            return AreaHits(), ""
        if not self._mentioned(words) and (whole := self._finder.named(words)).labels:
            return whole, ""
        for cut in reversed(list(phrases.CUT.finditer(words))):
            head, tail = words[: cut.start()], words[cut.end() :]
            if (hits := self._finder.named(head)).labels:
                return hits, phrases.bare(tail)
            if tail and not self._mentioned(tail) and (hits := self._finder.named(tail)).labels:
                return hits, phrases.bare(head)
        return self._area_before_kind(words)

    def _area_before_kind(self, words: str) -> tuple[AreaHits, str]:
        """新屋元町燃えるごみ, written in one go."""
        if len(words) > LONGEST_RUN:
            return AreaHits(), words
        for cut in range(len(words) - 2, 1, -1):
            if self._mentioned(words[cut:]) and (hits := self._finder.named(words[:cut])).labels:
                return hits, words[cut:]
        return AreaHits(), words

    def _meant(self, words: str) -> list[str]:
        """The kinds that a short word, or one that says ごみ, is about.

        Its last noun decides: ペットボトルのキャップ is no bottle, ペットの登録 neither.
        """
        short = len(words) <= LONGEST_WORD or words.endswith("ごみ")
        noun = phrases.OF.split(words)[-1]
        elsewhere = phrases.ELSEWHERE.search(words)
        return about(noun, self._kinds) if short and not elsewhere else []

    def _meant_generally(self, words: str) -> list[str]:
        """The same for words that can only be the name of a kind: 可燃, プラごみ."""
        sure = is_general(words) or words.endswith("ごみ")
        return self._meant(words) if sure else []

    def _mentioned(self, words: str) -> tuple[str, ...]:
        """The kinds that words mean; a thing of the dictionary stands for its kind."""
        if kinds := named_kinds(words, self._kinds):
            return tuple(kinds)
        if things := self._dictionary.named(words):
            items = [item for thing in things for item in thing.items]
            return tuple(dict.fromkeys(item.kind for item in items if item.kind))
        return tuple(self._meant(words))
