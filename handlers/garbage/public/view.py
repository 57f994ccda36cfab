"""What the page of a district shows: the same facts and sentences as in the talk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.garbage.calendar.outlook import DayOutlook, NextDays, coming, look_at
from handlers.garbage.telling.blocks import Blocks
from handlers.garbage.telling.sheet import Block, Heading, Note, Row
from handlers.garbage.telling.text import hours

DAYS = 28


@dataclass(frozen=True, slots=True)
class Panel:
    """One day: its heading, what is collected, and what is to be said of it."""

    heading: str
    rows: Sequence[Row]
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class KindView:
    """One kind: its next day, how it is put out, and what is to be said of it."""

    row: Row
    how: str
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class AreaView:
    """One district at one moment."""

    blocks: Blocks

    @property
    def label(self) -> str:
        return self.blocks.area.label

    @property
    def group(self) -> str:
        return self.blocks.area.group

    @property
    def panels(self) -> list[Panel]:
        """Today and tomorrow."""
        return [_panel(self.blocks.day(self._look(offset))) for offset in (0, 1)]

    @property
    def days(self) -> list[tuple[date, Panel]]:
        """The days of four weeks on which something is collected, or usually would be."""
        looks = [look for look in self._weeks if look.kinds or look.rests]
        return [(look.day, self._listed(look)) for look in looks]

    @property
    def doubts(self) -> list[str]:
        """What the calendar does not know of these four weeks."""
        return _notes(self.blocks.doubts(self._weeks))

    @property
    def known_until(self) -> list[str]:
        """Where the calendar of a kind ends."""
        known = [(k, s.last_known) for k, s in self.blocks.area.schedules.items()]
        ends = [(kind, last) for kind, last in known if last]
        return _notes(self.blocks.unknown(self.blocks.words.known_until, ends))

    @property
    def kinds(self) -> list[KindView]:
        """All kinds: those with a next day first, the nearest in front."""
        area, start = self.blocks.area, self.blocks.start
        ahead = [coming(area, kind, start) for kind in area.schedules]
        return [self._kind(each) for each in sorted(ahead, key=_nearness)]

    @property
    def put_out(self) -> list[str]:
        """When, where and in what garbage is put out."""
        words, rules = self.blocks.words, self.blocks.calendar.rules
        return [hours(words, rules) or words.hours_unknown, *filter(None, [rules.how])]

    @property
    def notice(self) -> str:
        return self.blocks.calendar.rules.notice

    # -- inner workings

    def _look(self, offset: int) -> DayOutlook:
        return look_at(self.blocks.area, self.blocks.today + timedelta(days=offset))

    @property
    def _weeks(self) -> list[DayOutlook]:
        return [self._look(offset) for offset in range(DAYS)]

    def _listed(self, look: DayOutlook) -> Panel:
        """One day of the list; all kinds with their own colours."""
        blocks = self.blocks
        rows = [Row(kind, blocks.calendar.colour(kind)) for kind in look.kinds]
        return Panel(blocks.name(look.day), rows, _notes(blocks.rests(look)))

    def _kind(self, ahead: NextDays) -> KindView:
        block, calendar = self.blocks.next_day(ahead), self.blocks.calendar
        remarks = list(self.blocks.area.schedules[ahead.kind].remarks)
        row = block if isinstance(block, Row) else Row(ahead.kind, calendar.colour(ahead.kind))
        notes = [block.text] if isinstance(block, Note) else []
        return KindView(row, calendar.how(ahead.kind), notes + remarks)


def _nearness(ahead: NextDays) -> tuple[bool, tuple[date, ...]]:
    return not ahead.days, ahead.days


def _panel(blocks: Iterable[Block]) -> Panel:
    told = list(blocks)
    heading = next(block.text for block in told if isinstance(block, Heading))
    return Panel(heading, [block for block in told if isinstance(block, Row)], _notes(told))


def _notes(blocks: Iterable[Block]) -> list[str]:
    """The sentences among blocks, each once."""
    return list(dict.fromkeys(block.text for block in blocks if isinstance(block, Note)))
