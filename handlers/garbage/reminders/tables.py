"""Tables of the reminders: who wants one when, how far the clock has come, and what it is about to send."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, Boolean, Date, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class Reminder(Base):
    """One citizen's wish for one place: a reminder at `minute` of the day, in one part.

    `area` is the place's garbage district, repeated here so that those who get the same words at the same
    time stand together in one index. `since` is the first collection day of which the citizen is
    reminded. `asked`: the district left the calendar, and the citizen was asked for another.
    """

    __tablename__ = "garbage_reminder"
    __table_args__ = (
        Index("ix_garbage_reminder_area", "part", "minute", "slot", "area", "citizen", "since"),
        Index("ix_garbage_reminder_order", "part", "minute", "slot", "citizen", "area", "since"),
    )

    citizen: Mapped[str] = mapped_column(String(64), primary_key=True)
    slot: Mapped[str] = mapped_column(String(20), primary_key=True)
    part: Mapped[str] = mapped_column(String(4), primary_key=True)
    minute: Mapped[int] = mapped_column(SmallInteger)
    area: Mapped[str] = mapped_column(String(400))
    since: Mapped[date] = mapped_column(Date)
    asked: Mapped[bool] = mapped_column(Boolean)


class Mark(Base):
    """How far a piece of the clock's work is done: all that was due up to this moment."""

    __tablename__ = "garbage_mark"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    done_ms: Mapped[int] = mapped_column(BigInteger)


class Plan(Base):
    """The letters of a mailing, written down before the first of them goes out.

    A clock that dies in the middle must go on with the same letters, even if the calendar was
    changed meanwhile: otherwise somebody would get two of them, or none.
    """

    __tablename__ = "garbage_plan"

    key: Mapped[str] = mapped_column(String(150), primary_key=True)
    letters: Mapped[str] = mapped_column(Text)
