"""An order as LINE shows it, in each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import jaconv

from bot.api import (
    JAPAN,
    Action,
    Bubble,
    FlexMessage,
    Line,
    MessageAction,
    Residence,
    Unit,
    UriAction,
    card,
    cards,
    fill,
    fit,
)
from handlers.evacuation.language import Language, LevelWords
from handlers.evacuation.orders.desk import Kind
from handlers.evacuation.orders.order import Level, Order
from handlers.evacuation.words import Words

# The colours of the levels that all of Japan's media agreed on: 内閣府 「避難情報に関するガイドライン」.
COLORS: Mapping[Level, str] = {
    Level.ELDERLY: "#FF2800",
    Level.ORDER: "#AA00AA",
    Level.EMERGENCY: "#0C000C",
}
OVER, DRILL = "#0B5D3B", "#4D4D4D"
# Not more names than somebody reads; the page has all of them.
MOST_NAMES = 40
MOST_SHELTERS = 20
TITLE_MOST, LINE_MOST = 100, 2000
# Languages whose readers do not read kanji.
_LATIN = ("en", "vi", "ko")


@dataclass(frozen=True, slots=True)
class Told:
    """What a message is about: an order, and what happens to it at which moment."""

    order: Order
    kind: Kind
    at: datetime
    drill: bool


@dataclass(frozen=True)
class Teller:
    """Makes messages.

    Args:
        site: the address of the public pages; empty where there is none.
    """

    words: Words
    residence: Residence
    site: str

    def messages(self, told: Told) -> dict[str, list[FlexMessage]]:
        """The message in every language that there are words for."""
        return {code: [self.message(told, code)] for code in self.words.languages}

    def message(self, told: Told, code: str) -> FlexMessage:
        """The message in one language; marked from its first to its last word where it is a drill."""
        return cards(self.bubble(told, code), alt=self.text(told, code))

    def bubble(self, told: Told, code: str) -> Bubble:
        """One card."""
        lines: list[Line] = []
        for line in self._lines(told, code):
            name, said = line if isinstance(line, tuple) else ("", line)
            said = fit(said, LINE_MOST, Unit.UTF16)
            lines.append((name, said) if name else said)
        title = fit(self.title(told, code), TITLE_MOST, Unit.UTF16)
        return card(title, lines, self._actions(code), color=_color(told))

    def text(self, told: Told, code: str) -> str:
        """The same as text, as notifications and screen readers say it."""
        return "\n".join(self.paragraphs(told, code))

    def paragraphs(self, told: Told, code: str) -> list[str]:
        """Its title, and each line of it."""
        lines = self._lines(told, code)
        words = [line if isinstance(line, str) else "\n".join(line) for line in lines]
        return [self.title(told, code), *words]

    def title(self, told: Told, code: str) -> str:
        """「【警戒レベル4】避難指示」."""
        words = self.words.language(code)
        level = level_of(words, told.order)
        phrase = {
            Kind.ISSUE: words.issued_title,
            Kind.CORRECT: words.corrected_title,
            Kind.WITHDRAW: words.withdrawn_title,
            Kind.LIFT: words.lifted_title,
        }[told.kind]
        title = fill(phrase, level=level.level, name=level.name)
        return f"{words.drill_title}{title}" if told.drill else title

    def areas(self, order: Order, code: str, most: int = MOST_NAMES) -> str:
        """The districts and towns, as somebody who reads this language can know and find them."""
        words = self.words.language(code)
        if order.area.all_city:
            return words.all_city
        readings = self._readings()
        names = [
            _named(name, readings.get(name, ""), code)
            for name in (*order.area.districts, *order.area.towns)
        ]
        return _joined(words, names, most)

    def _readings(self) -> Mapping[str, str]:
        districts = {one.name: one.reading for one in self.residence.districts}
        return {one.name: one.reading for one in self.residence.towns} | districts

    def _lines(self, told: Told, code: str) -> Sequence[Line]:
        words, order = self.words.language(code), told.order
        said = {
            "areas": self.areas(order, code),
            "hazard": hazard_of(words, order),
            "name": level_of(words, order).name,
        }
        body = {
            Kind.ISSUE: self._issued,
            Kind.CORRECT: self._corrected,
            Kind.WITHDRAW: self._withdrawn,
            Kind.LIFT: self._lifted,
        }[told.kind](words, order, said)
        at = told.at if told.kind in (Kind.WITHDRAW, Kind.LIFT) else order.at
        label = words.ended_at if told.kind in (Kind.WITHDRAW, Kind.LIFT) else words.at
        lines = [*body, (label, moment(words, at))]
        return [words.drill, *lines, words.drill] if told.drill else lines

    def _issued(self, words: Language, order: Order, said: Mapping[str, str]) -> list[Line]:
        lines: list[Line] = [fill(words.told, **said), level_of(words, order).do]
        if order.shelters:
            lines.append((words.shelters, _joined(words, order.shelters, MOST_SHELTERS)))
        if order.remark:
            lines.append((words.remark, order.remark))
        return lines

    def _corrected(self, words: Language, order: Order, said: Mapping[str, str]) -> list[Line]:
        return [words.corrected, *self._issued(words, order, said)]

    def _withdrawn(self, words: Language, _order: Order, said: Mapping[str, str]) -> list[Line]:
        return [fill(words.withdrawn, **said), words.withdrawn_do]

    def _lifted(self, words: Language, _order: Order, said: Mapping[str, str]) -> list[Line]:
        return [fill(words.lifted, **said), words.lifted_do]

    def _actions(self, code: str) -> list[Action]:
        words = self.words.language(code)
        actions: list[Action] = [MessageAction(words.shelters_label, self.words.shelters_label)]
        if self.site:
            actions.append(UriAction(words.page_label, f"{self.site}/evacuation?lang={code}"))
        return actions


def level_of(words: Language, order: Order) -> LevelWords:
    """How a language calls the order's level."""
    level: LevelWords = getattr(words.levels, order.level.value)
    return level


def hazard_of(words: Language, order: Order) -> str:
    """How a language calls the order's hazard."""
    return words.hazards.get(order.hazard) or words.hazards.get("other", "")


def moment(words: Language, at: datetime) -> str:
    """A moment, in the city's time zone."""
    at = at.astimezone(JAPAN)
    return fill(
        words.moment,
        year=at.year, month=at.month, day=at.day, hour=at.hour, minute=f"{at.minute:02}",
    )  # fmt: skip


def _color(told: Told) -> str:
    if told.drill:
        return DRILL
    return OVER if told.kind in (Kind.WITHDRAW, Kind.LIFT) else COLORS[told.order.level]


def _joined(words: Language, names: Sequence[str], most: int) -> str:
    shown = list(names[:most])
    if len(names) > most:
        shown.append(fill(words.more, count=len(names) - most))
    return words.comma.join(shown)


def _named(name: str, reading: str, code: str) -> str:
    """A place's name: as it stands on signs, and how it is read."""
    if not reading or code not in (*_LATIN, "easy_ja"):
        return name
    if code == "easy_ja":
        return f"{name}（{reading}）"
    return f"{jaconv.kana2alphabet(reading).capitalize()} ({name})"
