"""What a reminder says. It names no district, so that all who read the same share one call to LINE."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.api import FlexMessage, fill
from handlers.garbage.calendar.outlook import DayOutlook, look_at
from handlers.garbage.telling.blocks import Blocks
from handlers.garbage.telling.sheet import Block, Heading, Note, Row, Sheet


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells of one district's collection day, as seen from `blocks.now`.

    Attributes:
        place: what the place is called, empty for the citizen's home.
    """

    blocks: Blocks
    place: str = ""

    def sheet(self, day: date) -> Sheet | None:
        """What there is to say of a day; None where nothing is collected and nothing rests."""
        blocks, outlook = self.blocks, look_at(self.blocks.area, day)
        if not outlook.kinds and not outlook.rests:
            return None
        sheet = Sheet(self._title(), said=self._said(outlook))
        sheet.add(Heading(self._heading(day)))
        sheet.add(*(Row(kind, blocks.calendar.colour(kind)) for kind in outlook.kinds))
        sheet.add(*blocks.notices(day), *self._rests(outlook), *blocks.new_year([outlook]))
        sheet.add(*blocks.closing(outlook.kinds, put_out=bool(outlook.kinds)))
        return sheet

    def message(self, day: date) -> FlexMessage | None:
        sheet = self.sheet(day)
        return sheet.message() if sheet else None

    def _title(self) -> str:
        words = self.blocks.words
        return fill(words.remind_title_of, place=self.place) if self.place else words.remind_title

    def _heading(self, day: date) -> str:
        words, blocks = self.blocks.words, self.blocks
        heading = {0: words.today, 1: words.tomorrow}.get((day - blocks.today).days)
        return fill(heading or words.other_day, day=blocks.name(day))

    def _said(self, outlook: DayOutlook) -> str:
        words, day = self.blocks.words, self._heading(outlook.day)
        if self.place:
            day = fill(words.remind_at_place, place=self.place, day=day)
        if outlook.kinds:
            return fill(words.remind_collected, day=day, kinds="、".join(outlook.kinds))
        return fill(words.remind_rests_said, day=day, kinds="、".join(outlook.rests))

    def _rests(self, outlook: DayOutlook) -> Iterator[Block]:
        """The kinds that would usually be collected; those with the same next day in one sentence."""
        words, area = self.blocks.words, self.blocks.area
        next_days: dict[date | None, list[str]] = {}
        for kind in outlook.rests:
            after = area.next_day(kind, outlook.day + timedelta(days=1))
            next_days.setdefault(after, []).append(kind)
        for after, kinds in next_days.items():
            named = {"day": self._near(outlook.day), "kinds": "、".join(kinds)}
            if after is None:
                yield Note(fill(words.remind_rests, **named))
            else:
                yield Note(fill(words.remind_rests_next, next=self.blocks.name(after), **named))

    def _near(self, day: date) -> str:
        words, left = self.blocks.words, (day - self.blocks.today).days
        near = {0: words.left_today, 1: words.left_tomorrow}
        return near.get(left) or self.blocks.name(day)
