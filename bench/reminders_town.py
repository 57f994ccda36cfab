"""A city of subscribers to reminders, and the letters of one evening."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, insert, select

from bot.db import Database
from bot.jobs import Letter

CALL_PEOPLE = 500
ROWS_AT_ONCE = 5_000
SENTENCE = "明日は燃えるごみの日です。朝八時半までに、決められた袋に入れて集積所に出してください。"

subscriber_table = Table(
    "bench_subscriber",
    MetaData(),
    Column("citizen", String(64), primary_key=True),
    Column("district", Integer, nullable=False),
    Index("ix_bench_subscriber", "district", "citizen"),
)


@dataclass(frozen=True)
class Town:
    """So many people in districts of uneven size; districts share so many kinds of collection days."""

    people: int
    districts: int
    collections: int
    seed: int

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
            subscriber_table.create(connection)
            for citizen, district in self.homes():
                sizes[district % self.collections] += 1
                batch.append({"citizen": citizen, "district": district})
                if len(batch) == ROWS_AT_ONCE:
                    connection.execute(insert(subscriber_table), batch)
                    batch.clear()
            if batch:
                connection.execute(insert(subscriber_table), batch)
        with database.engine.connect().execution_options(
            isolation_level="AUTOCOMMIT"
        ) as connection:
            connection.exec_driver_sql("ANALYZE")
        return sum(-(-size // CALL_PEOPLE) for size in sizes.values())

    def letters(self) -> Iterator[Letter]:
        """One letter for each kind of collection, to all its districts."""
        for number in range(self.collections):
            districts = range(number, self.districts, self.collections)
            whom = select(subscriber_table.c.citizen).where(
                subscriber_table.c.district.in_(districts)
            )
            yield Letter(f"{number:03d}", [f"{number}: {SENTENCE * 6}"], whom)
