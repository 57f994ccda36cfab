"""A city whose parents all want messages by age, with a message for every day of the cadence."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from bot.db import Database
from bot.time import JAPAN
from handlers.childcare.tables import Child

CALL_PEOPLE = 500
ROWS_AT_ONCE = 5_000
MORNING = datetime(2026, 11, 24, 9, tzinfo=JAPAN)
OLDEST_DAYS = 3 * 365
# Days of life on which a message comes: first, last, every.
CADENCE = ((0, 100, 1), (103, 365, 3), (372, 730, 7), (744, OLDEST_DAYS, 14))
BODY = """\
毎日のお世話、おつかれさまです。

- 体重は、その子のペースで増えます
- 心配なことは、市の保健師にご相談ください

夜間や休日に迷ったときは、電話**#8000**へ。
"""


@dataclass(frozen=True)
class Town:
    """So many children, born evenly over three years, each of another parent."""

    children: int
    seed: int

    def write_content(self, folder: Path) -> None:
        """The city's content: a message for each day of the cadence."""
        messages = folder / "childcare" / "messages"
        messages.mkdir(parents=True)
        (folder / "faq").mkdir()
        (folder / "city.yaml").write_text("name: 試験市\n", "utf-8")
        pieces = [
            f"  - {{since: 生後{first}日, until: 生後{last}日, every: {every}}}\n"
            for first, last, every in CADENCE
        ]
        (messages / "schedule.yaml").write_text(f"cadence:\n{''.join(pieces)}", "utf-8")
        for day in _days():
            head = f"---\ntitle: 生後{day}日のお便り\nsince: 生後{day}日\n---\n"
            (messages / f"d{day:04}.md").write_text(head + BODY, "utf-8")

    def births(self) -> Iterator[tuple[str, date]]:
        """Each parent's id and the child's day of birth; the same for the same seed."""
        rng = random.Random(self.seed)
        for _ in range(self.children):
            life = timedelta(days=rng.randrange(OLDEST_DAYS + 1))
            yield f"U{rng.getrandbits(128):032x}", MORNING.date() - life

    def settle(self, database: Database) -> tuple[int, int]:
        """Write the children; how many messages are due, and how many calls would be the least."""
        due, sizes = set(_days()), Counter[date]()
        batch: list[dict[str, object]] = []
        with database.write() as connection:
            for citizen, born in self.births():
                sizes[born] += (MORNING.date() - born).days in due
                batch.append(_wish(citizen, born))
                if len(batch) == ROWS_AT_ONCE:
                    connection.execute(insert(Child), batch)
                    batch.clear()
            if batch:
                connection.execute(insert(Child), batch)
        with database.engine.connect().execution_options(
            isolation_level="AUTOCOMMIT"
        ) as connection:
            connection.exec_driver_sql("ANALYZE")
        return sum(sizes.values()), sum(-(-size // CALL_PEOPLE) for size in sizes.values())


def _days() -> list[int]:
    return [day for first, last, every in CADENCE for day in range(first, last + 1, every)]


def _wish(citizen: str, born: date) -> dict[str, object]:
    return {
        "citizen": citizen,
        "expected": False,
        "born": born,
        "district": "",
        "weekly": False,
        "messages_since": date(2026, 1, 1),
        "plan_since": None,
    }


def morning_clock(start: datetime) -> timedelta:
    """What to add to a clock that shows `start` so that the messages become due at that moment."""
    return MORNING - start
