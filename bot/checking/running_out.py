"""What the platform's own files know only up to some day."""

from __future__ import annotations

from datetime import date

from bot.common_content import common
from bot.content import Faults, Place, Snapshot
from bot.hours.holidays import FILE
from bot.inspection import SOON
from bot.talk.words import PLATFORM


def check(snapshot: Snapshot, today: date, faults: Faults) -> None:
    """Warn of a year that begins within 60 days and of which no national holiday is known."""
    last, file = common(snapshot).holidays.last_year, f"{PLATFORM}/{FILE}"
    soon = (today + SOON).year
    if last and last < soon and not any(fault.file == file for fault in faults):
        faults.warning(
            Place(file),
            f"国民の祝日が{last}年までしか書かれていません。{soon}年は、開いているかどうかを答えられません。",
            "内閣府の「国民の祝日」のCSVを、madoguchi import で取り込んでください。",
        )
