"""An event as a card: when, where, for whom, what it costs and how to apply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.api import (
    Action,
    Bubble,
    FlexMessage,
    HoursWords,
    Line,
    Unit,
    UriAction,
    card,
    fill,
    fit,
    map_url,
    tell_date,
    tell_end,
    tell_time,
)
from handlers.childcare.events.event import Day, Event, Run
from handlers.childcare.events.words import EventWords
from handlers.childcare.fitting import cards_fitting

NAME_MOST = 100
# So many further days of a repeated event are named.
MORE_DAYS = 5
GREY = "#595959"


@dataclass(frozen=True, slots=True)
class EventTeller:
    """Tells events as seen on a day."""

    words: EventWords
    common: HoursWords
    now: datetime

    def message(self, days: Sequence[Day]) -> FlexMessage:
        """The cards side by side."""
        return cards_fitting(lambda most: [self._card(one, most) for one in days])

    def _card(self, one: Day, most: int) -> Bubble:
        words, event = self.words, one.event
        told = [
            ("", words.cancelled_note if event.cancelled else ""),
            (words.day, self._days(one)),
            (words.time, _time(words, one.run)),
            ("", event.when),
            (words.place, event.place),
            (words.address, event.address),
            (words.audience, event.audience),
            (words.fee, event.fee),
            (words.capacity, event.capacity),
            (words.apply, self._apply(event)),
            (words.about, event.about),
            (words.contact, " ".join(filter(None, (event.contact, event.phone)))),
            (words.note, event.note),
        ]
        lines: list[Line] = [_line(name, said, most) for name, said in told if said]
        name = fill(words.cancelled, name=event.name) if event.cancelled else event.name
        title = fit(name, NAME_MOST, Unit.UTF16)
        if event.cancelled:
            return card(title, lines, self._buttons(event), color=GREY)
        return card(title, lines, self._buttons(event))

    def _days(self, one: Day) -> str:
        words = self.words
        said = [tell_date(self.common, one.run.since if one.run.is_daily else one.day)]
        if one.run.is_daily:
            said.append(fill(words.until, day=tell_date(self.common, one.run.until)))
        if also := self._further(one):
            named = words.day_comma.join(tell_date(self.common, day) for day in also[:MORE_DAYS])
            more = words.more_days if len(also) > MORE_DAYS else ""
            said.append("\n" + fill(words.also_on, days=named + more))
        return "".join(said)

    def _further(self, one: Day) -> list[date]:
        """The other days of an event that comes again."""
        days: set[date] = set()
        for run in one.event.runs:
            if not run.is_daily:
                days.update(_after(run, one.day))
        return sorted(days)

    def _apply(self, event: Event) -> str:
        if event.apply_until is None:
            return event.apply
        over = event.apply_until < self.now.date()
        sentence = self.words.apply_over if over else self.words.apply_until
        said = fill(sentence, day=tell_date(self.common, event.apply_until))
        return "\n".join(filter(None, (event.apply, said)))

    def _buttons(self, event: Event) -> list[Action]:
        buttons: list[Action] = []
        if event.url:
            buttons.append(UriAction(self.words.site_label, event.url))
        if event.phone:
            buttons.append(UriAction(self.words.call_label, f"tel:{event.phone}"))
        if point := event.point:
            there = map_url(point.latitude, point.longitude)
            buttons.append(UriAction(self.words.map_label, there))
        return buttons


def _after(run: Run, day: date) -> Iterable[date]:
    """Up to some days of a run after a day."""
    found = 0
    number = max(run.since.toordinal(), day.toordinal() + 1)
    while number <= run.until.toordinal() and found <= MORE_DAYS:
        if run.holds(date.fromordinal(number)):
            found += 1
            yield date.fromordinal(number)
        number += 1


def _time(words: EventWords, run: Run) -> str:
    if run.first is None:
        return ""
    start = tell_time(run.first)
    if run.last is None:
        return fill(words.since, **{"from": start})
    return fill(words.span, **{"from": start, "until": tell_end(run.last)})


def _line(name: str, said: str, most: int) -> Line:
    shown = fit(said, most, Unit.UTF16)
    return (name, shown) if name else shown
