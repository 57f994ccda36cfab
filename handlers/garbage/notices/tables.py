"""What citizens were told of each notice, so that corrections and withdrawals reach the same ones."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, Date, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class SentNotice(Base):
    """The last that went out, or is going out, under a notice's id.

    `version` counts what was sent, `told` is what was said (JSON, see `ledger.told`), `digest` tells
    whether the notice was changed since. `sending`: its letters are being written.
    """

    __tablename__ = "garbage_notice"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
    day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    urgent: Mapped[bool] = mapped_column(Boolean)
    withdrawn: Mapped[bool] = mapped_column(Boolean)
    sending: Mapped[bool] = mapped_column(Boolean)
    told: Mapped[str] = mapped_column(Text)
