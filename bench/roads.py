"""Asks a ledger of 100,000 cases of road damage what its pages ask, and times each question.

`python -m bench.roads --help`; README.md in this folder says how to read the figures.
"""

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import Connection, insert, text

from bench.databases import chosen, database
from bench.figures import median, percentile, save, table
from bench.processes import program, say
from bench.targets import madoguchi_env, migrate
from bot.api import Point
from bot.db import Database, connect
from handlers.roads.ledger import lists, mapped
from handlers.roads.ledger.cells import Box, cell_of
from handlers.roads.ledger.lists import Filter, Sort
from handlers.roads.ledger.numbers import new_number
from handlers.roads.ledger.states import State
from handlers.roads.tables import case_table

GOAL_MS = 100.0
DAY_MS = 24 * 60 * 60 * 1000
NOW = 1_795_816_800_000
KINDS = (
    "hole",
    "step",
    "gutter",
    "light",
    "mirror",
    "guardrail",
    "line",
    "plants",
    "tree",
    "other",
)
DISTRICTS = ("石巻", "河北", "雄勝", "河南", "桃生", "北上", "牡鹿")
# The middle of the city, where half of all cases lie.
CENTRE = Point(38.4343, 141.3027)
Question = Callable[[Connection, Random], object]


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.roads")
    parser.add_argument("--db", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--cases", type=int, default=100_000, help="in the ledger (100,000)")
    parser.add_argument("--times", type=int, default=100, help="each question is asked (100)")
    parser.add_argument("--seed", type=int, default=1, help="of places, states and questions (1)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here too")
    return parser.parse_args()


def cases(count: int, random: Random) -> Iterator[dict[str, object]]:
    """Cases of five years: half of them in the middle of the city, nine of ten over."""
    for number in range(count):
        spread = 0.02 if random.random() < 0.5 else 0.15
        spot = Point(random.gauss(CENTRE.latitude, spread), random.gauss(CENTRE.longitude, spread))
        created = NOW - random.randrange(5 * 365 * DAY_MS)
        state = random.choices(list(State), (3, 3, 4, 70, 15, 5))[0]
        yield {
            "number": new_number(random), "kind": random.choice(KINDS), "state": state,
            "open": state.is_open, "priority": random.choice((0, 0, 0, 1, 2)),
            "latitude": spot.latitude, "longitude": spot.longitude, "cell": cell_of(spot),
            "district": random.choice(DISTRICTS), "town": f"町{number % 300}", "place": "",
            "words": f"道路に穴があいています {number}", "rough": False, "messages": "", "owner": "city",
            "department": random.choice(("", "道路課")), "assignee": random.choice(("", "", "a@example.jp")),
            "source": "line", "created_ms": created, "changed_ms": created + DAY_MS,
            "state_ms": created + DAY_MS, "due_ms": created + 7 * DAY_MS, "reopened": 0,
            "unread": random.random() < 0.02, "published": state is State.DONE, "reporters": 1,
            "photos": 1,
        }  # fmt: skip


def _somewhere(random: Random) -> Point:
    return Point(random.gauss(CENTRE.latitude, 0.02), random.gauss(CENTRE.longitude, 0.02))


def tile_at(spot: Point, zoom: int) -> tuple[int, int, int]:
    cell = cell_of(spot)
    x = sum((cell >> 2 * bit & 1) << bit for bit in range(24))
    y = sum((cell >> (2 * bit + 1) & 1) << bit for bit in range(24))
    return zoom, x >> (24 - zoom), y >> (24 - zoom)


def _page(wanted: Filter, sort: Sort = Sort.URGENT, after: str | None = None) -> Question:
    return lambda connection, _: lists.page(connection, wanted, now_ms=NOW, sort=sort, after=after)


def _deep(connection: Connection, random: Random) -> object:
    after = f"{NOW - random.randrange(5 * 365 * DAY_MS)}.0"
    return lists.page(connection, Filter(), now_ms=NOW, sort=Sort.NEWEST, after=after)


def _in_tile(zoom: int) -> Question:
    def ask(connection: Connection, random: Random) -> object:
        # As the console's map asks: more than 60 are shown gathered.
        tile = tile_at(_somewhere(random), zoom)
        return mapped.cases_in_tile(connection, *tile, Filter(), now_ms=NOW, limit=61)

    return ask


def _clusters(zoom: int) -> Question:
    def ask(connection: Connection, random: Random) -> object:
        tile = tile_at(_somewhere(random), zoom)
        return mapped.clusters_in_tile(connection, *tile, Filter(), now_ms=NOW)

    return ask


def _box(connection: Connection, random: Random) -> object:
    box = Box.around(_somewhere(random), 1500)
    return mapped.cases_in(connection, box, Filter(open=True), now_ms=NOW)


def _near(connection: Connection, random: Random) -> object:
    return mapped.near_duplicates(connection, _somewhere(random), 40, [random.choice(KINDS)])


def _count(connection: Connection, _: Random) -> object:
    return lists.count_by(connection, "state", Filter(), now_ms=NOW)


QUESTIONS: dict[str, Question] = {
    "queue: open, urgent first": _page(Filter(open=True)),
    "queue: all, urgent first": _page(Filter()),
    "queue: of one kind, newest": _page(Filter(kinds=["mirror"]), Sort.NEWEST),
    "queue: district, open, oldest": _page(Filter(district="雄勝", open=True), Sort.OLDEST),
    "queue: unread": _page(Filter(unread=True)),
    "queue: overdue": _page(Filter(overdue=True), Sort.OLDEST),
    "queue: words": _page(Filter(text="穴 99999"), Sort.NEWEST),
    "queue: a page far behind": _deep,
    "counts by state": _count,
    "map: points in a tile, zoom 14": _in_tile(14),
    "map: points in a tile, zoom 16": _in_tile(16),
    "map: clusters, zoom 8": _clusters(8),
    "map: clusters, zoom 11": _clusters(11),
    "map: clusters, zoom 13": _clusters(13),
    "map: open cases in a box": _box,
    "near duplicates": _near,
}


@dataclass(frozen=True)
class Answer:
    """Milliseconds of one question; `cpu` of this thread alone, which with SQLite is all there is."""

    question: str
    times: list[float]
    cpu: list[float]

    @property
    def good(self) -> bool:
        return percentile(self.times, 95) < GOAL_MS

    def row(self) -> list[str]:
        figures = (
            median(self.times),
            percentile(self.times, 95),
            max(self.times),
            median(self.cpu),
        )
        return [self.question, *(f"{one:.1f}" for one in figures), "" if self.good else "too slow"]


def run(kind: str, options: argparse.Namespace) -> list[Answer]:
    """Fill a ledger, and ask."""
    with database(kind) as store:
        migrate(madoguchi_env(store.url, 1, 1))
        opened = connect(store.url)
        random = Random(options.seed)
        with opened.write() as connection:
            connection.execute(insert(case_table), list(cases(options.cases, random)))
        with opened.write() as connection:
            connection.execute(text("ANALYZE"))
        say(f"{kind}: {options.cases:,} cases")
        answers = [
            Answer(name, *_timed(opened, ask, random, options.times))
            for name, ask in QUESTIONS.items()
        ]
        opened.close()
    return answers


def _timed(
    opened: Database, ask: Question, random: Random, times: int
) -> tuple[list[float], list[float]]:
    taken, cpu = [], []
    with opened.read() as connection:
        for _ in range(times):
            start, used = time.perf_counter(), time.thread_time()
            ask(connection, random)
            taken.append((time.perf_counter() - start) * 1000)
            cpu.append((time.thread_time() - used) * 1000)
    return taken, cpu


def main() -> int:
    """Run the benchmark; 1 where a question took too long."""
    options, figures = arguments(), {}
    for kind in chosen(options.db):
        answers = run(kind, options)
        print(
            f"\n{kind}, {options.cases:,} cases, ms; load of the machine {os.getloadavg()[0]:.1f}"
        )
        print(
            table(("question", "median", "95 %", "most", "CPU", ""), [one.row() for one in answers])
        )
        figures[kind] = {one.question: one.times for one in answers}
        figures[f"{kind} good"] = {"all": [float(all(one.good for one in answers))]}
    save(options.json, json.loads(json.dumps(figures)))
    return 0 if all(f["all"][0] for name, f in figures.items() if name.endswith("good")) else 1


if __name__ == "__main__":
    raise SystemExit(program(main))
