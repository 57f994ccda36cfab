"""A city whose people want to be reminded of tomorrow's collection, at the same minute."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from bot.db import Database
from bot.time import JAPAN
from handlers.garbage.reminders.tables import Reminder

CALL_PEOPLE = 500
ROWS_AT_ONCE = 5_000
EVENING = datetime(2026, 11, 22, 19, tzinfo=JAPAN)
RULES = """\
put_out_until: "8:30"
notice: 朝八時半までに、決められた袋に入れて、決められた集積所に出してください。
"""


@dataclass(frozen=True)
class Town:
    """So many people in districts of uneven size; districts share so many kinds of collection days."""

    people: int
    districts: int
    collections: int
    seed: int

    def write_content(self, folder: Path) -> None:
        """The city's content: what is collected tomorrow tells its kinds of days apart."""
        garbage = folder / "garbage"
        garbage.mkdir(parents=True)
        (folder / "faq").mkdir()
        (folder / "city.yaml").write_text("name: 試験市\n", "utf-8")
        (garbage / "rules.yaml").write_text(RULES, "utf-8")
        kinds = range(self.collections.bit_length())
        lines = [f"地名,センター,{','.join(f'ごみ{kind}' for kind in kinds)}"]
        for district in range(self.districts):
            held = district % self.collections + 1
            cells = ("毎日" if held >> kind & 1 else "" for kind in kinds)
            lines.append(f"{_name(district)},,{','.join(cells)}")
        (garbage / "area_days.csv").write_text("\n".join(lines) + "\n", "utf-8")

    def homes(self) -> Iterator[tuple[str, int]]:
        """Each citizen's id and district; the same for the same seed."""
        rng = random.Random(self.seed)
        weights = [rng.uniform(0.2, 3.0) for _ in range(self.districts)]
        chosen = rng.choices(range(self.districts), weights, k=self.people)
        for district in chosen:
            yield f"U{rng.getrandbits(128):032x}", district

    def settle(self, database: Database) -> int:
        """Write the subscribers; return how many calls would be the least, one text for each collection."""
        sizes: Counter[int] = Counter()
        batch: list[dict[str, object]] = []
        with database.write() as connection:
            for citizen, district in self.homes():
                sizes[district % self.collections] += 1
                batch.append(_wish(citizen, district))
                if len(batch) == ROWS_AT_ONCE:
                    connection.execute(insert(Reminder), batch)
                    batch.clear()
            if batch:
                connection.execute(insert(Reminder), batch)
        with database.engine.connect().execution_options(
            isolation_level="AUTOCOMMIT"
        ) as connection:
            connection.exec_driver_sql("ANALYZE")
        return sum(-(-size // CALL_PEOPLE) for size in sizes.values())


def _name(district: int) -> str:
    return f"第{district + 1}地区"


def _wish(citizen: str, district: int) -> dict[str, object]:
    return {
        "citizen": citizen,
        "slot": "home",
        "part": "eve",
        "minute": EVENING.hour * 60 + EVENING.minute,
        "area": _name(district),
        "since": (EVENING + timedelta(days=1)).date(),
        "asked": False,
    }


def evening_clock(start: datetime) -> timedelta:
    """What to add to a clock that shows `start` so that the reminders become due at that moment."""
    return EVENING - start
