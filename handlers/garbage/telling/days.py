"""Answers about collection days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.api import fill
from handlers.garbage.calendar.outlook import NextDays, coming, look_at
from handlers.garbage.finding.questions import Ask, Question
from handlers.garbage.kinds import Item
from handlers.garbage.telling.blocks import Blocks
from handlers.garbage.telling.sheet import Heading, Note, Rule, Sheet

# So many collection days stand on one card; a month rarely has more.
MOST_DAYS = 24
LOOK_AHEAD = timedelta(days=13)


@dataclass(frozen=True, slots=True)
class DayTeller:
    """Tells of one district's days, at one moment."""

    blocks: Blocks

    def answer(self, question: Question) -> Sheet:
        """The answer to a question about days, once the district is known."""
        days, kinds = question.days, question.kinds
        match question.ask:
            case Ask.OVERVIEW:
                return self.overview()
            case Ask.CALENDAR:
                return self.list_from(days.first if days else self.blocks.today)
            case _ if days and days.single:
                return self.day(days.first, kinds)
            case _ if days and not kinds:
                return self.period(days.first, days.last)
        return self.when(kinds, question.items)

    def overview(self) -> Sheet:
        """Today, tomorrow, and the next day of every kind."""
        area, blocks, today = self.blocks.area, self.blocks, self.blocks.today
        sheet = Sheet(area.label, said=self._sentence(today))
        both = [look_at(area, day) for day in (today, today + timedelta(days=1))]
        for outlook in both if any(outlook.known for outlook in both) else both[:1]:
            sheet.add(*blocks.day(outlook))
        ahead = [coming(area, kind, blocks.start) for kind in area.schedules]
        known = sorted((each for each in ahead if each.next), key=lambda each: each.days)
        if known:
            sheet.add(Rule(), Heading(blocks.words.next_heading))
        sheet.add(*map(blocks.next_day, known), *blocks.ended(ahead))
        return self._closed(sheet, list(area.schedules), put_out=bool(known))

    def day(self, day: date, kinds: Sequence[str] = ()) -> Sheet:
        """What is collected on a day; with `kinds`, whether those are, and else when next."""
        area, blocks = self.blocks.area, self.blocks
        sheet = Sheet(area.label, said=self._sentence(day))
        self._add_verdict(sheet, day, kinds)
        outlook = look_at(area, day)
        sheet.add(*blocks.day(outlook))
        if kinds and not any(area.collects(kind, day) for kind in kinds):
            ahead = [coming(area, kind, max(day, blocks.start)) for kind in kinds]
            sheet.add(Rule(), Heading(blocks.words.next_heading), *map(blocks.next_day, ahead))
        elif outlook.known and not outlook.kinds and not outlook.doubtful:
            sheet.add(*blocks.next_collection(day))
        return self._closed(sheet, outlook.kinds, put_out=bool(outlook.kinds))

    def period(self, first: date, last: date) -> Sheet:
        """The collection days from `first` to `last`."""
        area, blocks, words = self.blocks.area, self.blocks, self.blocks.words
        names = {"first": blocks.name(first), "last": blocks.name(last)}
        sheet = Sheet(area.label)
        sheet.add(Heading(fill(words.period, **names)))
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        outlooks = [look_at(area, day) for day in days]
        busy = [outlook for outlook in outlooks if outlook.kinds or outlook.rests]
        for outlook in busy[:MOST_DAYS]:
            sheet.add(*blocks.listed(outlook))
        if not busy and any(each.known and not each.doubtful for each in outlooks):
            sheet.add(Note(fill(words.nothing_in_period, **names)), *blocks.next_collection(last))
        sheet.add(*blocks.doubts(outlooks))
        if len(busy) > MOST_DAYS:
            sheet.further = busy[MOST_DAYS].day
        collected = list(dict.fromkeys(kind for each in busy for kind in each.kinds))
        return self._closed(sheet, collected, put_out=bool(collected))

    def list_from(self, start: date) -> Sheet:
        """The collection days of two weeks."""
        sheet, after = (
            self.period(start, start + LOOK_AHEAD),
            start + LOOK_AHEAD + timedelta(days=1),
        )
        sheet.blocks[0] = Heading(self.blocks.words.coming_title)
        if look_at(self.blocks.area, after).known:
            sheet.further = after
        return sheet

    def when(self, kinds: Sequence[str], items: Sequence[Item] = ()) -> Sheet:
        """When some kinds are collected next, and how a single one is put out.

        Args:
            items: what the dictionary says of the same word.
        """
        blocks = self.blocks
        ahead = [coming(blocks.area, kind, blocks.start) for kind in kinds]
        said = [blocks.area.label, *(self._next_of(each) for each in ahead if each.next)]
        sheet = Sheet(blocks.area.label, said="\n".join(said))
        for each in ahead:
            sheet.add(*blocks.next_days(each))
        sheet.add(*blocks.how(kinds, items))
        return self._closed(sheet, kinds, put_out=any(each.next for each in ahead))

    def _sentence(self, day: date) -> str:
        """One day in one line: 11月22日(日) 新屋元町: 燃やすごみ."""
        blocks = self.blocks
        outlook, named, words = look_at(blocks.area, day), blocks.name(day), blocks.words
        if outlook.kinds:
            kinds = "、".join(outlook.kinds)
            return fill(words.collected, day=named, area=blocks.area.label, kinds=kinds)
        if outlook.known and not outlook.doubtful:
            return fill(words.nothing_collected, day=named, area=blocks.area.label)
        return ""

    def _next_of(self, ahead: NextDays) -> str:
        day, blocks = ahead.days[0], self.blocks
        return fill(
            blocks.words.next_of, kind=ahead.kind, day=blocks.name(day), left=blocks.left(day)
        )

    def _add_verdict(self, sheet: Sheet, day: date, kinds: Sequence[str]) -> None:
        """Yes or no to "is it burnable day tomorrow?"; neither where the calendar does not know."""
        area, words = self.blocks.area, self.blocks.words
        outlook = look_at(area, day, kinds)
        if not kinds or not outlook.known or (outlook.doubtful and not outlook.kinds):
            return
        collected = [kind for kind in kinds if area.collects(kind, day)]
        sentence, named = (
            words.is_the_day if collected else words.is_not_the_day,
            "、".join(collected or kinds),
        )
        verdict = fill(sentence, day=self.blocks.name(day), kind=named)
        sheet.add(Note(verdict))
        sheet.said = f"{verdict}\n{sheet.said}"

    def _closed(self, sheet: Sheet, kinds: Sequence[str], *, put_out: bool) -> Sheet:
        sheet.add(*self.blocks.closing(kinds, put_out=put_out))
        return sheet
