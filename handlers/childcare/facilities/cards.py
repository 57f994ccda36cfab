"""A facility as a card: how far, when it is open, whom it takes, and buttons to call and to find it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.api import (
    Bubble,
    FlexMessage,
    Holidays,
    HoursWords,
    Line,
    Opening,
    Unit,
    UriAction,
    card,
    fill,
    fit,
    map_url,
    rounded,
    tell_openings,
    tell_state,
    tell_weekdays,
)
from handlers.childcare.facilities.facility import MARKS, Facility, Found
from handlers.childcare.facilities.hours import Hours
from handlers.childcare.facilities.words import FacilityWords
from handlers.childcare.fitting import cards_fitting

NAME_MOST = 100


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells facilities as they are at `now` (the city's time)."""

    words: FacilityWords
    common: HoursWords
    holidays: Holidays
    now: datetime

    def message(self, found: Sequence[Found]) -> FlexMessage:
        """The cards side by side."""
        return cards_fitting(
            lambda most: [self._card(one.facility, one.distance, most) for one in found]
        )

    def _card(self, one: Facility, distance: float | None, most: int) -> Bubble:
        words = self.words
        told = [
            (words.kind, words.kind_comma.join(one.kinds)),
            (words.distance, "" if distance is None else self._about(distance)),
            *self._times(one),
            (words.ages, one.ages),
            *self._marks(one),
            (words.capacity, one.capacity),
            (words.after_hours, one.after_hours),
            (words.address, one.address),
            (words.phone, one.phone),
            (words.note, one.note),
        ]
        lines: list[Line] = [(name, fit(said, most, Unit.UTF16)) for name, said in told if said]
        return card(fit(one.name, NAME_MOST, Unit.UTF16), lines, self._buttons(one))

    def _about(self, distance: float) -> str:
        return fill(self.words.about, distance=rounded(distance))

    def _times(self, one: Facility) -> list[tuple[str, str]]:
        words, hours = self.words, one.hours
        if hours is None:
            return [(words.hours, one.hours_text), (words.hours_note, one.hours_note)]
        return [
            (words.today, self._today(hours)),
            (words.now, self._state(hours)),
            (words.hours, "\n".join(self._week(hours))),
            (words.hours_note, one.hours_note),
        ]

    def _today(self, hours: Hours) -> str:
        today = hours.openings(self.now.date(), self.holidays)
        if today is None:
            return ""
        return tell_openings(self.common, today) or self.words.rests

    def _state(self, hours: Hours) -> str:
        if hours.is_unsaid(self.now.date()):
            return self.words.new_year
        said = tell_state(self.common, hours.state(self.now, self.holidays), self.now)
        return f"{said}\n{self.words.check_hours}" if said and hours.doubtful else said

    def _week(self, hours: Hours) -> Iterable[str]:
        """月〜金 9:00〜12:00: the days that have the same hours, in a line."""
        same: dict[tuple[Opening, ...], list[int]] = {}
        for day, openings in hours.weekly.items():
            same.setdefault(tuple(openings), []).append(day)
        if hours.festive:
            same.setdefault(hours.festive, [])
        for spans, days in same.items():
            named = tell_weekdays(self.common, days, holidays=spans == hours.festive)
            yield fill(self.words.hours_line, days=named, spans=tell_openings(self.common, spans))

    def _marks(self, one: Facility) -> Iterable[tuple[str, str]]:
        for mark in MARKS:
            if (there := one.marks.get(mark)) is not None:
                said = self.words.available if there else self.words.unavailable
                yield getattr(self.words.marks, mark), said

    def _buttons(self, one: Facility) -> list[UriAction]:
        buttons = []
        if one.phone:
            buttons.append(UriAction(self.words.call_label, f"tel:{one.phone}"))
        if point := one.point:
            there = map_url(point.latitude, point.longitude)
            buttons.append(UriAction(self.words.map_label, there))
        if one.url:
            buttons.append(UriAction(self.words.site_label, one.url))
        return buttons
