"""A city whose clock can be run, stopped and killed, and what LINE's side accepted of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete

from bot.citizens.places import Places
from bot.mailing import mailing_table
from bot.outbox import outbox_table
from bot.schedule import job_of
from handlers.garbage.content import load
from handlers.garbage.notices.jobs import announce
from handlers.garbage.notices.tables import SentNotice
from handlers.garbage.reminders.jobs import remind
from handlers.garbage.reminders.tables import Mark, Plan, Reminder
from handlers.garbage.talk import PLACE, feature
from tests.passing import Passing, person

# Home to every test: two districts share their days, the third differs; a closing at New Year.
AREA_DAYS = """\
地名,センター,燃えるごみ,びん,古紙
北町,東部,月 木,水1,土2
南町,東部,月 木,水1,土2
西町,西部,火 金,水2,
"""
CENTERS = """\
名称,休止開始日,休止終了日
東部,2026/12/31,2027/01/03
西部,2026/12/31,2027/01/03
"""
RULES = """\
put_out_from: "5:00"
put_out_until: "8:30"
"""
CITY = "name: 試験市\nphone: 0120-000-000\n"


def write_content(folder: Path, *, area_days: str = AREA_DAYS, notices: str | None = None) -> Path:
    """A city's content in a folder."""
    garbage = folder / "garbage"
    garbage.mkdir(parents=True, exist_ok=True)
    # A feature that reads whatever its folder holds would else look into the folder above.
    (folder / "faq").mkdir(exist_ok=True)
    (folder / "city.yaml").write_text(CITY, "utf-8")
    (garbage / "area_days.csv").write_text(area_days, "utf-8")
    (garbage / "center.csv").write_text(CENTERS, "utf-8")
    (garbage / "rules.yaml").write_text(RULES, "utf-8")
    if notices is not None:
        (garbage / "notices.yaml").write_text(notices, "utf-8")
    return folder


_DAY = re.compile(r"(\d+)月(\d+)日")
Open = Callable[..., "Evening"]


class Evening(Passing):
    """The clock process of one city, and the emulator behind it."""

    step = timedelta(seconds=20)

    # -- who wants what

    def wishes(
        self,
        number: int,
        part: str,
        time: str,
        area: str = "北町",
        *,
        slot: str = "home",
        since: date = date(2026, 1, 1),
    ) -> str:
        """A citizen is reminded at `time` (19:00) for one place."""
        hour, minute = map(int, time.split(":"))
        citizen = person(number)
        with self.service.database.write() as connection:
            connection.execute(
                Reminder.__table__.insert(),  # type: ignore[attr-defined]
                {
                    "citizen": citizen, "slot": slot, "part": part, "area": area,
                    "minute": hour * 60 + minute, "since": since, "asked": False,
                },
            )  # fmt: skip
        return citizen

    def lives(self, number: int, area: str, slot: str = "home") -> str:
        """A citizen told us a garbage district."""
        citizen = person(number)
        with self.service.database.write() as connection:
            Places(connection, citizen).put_area(PLACE, area, slot)
        return citizen

    def runs(self) -> None:
        """The jobs run once, and workers send what they wrote."""
        job = job_of(self.service, feature)
        assert not job.snapshot.errors or not job.content(load).areas, job.snapshot.errors
        announce(job)
        remind(job)
        self.service.delivery.send_due()

    # -- what became of it

    def got(self) -> Counter[tuple[str, str]]:
        """How often each citizen got a message, told by the first line of its plain text."""
        found = Counter[tuple[str, str]]()
        for call in self.calls():
            for message in call["messages"]:
                for citizen in call["to"]:
                    found[citizen, said(message).splitlines()[0]] += 1
        return found

    def got_days(self) -> Counter[tuple[str, date]]:
        """How often each citizen was told of each day (of the winter of 2026)."""
        found = Counter[tuple[str, date]]()
        for (citizen, text), count in self.got().items():
            month, day = map(int, _DAY.findall(text)[0])
            found[citizen, date(2026 if month > 6 else 2027, month, day)] += count
        return found

    def texts(self) -> list[str]:
        """What was said, call by call."""
        return [said(message) for call in self.calls() for message in call["messages"]]

    def forget(self) -> None:
        """Empty the tables and LINE's memory, for another example of the same test."""
        tables = [Reminder.__table__, Mark.__table__, Plan.__table__, SentNotice.__table__]
        with self.service.database.write() as connection:
            for table in (*tables, mailing_table, outbox_table):
                connection.execute(delete(table))  # type: ignore[arg-type]
        self.emulator.reset()


def said(message: dict[str, Any]) -> str:
    """The plain text of a message."""
    return str(message.get("altText") or message["text"])
