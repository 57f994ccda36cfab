"""A city whose people told their district, and some of them a language."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Table, insert

from bot.citizens import LANGUAGES, citizen_table
from bot.citizens.places import DISTRICT, place_table
from bot.db import Database

CALL_PEOPLE = 500
ROWS_AT_ONCE = 5_000
DISTRICTS, HIT = 40, ("d0", "d1", "d2")
# One in thirty speaks one of six other languages; most of the rest never chose any.
FOREIGN, CHOSE = 30, 5


@dataclass(frozen=True)
class Least:
    """The least calls: of news to everybody, of an order to those who are hit."""

    news: int
    order: int


@dataclass(frozen=True)
class Town:
    """So many people, of whom so many live in the districts that are hit."""

    people: int
    hit: int
    seed: int

    def write_content(self, folder: Path) -> None:
        """As little as a city has."""
        (folder / "city.yaml").write_text("name: 試験市\n", "utf-8")

    def homes(self) -> Iterator[tuple[str, str, str | None]]:
        """Each citizen's id, district and language; the same for the same seed."""
        rng = random.Random(self.seed)
        for number in range(self.people):
            few = HIT if number < self.hit else [f"d{n}" for n in range(len(HIT), DISTRICTS)]
            language = None
            if number % FOREIGN == 0:
                language = LANGUAGES[1 + number // FOREIGN % (len(LANGUAGES) - 1)]
            elif number % CHOSE == 0:
                language = LANGUAGES[0]
            yield f"U{rng.getrandbits(128):032x}", rng.choice(few), language

    def settle(self, database: Database) -> Least:
        """Write the people; return the least calls, a text for each language."""
        sizes: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
        people: list[dict[str, object]] = []
        places: list[dict[str, object]] = []
        for number, (citizen, district, language) in enumerate(self.homes()):
            sizes[number < self.hit][language or "ja"] += 1
            people.append({"id": citizen, "following": True, "language": language})
            places.append(
                {"citizen": citizen, "slot": "home", "scheme": DISTRICT, "area": district}
            )
        _write(database, citizen_table, people)
        _write(database, place_table, places)
        _analyse(database)
        return Least(_calls(sizes[True] + sizes[False]), _calls(sizes[True]))


def _calls(sizes: Counter[str]) -> int:
    return sum(-(-size // CALL_PEOPLE) for size in sizes.values())


def _write(database: Database, table: Table, rows: list[dict[str, object]]) -> None:
    with database.write() as connection:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            connection.execute(insert(table), rows[start : start + ROWS_AT_ONCE])


def _analyse(database: Database) -> None:
    options = {"isolation_level": "AUTOCOMMIT"}
    with database.engine.connect().execution_options(**options) as connection:
        connection.exec_driver_sql("ANALYZE")
