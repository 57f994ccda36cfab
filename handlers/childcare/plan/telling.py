"""The plan as cards: what is due now, what can still be made up for, what comes, and what is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.api import Bubble, FlexMessage, Line, card, cards, fill
from handlers.childcare.content import Childcare
from handlers.childcare.plan.ages import Age
from handlers.childcare.plan.rules import Checkup, Dose, Vaccine
from handlers.childcare.plan.schedule import Planned, Stage, Visit, begun_late, plan, visits
from handlers.childcare.plan.wording import age_words, day_words
from handlers.childcare.words import Words

HALF_A_YEAR = timedelta(days=183)
GREEN, AMBER, BLUE, GREY = "#0B5D3B", "#8A4B00", "#1F4E79", "#555555"

Event = Planned | Visit


@dataclass(frozen=True, slots=True)
class PlanTeller:
    """Tells the plan of one child on one day."""

    words: Words
    childcare: Childcare
    born: date
    today: date

    def message(self) -> FlexMessage:
        """The whole plan, side by side."""
        return cards(*filter(None, [self._now(), self._late(), self._soon(), *self._rest()]))

    def _now(self) -> Bubble:
        age = age_words(self.words, self.born, self.today)
        doses = self._at(Stage.NOW)
        lines: list[Line] = [self.words.now_title if doses else self.words.now_nothing]
        lines += [(name_of(one), self.due(one)) for one in doses]
        closing = [self.words.plan_lead, self.words.not_kept, *self._closing()]
        return card(fill(self.words.plan_title, age=age), [*lines, *closing], color=GREEN)

    def _closing(self) -> list[str]:
        checked = self.childcare.checked
        return [fill(self.words.closing, checked=day_words(checked))] if checked else []

    def _late(self) -> Bubble | None:
        late = self._at(Stage.LATE)
        if not late:
            return None
        lines: list[Line] = [self.words.late_lead]
        lines += [(name_of(one), self._last(one)) for one in late]
        return card(self.words.late_title, [*lines, *self._other_courses()], color=AMBER)

    def _other_courses(self) -> Iterator[str]:
        for vaccine in self.childcare.vaccines:
            if found := begun_late(vaccine, self.born, self.today):
                note = found[0].note
                yield fill(self.words.late_course, vaccine=vaccine.name, note=note)

    def _soon(self) -> Bubble:
        soon = [one for one in self._at(Stage.COMING) if begins(one) < self.today + HALF_A_YEAR]
        lines: list[Line] = [(name_of(one), self._coming(one)) for one in soon]
        return card(self.words.coming_title, lines or [self.words.coming_lead], color=BLUE)

    def _rest(self) -> Iterator[Bubble]:
        far = [one for one in self._at(Stage.COMING) if begins(one) >= self.today + HALF_A_YEAR]
        if far:
            lines: list[Line] = [(name_of(one), self._coming(one)) for one in far]
            yield card(self.words.further_title, lines, color=BLUE)
        if over := self._at(Stage.OVER):
            told = [
                (name_of(one), fill(self.words.was_until, until=self._end(one))) for one in over
            ]
            yield card(self.words.over_title, [self.words.over_lead, *told], color=GREY)

    def _at(self, stage: Stage) -> list[Event]:
        found: list[Event] = [*plan(self.childcare.vaccines, self.born)]
        found += visits(self.childcare.checkups, self.born)
        return sorted((one for one in found if one.stage(self.today) is stage), key=begins)

    def due(self, one: Event) -> str:
        """Until when it is best done, and until when at public expense."""
        if isinstance(one, Visit):
            until = fill(self.words.visit_until, until=self._end(one))
            return _joined([until, *self.notes(one)])
        if one.best.last == one.window.last:
            return self._last(one)
        best = day_words(one.best.last)
        due = fill(self.words.best_until, best=best, until=self._end(one))
        return _joined([due, *self.notes(one)])

    def _last(self, one: Event) -> str:
        return _joined([fill(self.words.until, until=self._end(one)), *self.notes(one)])

    def _coming(self, one: Event) -> str:
        days = one.window if isinstance(one, Visit) else one.best
        told = fill(self.words.best_between, first=day_words(days.first), last=day_words(days.last))
        if isinstance(one, Planned) and one.best.last == one.window.last:
            told = fill(self.words.from_on, first=day_words(days.first))
        return _joined([told, *self.notes(one)])

    def _end(self, one: Event) -> str:
        return day_words(one.window.last)

    def notes(self, one: Event) -> Iterator[str]:
        """For whom it is, and what to know of it."""
        if isinstance(one, Visit):
            yield one.checkup.note
            return
        if one.vaccine.condition:
            yield fill(self.words.only_for, condition=one.vaccine.condition)
        yield one.dose.note


def tell_vaccine(words: Words, vaccine: Vaccine) -> Bubble:
    """One vaccine's rules in general."""
    lines: list[Line] = [vaccine.prevents, vaccine.how, *_who(words, vaccine)]
    for course in vaccine.courses:
        lines += [
            course.note,
            *((dose.name, _rule(words, course.doses, dose)) for dose in course.doses),
        ]
    return card(vaccine.name, [line for line in lines if line])


def tell_checkup(words: Words, checkup: Checkup) -> Bubble:
    """One check-up in general."""
    ages = fill(words.for_ages, since=_plain(checkup.since), until=_plain(checkup.until))
    kind = words.by_law if checkup.by_law else words.by_city
    return card(checkup.name, [line for line in (ages, kind, checkup.note) if line])


def _who(words: Words, vaccine: Vaccine) -> Iterator[str]:
    if vaccine.born.first.year > 1:
        yield fill(words.born_since, first=day_words(vaccine.born.first))
    if vaccine.born.last.year < 9000:
        yield fill(words.born_until, last=day_words(vaccine.born.last))
    if vaccine.condition:
        yield fill(words.only_for, condition=vaccine.condition)


def _plain(age: Age) -> str:
    """The day after an age is reached by law is the birthday itself, which families call that age."""
    return age.text.removesuffix("の翌日")


def _rule(words: Words, doses: Sequence[Dose], dose: Dose) -> str:
    since = _plain(dose.since[-1].age)
    told = [fill(words.dose_window, since=since, until=_plain(dose.until))]
    if dose.usual:
        first, last = map(_plain, dose.usual)
        told.append(fill(words.dose_usual, since=first, until=last))
    told += [
        fill(words.dose_wait, dose=doses[wait.dose].name, gap=wait.least.text)
        for wait in dose.waits
    ]
    return _joined([*told, dose.note])


def name_of(one: Event) -> str:
    """The check-up, or the vaccine with its dose where there are several."""
    if isinstance(one, Visit):
        return one.checkup.name
    alone = len(one.vaccine.courses[0].doses) == 1
    return one.vaccine.name if alone else f"{one.vaccine.name} {one.dose.name}"


def begins(one: Event) -> date:
    """The first day on which it is best done."""
    return one.window.first if isinstance(one, Visit) else one.best.first


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(line for line in lines if line)
