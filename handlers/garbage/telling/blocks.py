"""The blocks of which answers about collection days are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.api import fill
from handlers.garbage.calendar.area import Area
from handlers.garbage.calendar.outlook import (
    DayOutlook,
    Lack,
    NextDays,
    look_at,
    next_outlook,
)
from handlers.garbage.city import Calendar
from handlers.garbage.kinds import Item
from handlers.garbage.notices.telling import tell_notice
from handlers.garbage.telling.sheet import Block, Heading, Note, Row, Rule
from handlers.garbage.telling.text import (
    day_text,
    first_day,
    hours,
    month_text,
    time_text,
)
from handlers.garbage.words import Words

Known = Sequence[tuple[str, date]]


@dataclass(frozen=True, slots=True)
class Blocks:
    """Makes blocks about one district at one moment.

    Attributes:
        now: in the city's time zone.
        contact: whom to ask about days that the calendar does not know.
    """

    words: Words
    calendar: Calendar
    area: Area
    now: datetime
    contact: str

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def start(self) -> date:
        """The first day for which garbage can still be put out."""
        return first_day(self.calendar.rules, self.now)

    def name(self, day: date) -> str:
        """A day as it is told: 11月22日(日)."""
        return day_text(day, self.today)

    def day(self, outlook: DayOutlook) -> Iterator[Block]:
        """One day under its heading."""
        words, offset = self.words, (outlook.day - self.today).days
        heading = {0: words.today, 1: words.tomorrow}.get(offset, words.other_day)
        yield Heading(fill(heading, day=self.name(outlook.day)))
        for kind in outlook.kinds:
            yield Row(kind, self.calendar.colour(kind))
        if not outlook.kinds and outlook.known and not outlook.doubtful:
            yield Row(words.nothing)
        if outlook.kinds and offset == 0:
            yield from self.too_late(outlook.kinds)
        yield from self.rests(outlook)
        yield from self.notices(outlook.day)
        yield from self.doubts([outlook])

    def next_collection(self, day: date) -> Iterator[Note]:
        """What comes after a day on which nothing is collected."""
        outlook = next_outlook(self.area, max(day, self.start))
        if outlook:
            kinds = "、".join(outlook.kinds)
            named = fill(self.words.next_collection, day=self.name(outlook.day), kinds=kinds)
            yield Note(named)
            yield from self.new_year([outlook])
            yield from self._remarks(outlook.kinds)

    def listed(self, outlook: DayOutlook) -> Iterator[Block]:
        """One day in a list of days."""
        if outlook.kinds:
            colour = self.calendar.colour(outlook.kinds[0])
            yield Row(self.name(outlook.day), colour, "、".join(outlook.kinds))
        yield from self.rests(outlook)
        yield from self.notices(outlook.day)

    def rests(self, outlook: DayOutlook) -> Iterator[Note]:
        """The kinds whose usual day is suspended."""
        if outlook.rests:
            kinds = "、".join(outlook.rests)
            yield Note(fill(self.words.rests, day=self.name(outlook.day), kinds=kinds))

    def notices(self, day: date) -> Iterator[Note]:
        """What staff announced of a day: a delay, a cancellation, a collection on another day."""
        for notice in self.calendar.notices_for(self.area, day):
            kinds = notice.hits[self.area.label]
            yield Note(tell_notice(self.words, notice, kinds, self.today))

    def doubts(self, outlooks: Sequence[DayOutlook]) -> Iterator[Note]:
        """What the calendar does not know of some days in a row."""
        yield from self.new_year(outlooks)
        yield from self.doubtful(outlooks[0].doubtful)
        yield from self.unknown(self.words.known_until, outlooks[-1].ended)
        yield from self.unknown(self.words.known_from, outlooks[0].ahead)

    def doubtful(self, kinds: Sequence[str]) -> Iterator[Note]:
        """Kinds whose days cannot be read: no word of them would be taken for "no collection"."""
        if kinds:
            yield Note(fill(self.words.not_read, kinds="、".join(kinds)))
            yield Note(fill(self.words.ask_city, contact=self.contact))

    def new_year(self, outlooks: Iterable[DayOutlook]) -> Iterator[Note]:
        """A warning, where collection at New Year may be suspended and nothing was registered."""
        if any(outlook.uncertain and outlook.kinds for outlook in outlooks):
            yield Note(self.words.new_year)

    def unknown(self, sentence: str, kinds: Known) -> Iterator[Note]:
        """Kinds whose calendar does not reach that far; those of one month share a note."""
        months: dict[str, list[str]] = {}
        for kind, day in kinds:
            months.setdefault(month_text(day), []).append(kind)
        for month, some in months.items():
            named = "、".join(some)
            yield Note(fill(sentence, area=self.area.label, kinds=named, month=month))
        if months:
            yield Note(fill(self.words.ask_city, contact=self.contact))

    def ended(self, ahead: Iterable[NextDays]) -> Iterator[Note]:
        """Kinds that have no coming day because their calendar has ended."""
        last = [(each.kind, each.until) for each in ahead if each.lack is Lack.ENDED]
        yield from self.unknown(self.words.known_until, [(k, day) for k, day in last if day])

    def next_day(self, ahead: NextDays) -> Row | Note:
        """The next day of a kind, in one block."""
        words, kind = self.words, ahead.kind
        colour = self.calendar.colour(kind)
        if ahead.next:
            day, left = self.name(ahead.next), self.left(ahead.next)
            return Row(kind, colour, fill(words.next_day, day=day, left=left))
        if ahead.lack is Lack.ENDED:
            return Row(kind, colour)
        if ahead.lack is Lack.DOUBTFUL:
            return Note(fill(words.not_read, kinds=kind))
        sentence = words.not_registered if ahead.lack is Lack.EMPTY else words.none_found
        return Note(fill(sentence, area=self.area.label, kind=kind))

    def next_days(self, ahead: NextDays) -> Iterator[Block]:
        """The next day of a kind, with the days after it and all that is to be said of them."""
        yield self.next_day(ahead)
        for day in ahead.rests:
            after = self.name(ahead.days[0])
            yield Note(fill(self.words.rests_next, day=self.name(day), next=after))
        if self.start > self.today and self.area.collects(ahead.kind, self.today):
            yield self.over()
        if later := "、".join(map(self.name, ahead.days[1:])):
            yield Note(fill(self.words.later_days, days=later))
        yield from self.new_year(look_at(self.area, day, [ahead.kind]) for day in ahead.days)
        if ahead.lack is Lack.DOUBTFUL:
            yield from self.doubtful([ahead.kind])
        yield from self.ended([ahead])

    def how(self, kinds: Sequence[str], items: Sequence[Item]) -> Iterator[Block]:
        """How a single kind is put out; several would bury the days."""
        if len(kinds) != 1:
            return
        notes = [*(item.notice for item in items), self.calendar.how(kinds[0])]
        if any(notes):
            yield Heading(self.words.how_heading)
        yield from map(Note, notes)

    def left(self, day: date) -> str:
        """How far away a day is: あと3日."""
        count = (day - self.today).days
        near = {0: self.words.left_today, 1: self.words.left_tomorrow}
        return near.get(count) or fill(self.words.days_left, count=count)

    def too_late(self, kinds: Iterable[str]) -> Iterator[Note]:
        """If the time to put garbage out is over for today: that, and when the next time is."""
        if self.start == self.today:
            return
        yield self.over()
        for kind in kinds:
            if day := self.area.next_day(kind, self.start):
                yield Note(fill(self.words.next_time, kind=kind, day=self.name(day)))

    def over(self) -> Note:
        until = self.calendar.rules.put_out_until
        return Note(fill(self.words.too_late, until=time_text(until) if until else ""))

    def closing(self, kinds: Sequence[str], *, put_out: bool) -> list[Block]:
        """What stands under every answer: remarks, the city's own notice, and how to `put_out`."""
        rules = self.calendar.rules
        ways = [hours(self.words, rules), rules.how] if put_out else []
        general = [Note(text) for text in (*ways, rules.notice) if text]
        return [*self._remarks(kinds), *([Rule()] if general else []), *general]

    def _remarks(self, kinds: Sequence[str]) -> Iterator[Note]:
        """The remarks on some kinds; one that does not hold for all of them says for which."""
        holds: dict[str, list[str]] = {}
        for kind in kinds:
            for text in self.area.schedules[kind].remarks:
                holds.setdefault(text, []).append(kind)
        for text, some in holds.items():
            named = fill(self.words.remark_on, kinds="、".join(some), remark=text)
            yield Note(text if len(some) == len(kinds) else named)
