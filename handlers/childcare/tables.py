"""Tables of child care: for which children a parent wants messages, and what the clock is about to send."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, Date, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class Child(Base):
    """A child by its day of birth alone, kept because the parent asked for messages.

    Children of one parent with the same day of birth are one row: they would get the same messages.
    `expected`: the day is the one on which the birth is expected. `weekly`: one message a week at most.
    `district` repeats the parent's home, so that a message's readers are found in one index.
    `messages_since`, `plan_since`: the first day whose messages, or reminders of vaccinations and
    check-ups, are wanted; None where they are not. A row that wants neither is deleted.
    """

    __tablename__ = "childcare_child"
    __table_args__ = (Index("ix_childcare_child_born", "expected", "born", "citizen"),)

    citizen: Mapped[str] = mapped_column(String(64), primary_key=True)
    expected: Mapped[bool] = mapped_column(Boolean, primary_key=True)
    born: Mapped[date] = mapped_column(Date, primary_key=True)
    district: Mapped[str] = mapped_column(String(400))
    weekly: Mapped[bool] = mapped_column(Boolean)
    messages_since: Mapped[date | None] = mapped_column(Date)
    plan_since: Mapped[date | None] = mapped_column(Date)


class Letters(Base):
    """The letters of a morning, written down before the first of them goes out.

    A clock that dies in the middle goes on with the same letters, even if the content was changed
    meanwhile; else somebody would get two of them, or none.
    """

    __tablename__ = "childcare_letters"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    letters: Mapped[str] = mapped_column(Text)
