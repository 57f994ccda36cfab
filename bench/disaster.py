"""Measures how soon a telegram of JMA's is a message on its way: from the feed's answer to the first push.

`python -m bench.disaster --help`; README.md in this folder says how to read the figures.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bench.databases import chosen, database, temporary_folder
from bench.emulator import EmulatorClient, emulator_process
from bench.figures import median, save, table
from bench.jma import Jma, serving, warning, write_content
from bench.processes import free_port, program, running, say
from bench.targets import madoguchi_command, madoguchi_env, migrate
from bot.citizens import citizen_table
from bot.db import connect

GOAL = 1.0
PATIENCE = 180.0
MULTICAST = "POST /v2/bot/message/multicast"
# Each is a message of its own.
TELEGRAMS = (("大雨", "43"), ("土砂災害", "49"), ("高潮", "48"), ("暴風", "05"), ("大雪", "06"))


@dataclass(frozen=True)
class Result:
    """`waits` are the seconds from the feed's answer to the first push, one a telegram."""

    people: int
    waits: tuple[float, ...]
    fetched: int
    once: int
    doubled: int

    @property
    def good(self) -> bool:
        """Whether every telegram was fetched once and told to everybody once, and soon enough."""
        told = (self.once, self.doubled) == (self.people * len(self.waits), 0)
        return told and self.fetched == len(self.waits) and max(self.waits) < GOAL


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.disaster")
    parser.add_argument("--db", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--people", type=int, default=10_000, help="followers (10,000)")
    parser.add_argument(
        "--telegrams", type=int, default=3, choices=range(1, len(TELEGRAMS) + 1),
        help="telegrams, one a minute (3)",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=1, help="of the ids (1)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here too")
    return parser.parse_args()


def run(kind: str, people: int, telegrams: int, seed: int) -> Result:
    """Start the clock and a worker as the Procfile does, and publish one telegram after the other."""
    with ExitStack() as stack:
        folder = stack.enter_context(temporary_folder())
        store = stack.enter_context(database(kind))
        port, jma = free_port(), Jma()
        emulator = emulator_process(port, free_port(), folder, rate_limits=True)
        stack.enter_context(emulator).wait_for(port, "/emulator/ledger")
        write_content(folder / "content", stack.enter_context(serving(jma)))
        env = madoguchi_env(store.url, port, free_port())
        env["MADOGUCHI_CONTENT"] = str(folder / "content")
        migrate(env)
        _settle(store.url, people, seed)
        for name in ("worker", "clock"):
            command = madoguchi_command(name)
            stack.enter_context(running(name, command, env, folder / name))
        client = stack.enter_context(closing(EmulatorClient(port)))
        # At its start the clock reads the long feed, too.
        _until(lambda: jma.asked["extra_l.xml"] > 0, "the feeds are asked")
        each = -(-people // 500)
        waits = tuple(_one(jma, client, number, kind, each) for number in range(telegrams))
        once, doubled = client.received()
        fetched = sum(jma.asked[_name(number)] for number in range(telegrams))
    return Result(people, waits, fetched, once, doubled)


def _settle(url: str, people: int, seed: int) -> None:
    rng = random.Random(seed)
    rows = [{"id": f"U{rng.getrandbits(128):032x}", "following": True} for _ in range(people)]
    with closing(connect(url)) as own, own.write() as connection:
        for start in range(0, people, 5_000):
            connection.execute(insert(citizen_table), rows[start : start + 5_000])


def _one(jma: Jma, client: EmulatorClient, number: int, kind: str, calls: int) -> float:
    """Publish a telegram; the seconds from the feed's answer to the first of its pushes accepted.

    Returns when all of its `calls` are accepted, so that they are not taken for the next telegram's.
    """
    before = client.requests(0)
    last = before[-1]["n"] if before else 0
    jma.publish(_name(number), warning(*TELEGRAMS[number]))
    _until(lambda: bool(_accepted(client, last)), "a push is accepted")
    wait = float(_accepted(client, last)[0]["at"]) - jma.listed_at[_name(number)]
    say(f"{kind}: {wait:.2f} s")
    _until(lambda: client.multicasts().get("200", 0) >= calls * (number + 1), "all is sent")
    return wait


def _accepted(client: EmulatorClient, after: int) -> list[dict[str, Any]]:
    return [
        one
        for one in client.requests(after)
        if one["endpoint"] == MULTICAST and one["status"] == 200
    ]


def _name(number: int) -> str:
    return f"2026090112000{number}_0_VPWW{55 + number}_040000.xml"


def _until(condition: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"not within {PATIENCE:.0f} s: {what}")
        time.sleep(0.05)


def _table(results: Mapping[str, Result]) -> str:
    lines = {
        "followers": lambda it: f"{it.people:,}",
        "telegrams, each fetched once": lambda it: f"{len(it.waits)}, {it.fetched}",
        "messages, once": lambda it: f"{it.once:,}",
        "twice": lambda it: f"{it.doubled:,}",
        "seconds to the first push, median": lambda it: f"{median(it.waits):.2f}",
        "at most (goal 1)": lambda it: f"{max(it.waits):.2f}",
    }
    rows = [(label, *map(cell, results.values())) for label, cell in lines.items()]
    return table(("", *results), rows)


def main() -> int:
    """Run the benchmark. 1 if somebody was left out or told twice, or the goal was missed."""
    return program(_judged)


def _judged() -> int:
    given = arguments()
    results = {
        kind: run(kind, given.people, given.telegrams, given.seed) for kind in chosen(given.db)
    }
    print(_table(results))
    save(given.json, {kind: asdict(each) for kind, each in results.items()})
    return int(not all(each.good for each in results.values()))


if __name__ == "__main__":
    sys.exit(main())
