"""Kills clocks, workers and web during a broadcast while LINE is out of order for 30 % of the calls.

`python -m bench.delivery_kill --help`; README.md in this folder says how to read the figures.
"""

import argparse
import random
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from bench.databases import chosen
from bench.delivery_town import Town
from bench.figures import save, table
from bench.mass import Place, place
from bench.processes import ROOT, program, say
from bench.supervisor import Supervisor, supervised
from bot.api import Holidays
from bot.audience import Audience
from bot.citizens import LANGUAGES
from bot.db import Database
from bot.mailing import mailing_table
from bot.outbox import outbox_table
from handlers.broadcasts import store
from handlers.broadcasts.draft import Draft, Text
from handlers.broadcasts.plan import Plan
from handlers.broadcasts.store import Content

ROLES = ("web", "worker", "worker-2", "clock", "clock-2")
PATH = "/v2/bot/message/multicast"
RATE = {"message": "The API rate limit has been exceeded. Try again later."}
FAULTS = (
    {"path": PATH, "kind": "status", "status": 429, "body": RATE, "probability": 0.1},
    {"path": PATH, "kind": "status", "status": 500, "probability": 0.05},
    {"path": PATH, "kind": "accept_then_status", "status": 500, "probability": 0.05},
    {"path": PATH, "kind": "delay", "seconds": 2.0, "probability": 0.1},
)
LONGEST = 600.0
PAUSE = 0.05


@dataclass(frozen=True)
class Result:
    """`states` counts people by what the bot knows of their calls."""

    people: int
    once: int
    doubled: int
    seconds: float
    restarts: int
    kills: dict[str, int]
    answers: dict[str, int]
    states: dict[str, int]

    @property
    def good(self) -> bool:
        """Whether everybody got it once, and the bot knows it."""
        exactly = (self.once, self.doubled) == (self.people, 0)
        return exactly and self.states == {"sent": self.people}


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.delivery_kill")
    parser.add_argument("--db", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--people", type=int, default=300_000, help="receivers (300,000)")
    parser.add_argument("--every", type=float, default=1.5, help="seconds between kills (1.5)")
    parser.add_argument("--kills", type=int, default=40, help="at most (40)")
    parser.add_argument("--seed", type=int, default=1, help="of moments and victims (1)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here too")
    return parser.parse_args()


def run(kind: str, options: argparse.Namespace) -> Result:
    """Settle the town, approve a broadcast, and kill until it is out or enough have died."""
    rng = random.Random(options.seed)
    with place(kind) as there:
        Town(options.people, 0, options.seed).settle(there.database)
        env = there.env | {"MADOGUCHI_CONTENT": str(ROOT / "content")}
        there.line.faults(FAULTS)
        say(f"{kind}: {options.people:,} people are settled; a kill every {options.every:.1f} s")
        with supervised(env, there.folder, rng, ROLES) as bot:
            bot.web.wait_for(int(env["PORT"]))
            _approve(there.database)
            began = time.monotonic()
            _under_fire(bot, there.database, options)
            _drain(bot, there.database)
            return _result(options.people, bot, there, time.monotonic() - began)


def _approve(database: Database) -> None:
    """A broadcast of any department, approved; a clock takes it up."""
    now = datetime.now(UTC)
    texts = {one: Text(title=f"断水 {one}", body="断水しています。" * 20) for one in LANGUAGES}
    content = Content(Draft(texts=texts), Audience(everyone=True), Plan(), urgent=True)
    with database.write() as connection:
        one = store.find(connection, store.create(connection, content, 1, "試験", now))
        assert one is not None
        store.approve(connection, one, "試験", now, Holidays())


def _under_fire(bot: Supervisor, database: Database, options: argparse.Namespace) -> None:
    for _ in range(options.kills):
        time.sleep(options.every)
        if _done(database):
            return
        bot.kill_one()
        bot.mend()


def _drain(bot: Supervisor, database: Database) -> None:
    deadline = time.monotonic() + LONGEST
    while not _done(database) and time.monotonic() < deadline:
        bot.mend()
        time.sleep(PAUSE)


def _done(database: Database) -> bool:
    """Whether the mailing is written and none of its calls waits."""
    with database.read() as connection:
        written = select(func.count()).where(mailing_table.c.state == "written")
        left = select(func.count()).where(outbox_table.c.state == "queued")
        return bool(connection.scalar(written)) and not connection.scalar(left)


def _result(people: int, bot: Supervisor, there: Place, seconds: float) -> Result:
    once, doubled = there.line.received()
    table = outbox_table.c
    query = select(table.state, func.sum(table.people)).group_by(table.state)
    with there.database.read() as connection:
        states = {row[0]: int(row[1]) for row in connection.execute(query)}
    kills, answers = dict(bot.kills), there.line.multicasts()
    return Result(people, once, doubled, seconds, bot.restarts, kills, answers, states)


def _table(results: Mapping[str, Result]) -> str:
    def told(counts: Mapping[str, int]) -> str:
        return ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items()))

    lines = {
        "receivers": lambda it: f"{it.people:,}",
        "got it once": lambda it: f"{it.once:,}",
        "got it twice": lambda it: f"{it.doubled:,}",
        "seconds": lambda it: f"{it.seconds:.0f}",
        "killed": lambda it: told(it.kills),
        "restarts": lambda it: f"{it.restarts}",
        "LINE's answers": lambda it: told(it.answers),
        "people by state": lambda it: told(it.states),
    }
    rows = [(label, *map(cell, results.values())) for label, cell in lines.items()]
    return table(("", *results), rows)


def main() -> int:
    """Run the benchmark. 1 if somebody was left out or told twice."""
    return program(_judged)


def _judged() -> int:
    options = arguments()
    results = {kind: run(kind, options) for kind in chosen(options.db)}
    print(_table(results))
    save(options.json, {kind: asdict(each) for kind, each in results.items()})
    return int(not all(each.good for each in results.values()))


if __name__ == "__main__":
    sys.exit(main())
