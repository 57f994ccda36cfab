"""One citizen's reminders: kept, changed, stopped, and moved with the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from handlers.garbage.reminders.marks import done_until
from handlers.garbage.reminders.parts import DAY, Part, first_day, moment
from handlers.garbage.reminders.slots import SLOTS
from handlers.garbage.reminders.tables import Reminder

_ORDER = {slot: number for number, slot in enumerate(SLOTS)}


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The reminders of one citizen; `now` is in the city's time zone."""

    session: Session
    citizen: str
    now: datetime

    def all(self, slot: str | None = None) -> Sequence[Reminder]:
        """Every reminder, or those of one place: by place, the evening's first."""
        query = select(Reminder).where(Reminder.citizen == self.citizen)
        if slot is not None:
            query = query.where(Reminder.slot == slot)
        # "eve" comes after "day" in the alphabet, and before it in life.
        return sorted(
            self.session.scalars(query),
            key=lambda each: (_ORDER.get(each.slot, 9), each.part != Part.EVE),
        )

    def get(self, slot: str, part: Part) -> Reminder | None:
        return self.session.get(Reminder, (self.citizen, slot, str(part)))

    def put(self, slot: str, part: Part, minute: int, area: str) -> Reminder:
        """Wish for a reminder, or for another time of one.

        A new time neither repeats what was sent today nor loses what the clock is late with.
        """
        kept = self.get(slot, part)
        since = self._since(kept, part, minute)
        if kept is None:
            kept = Reminder(citizen=self.citizen, slot=slot, part=str(part))
            self.session.add(kept)
        kept.minute, kept.area, kept.since, kept.asked = minute, area, since, False
        self.session.flush()
        return kept

    def _since(self, kept: Reminder | None, part: Part, minute: int) -> date:
        first = first_day(part, minute, self.now)
        if kept is None:
            return first
        # The last collection day whose reminder was due under the old time.
        last = first_day(part, kept.minute, self.now) - DAY
        sent_until = done_until(self.session, self.now)
        late = sent_until is None or moment(part, kept.minute, last, self.now) > sent_until
        if late:
            return max(min(first, last), kept.since)
        return max(first, last + DAY, kept.since)

    def stop(self, slot: str, part: Part | None = None) -> int:
        """End the reminders of a place, or those of one part; returns how many there were."""
        mine = delete(Reminder).where(Reminder.citizen == self.citizen, Reminder.slot == slot)
        ended = mine if part is None else mine.where(Reminder.part == str(part))
        return len(self.session.execute(ended.returning(Reminder.part)).all())

    def move(self, slot: str, area: str) -> int:
        """The place lies in another district now; returns how many reminders follow it."""
        mine = update(Reminder).where(Reminder.citizen == self.citizen, Reminder.slot == slot)
        moved = mine.values(area=area, asked=False).returning(Reminder.part)
        return len(self.session.execute(moved).all())
