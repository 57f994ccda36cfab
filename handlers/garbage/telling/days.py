"""Answers about collection days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.content.words import fill
from handlers.garbage.calendar.area import Area
from handlers.garbage.calendar.outlook import DayOutlook, Lack, NextDays, coming, look_at
from handlers.garbage.city import Calendar
from handlers.garbage.rules import Rules
from handlers.garbage.telling.sheet import Heading, Note, Row, Rule, Sheet
from handlers.garbage.telling.text import day_text, month_text, time_text
from handlers.garbage.words import Words

# So many collection days are listed on one card.
MOST_DAYS = 20
LOOK_AHEAD = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class DayTeller:
    """Tells of one district's days, at one moment.

    Attributes:
        now: in the city's time zone.
        contact: whom to ask, for days that the calendar does not know.
    """

    words: Words
    calendar: Calendar
    area: Area
    now: datetime
    contact: str

    @property
    def today(self) -> date:
        return self.now.date()

    def overview(self) -> Sheet:
        """Today, tomorrow, and the next day of every kind."""
        today, tomorrow = self.today, self.today + timedelta(days=1)
        sheet = Sheet(self.area.label, said=self.sentence(today))
        outlooks = [look_at(self.area, day) for day in (today, tomorrow)]
        for outlook in outlooks if any(outlook.known for outlook in outlooks) else outlooks[:1]:
            self._add_day(sheet, outlook)
        ahead = [coming(self.area, kind, today) for kind in self.area.schedules]
        known = sorted((next_days for next_days in ahead if next_days.next), key=lambda n: n.days)
        if known:
            sheet.add(Rule(), Heading(self.words.next_heading))
        sheet.add(*(self._next_row(next_days) for next_days in known))
        self._add_ended(sheet, [n for n in ahead if n.lack is Lack.ENDED])
        self._close(sheet, self.area.schedules)
        return sheet

    def day(self, day: date, kinds: Sequence[str] = ()) -> Sheet:
        """What is collected on a day; with `kinds`, whether those are, and when next."""
        sheet = Sheet(self.area.label, said=self.sentence(day))
        if kinds:
            self._add_verdict(sheet, day, kinds)
        self._add_day(sheet, look_at(self.area, day))
        if kinds and not any(self.area.collects(kind, day) for kind in kinds):
            start = max(day, self.today)
            sheet.add(Rule(), Heading(self.words.next_heading))
            sheet.add(*(self._next_row(coming(self.area, kind, start)) for kind in kinds))
        self._close(sheet, self.area.collected(day))
        return sheet

    def sentence(self, day: date) -> str:
        """One day in one line: 11月22日(日) 新屋元町: 燃やすごみ."""
        outlook, named = look_at(self.area, day), day_text(day, self.today)
        if outlook.kinds:
            kinds = "、".join(outlook.kinds)
            return fill(self.words.collected, day=named, area=self.area.label, kinds=kinds)
        if not outlook.known:
            return self.area.label
        return fill(self.words.nothing_collected, day=named, area=self.area.label)

    def period(self, first: date, last: date) -> Sheet:
        """The collection days from `first` to `last`."""
        names = day_text(first, self.today), day_text(last, self.today)
        sheet = Sheet(self.area.label, said=self.area.label)
        sheet.add(Heading(fill(self.words.period, first=names[0], last=names[1])))
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        self._add_days(sheet, [look_at(self.area, day) for day in days])
        if not any(isinstance(block, Row | Note) for block in sheet.blocks):
            sheet.add(Note(fill(self.words.nothing_in_period, first=names[0], last=names[1])))
        self._close(sheet, self.area.schedules)
        return sheet

    def list_from(self, start: date) -> Sheet:
        """The coming collection days, four weeks of them at most."""
        sheet = self.period(start, start + LOOK_AHEAD)
        sheet.blocks[0] = Heading(self.words.coming_title)
        return sheet

    def when(self, kinds: Sequence[str]) -> Sheet:
        """When some kinds are collected next, and how they are put out."""
        ahead = [coming(self.area, kind, self.today) for kind in kinds]
        sheet = Sheet(self.area.label, said=self._when_sentence(ahead))
        for next_days in ahead:
            self._add_next(sheet, next_days)
        self._close(sheet, kinds)
        return sheet

    # -- blocks

    def _add_day(self, sheet: Sheet, outlook: DayOutlook) -> None:
        words, offset = self.words, (outlook.day - self.today).days
        heading = {0: words.today, 1: words.tomorrow}.get(offset, words.other_day)
        sheet.add(Heading(fill(heading, day=day_text(outlook.day, self.today))))
        for kind in outlook.kinds:
            sheet.add(Row(kind, self._colour(kind)))
        if not outlook.kinds and outlook.known:
            sheet.add(Row(words.nothing))
        if outlook.kinds and offset == 0:
            sheet.add(self._too_late())
        self._add_doubts(sheet, outlook)

    def _add_doubts(self, sheet: Sheet, outlook: DayOutlook) -> None:
        words, day = self.words, day_text(outlook.day, self.today)
        if outlook.rests:
            sheet.add(Note(fill(words.rests, day=day, kinds="、".join(outlook.rests))))
        if outlook.uncertain and outlook.kinds:
            sheet.add(Note(words.new_year))
        for sentence, unknown in (
            (words.known_until, outlook.ended),
            (words.known_from, outlook.ahead),
        ):
            self._add_unknown(sheet, sentence, unknown)

    def _add_unknown(
        self, sheet: Sheet, sentence: str, unknown: Iterable[tuple[str, date]]
    ) -> None:
        """Kinds whose calendar ends in the same month share a note."""
        months: dict[str, list[str]] = {}
        for kind, day in unknown:
            months.setdefault(month_text(day), []).append(kind)
        for month, kinds in months.items():
            named = "、".join(kinds)
            sheet.add(Note(fill(sentence, area=self.area.label, kinds=named, month=month)))
        if months:
            sheet.add(Note(fill(self.words.ask_city, contact=self.contact)))

    def _add_ended(self, sheet: Sheet, ended: Iterable[NextDays]) -> None:
        known = [(next_days.kind, next_days.until) for next_days in ended]
        self._add_unknown(sheet, self.words.known_until, [(k, d) for k, d in known if d])

    def _add_days(self, sheet: Sheet, outlooks: Sequence[DayOutlook]) -> None:
        busy = [outlook for outlook in outlooks if outlook.kinds or outlook.rests]
        for outlook in busy[:MOST_DAYS]:
            named = day_text(outlook.day, self.today)
            if outlook.kinds:
                colour = self._colour(outlook.kinds[0])
                sheet.add(Row(named, colour, "、".join(outlook.kinds)))
            if outlook.rests:
                rests = "、".join(outlook.rests)
                sheet.add(Note(fill(self.words.rests, day=named, kinds=rests)))
        if any(outlook.uncertain and outlook.kinds for outlook in busy):
            sheet.add(Note(self.words.new_year))
        for sentence, unknown in (
            (self.words.known_until, [each for o in outlooks[-1:] for each in o.ended]),
            (self.words.known_from, [each for o in outlooks[:1] for each in o.ahead]),
        ):
            self._add_unknown(sheet, sentence, unknown)

    def _add_verdict(self, sheet: Sheet, day: date, kinds: Sequence[str]) -> None:
        """Yes or no to "is it burnable day tomorrow?"; neither where the calendar does not know."""
        if not look_at(self.area, day, kinds).known:
            return
        collected = [kind for kind in kinds if self.area.collects(kind, day)]
        sentence = self.words.yes if collected else self.words.no
        kind = "、".join(collected or kinds)
        sheet.add(Note(fill(sentence, day=day_text(day, self.today), kind=kind)))
        sheet.said = f"{fill(sentence, day=day_text(day, self.today), kind=kind)}\n{sheet.said}"

    def _add_next(self, sheet: Sheet, ahead: NextDays) -> None:
        sheet.add(self._next_row(ahead))
        for day in ahead.rests:
            after = day_text(ahead.days[0], self.today)
            sheet.add(Note(fill(self.words.rests_next, day=day_text(day, self.today), next=after)))
        if ahead.next == self.today:
            sheet.add(self._too_late())
        if ahead.days[1:]:
            later = "、".join(day_text(day, self.today) for day in ahead.days[1:])
            sheet.add(Note(fill(self.words.later_days, days=later)))
        if any(look_at(self.area, day, [ahead.kind]).uncertain for day in ahead.days):
            sheet.add(Note(self.words.new_year))
        if ahead.lack is Lack.ENDED:
            self._add_ended(sheet, [ahead])

    def _next_row(self, ahead: NextDays) -> Row | Note:
        words, kind = self.words, ahead.kind
        if ahead.next:
            day, left = day_text(ahead.next, self.today), self._left(ahead.next)
            text = fill(words.next_day, day=day, left=left)
            return Row(kind, self._colour(kind), text)
        if ahead.lack is Lack.ENDED:
            return Row(kind, self._colour(kind))
        sentence = words.not_registered if ahead.lack is Lack.EMPTY else words.none_found
        return Note(fill(sentence, area=self.area.label, kind=kind))

    def _when_sentence(self, ahead: Sequence[NextDays]) -> str:
        known = [next_days for next_days in ahead if next_days.next]
        return "\n".join([self.area.label, *(self._next_of(n.kind, n.days[0]) for n in known)])

    def _next_of(self, kind: str, day: date) -> str:
        named, left = day_text(day, self.today), self._left(day)
        return fill(self.words.next_of, kind=kind, day=named, left=left)

    def _left(self, day: date) -> str:
        count = (day - self.today).days
        near = {0: self.words.left_today, 1: self.words.left_tomorrow}
        return near.get(count) or fill(self.words.days_left, count=count)

    def _too_late(self) -> Note | None:
        until = self.calendar.rules.put_out_until
        if until is None or self.now.time() <= until:
            return None
        return Note(fill(self.words.too_late, until=time_text(until)))

    def _close(self, sheet: Sheet, kinds: Iterable[str]) -> None:
        """What stands under every answer: remarks on the kinds, hours and bags, the city's notice."""
        remarks = [text for kind in kinds for text in self.area.schedules[kind].remarks]
        sheet.add(*(Note(text) for text in remarks))
        rules = self.calendar.rules
        sheet.add(Rule(), Note(hours(self.words, rules)), Note(rules.how), Note(rules.notice))
        if isinstance(sheet.blocks[-1], Rule):
            sheet.blocks.pop()

    def _colour(self, kind: str) -> str:
        return self.calendar.colour(kind)


def hours(words: Words, rules: Rules) -> str:
    """Between what times garbage is put out; empty where the city did not say."""
    first, last = rules.put_out_from, rules.put_out_until
    if last is None:
        return ""
    if first is None:
        return fill(words.hours_until, until=time_text(last))
    return fill(words.hours, **{"from": time_text(first), "until": time_text(last)})
