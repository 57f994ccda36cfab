"""The days on which counters get their hours wrong."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from bot.api import Closed, Holidays, Open
from bot.content import Faults
from bot.content.folder import Directory, Folder
from bot.content.trace import Trace
from bot.hours.holidays import load_holidays
from bot.settings import PROJECT
from tests.handlers.departments.conftest import OWN, load_folder


def _holidays() -> Holidays:
    place = Directory(PROJECT / "content" / "platform")
    folder = Folder((place,), Trace(), Faults())
    return load_holidays(folder, datetime.fromisoformat("2026-06-01").date())


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-20T08:29", Closed(datetime.fromisoformat("2026-11-20T08:30"))),
        ("2026-11-20T08:30", Open(time(17, 15))),
        ("2026-11-20T17:14", Open(time(17, 15))),
        # Saturday, Sunday, and Monday the holiday.
        ("2026-11-20T17:15", Closed(datetime.fromisoformat("2026-11-24T08:30"))),
        ("2026-11-23T10:00", Closed(datetime.fromisoformat("2026-11-24T08:30"))),
        # The days between two holidays, and the substitute for one on a Sunday.
        ("2026-09-22T10:00", Closed(datetime.fromisoformat("2026-09-24T08:30"))),
        ("2026-05-06T10:00", Closed(datetime.fromisoformat("2026-05-07T08:30"))),
        # The turn of the year.
        ("2026-12-28T12:00", Open(time(17, 15))),
        ("2026-12-29T12:00", Closed(datetime.fromisoformat("2027-01-04T08:30"))),
        # Nobody wrote down the holidays of 2028.
        ("2027-12-29T12:00", Closed(None)),
        ("2028-01-04T12:00", None),
    ],
)
def test_the_city_hall(now: str, state: Open | Closed | None) -> None:
    directory, _ = load_folder(OWN)
    assert directory
    table = directory.timetable(directory.departments[0], _holidays())
    assert table.state(datetime.fromisoformat(now)) == state
