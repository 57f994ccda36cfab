"""What the plan of vaccinations and check-ups reminds of on a day: what begins, and what ends soon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from bot.api import FlexMessage, Line, card, cards, fill
from handlers.childcare.content import Childcare
from handlers.childcare.plan.ages import Age
from handlers.childcare.plan.rules import Vaccine
from handlers.childcare.plan.schedule import Planned, plan, visits
from handlers.childcare.plan.telling import Event, PlanTeller, begins, name_of
from handlers.childcare.plan.wording import age_words, day_words
from handlers.childcare.words import Words

BLUE = "#1F4E79"


@dataclass(frozen=True)
class Reminding:
    """Reminds on one day. `before`: so many days before the end of a period."""

    words: Words
    childcare: Childcare
    before: Sequence[int]
    day: date

    def message(self, born: date) -> FlexMessage | None:
        """What to tell of a child born on a day; None where nothing begins or ends soon."""
        lines = list(self._lines(born))
        if not lines:
            return None
        title = fill(self.words.plan_title, age=age_words(self.words, born, self.day))
        return cards(card(title, [*lines, self.words.news_plan_closing], color=BLUE))

    def events(self, born: date) -> list[Event]:
        """The check-ups, and the doses of those vaccines of which one can begin or end these days."""
        events: list[Event] = [*plan(self.open_vaccines(born), born)]
        return [*events, *visits(self.childcare.checkups, born)]

    def open_vaccines(self, born: date) -> list[Vaccine]:
        """Those whose ages hold the day: to work out all of a child's doses takes much longer."""
        return [
            vaccine
            for vaccine, since, until in self._ages
            if vaccine.born.holds(born)
            and min(age.reached(born) for age in since) <= self.day
            and max(age.reached(born) for age in until) >= self.day
        ]

    @cached_property
    def _ages(self) -> list[tuple[Vaccine, set[Age], set[Age]]]:
        """Each vaccine that is given, with the ages at which its doses begin and end."""
        doses = [
            (one, one.courses[0].doses)
            for one in self.childcare.vaccines
            if one.programme.holds(self.day)
        ]
        return [
            (one, {each.age for dose in own for each in dose.since}, {dose.until for dose in own})
            for one, own in doses
        ]

    def _lines(self, born: date) -> Iterator[Line]:
        events = self.events(born)
        teller = PlanTeller(self.words, self.childcare, born, self.day)
        if now := [one for one in events if begins(one) == self.day]:
            yield self.words.news_plan_begins
            yield from ((name_of(one), teller.due(one)) for one in now)
        for days in sorted(self.before):
            last = self.day + timedelta(days=days)
            ends = [e for e in events if e.window.last == last and begins(e) < self.day]
            if ends:
                yield fill(self.words.news_plan_ends, days=days, until=day_words(last))
                yield from _together(ends, teller)


def _together(events: Sequence[Event], teller: PlanTeller) -> Iterator[Line]:
    """Names with what to know of them, the doses of one vaccine in one line."""
    found: dict[str, list[Event]] = {}
    for one in events:
        name = one.vaccine.name if isinstance(one, Planned) else name_of(one)
        found.setdefault(name, []).append(one)
    for name, ending in found.items():
        doses = [e.dose.name for e in ending if isinstance(e, Planned) and name_of(e) != name]
        notes = dict.fromkeys(note for one in ending for note in teller.notes(one) if note)
        said = "\n".join([*filter(None, ["・".join(doses)]), *notes])
        yield (name, said) if said else name
