"""Sends one evening's reminders to a million subscribers, and counts calls, memory and time.

`python -m bench.reminders --help`; README.md in this folder says how to read the figures.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.databases import chosen, database, temporary_folder
from bench.emulator import EmulatorClient, emulator_process
from bench.figures import save, table
from bench.processes import ROOT, StartError, free_port, program, say
from bench.reminders_town import Town
from bench.targets import madoguchi_env, migrate
from bot.db import connect

LINE_RATE = 200.0
MEGABYTE = 1_000_000
CALLS_GOAL, MEMORY_GOAL_MB, TIME_GOAL = 1.05, 300.0, 1.2


@dataclass(frozen=True)
class Result:
    """`seconds` from the first query to the last result written; memory in MB, at most."""

    people: int
    least: int
    accepted: int
    refused: int
    once: int
    doubled: int
    written: float
    seconds: float
    cpu: float
    memory: float

    @property
    def limit_seconds(self) -> float:
        """How long the least calls take at LINE's limit."""
        return self.least / LINE_RATE

    @property
    def good(self) -> bool:
        """Whether everybody got it once and no goal was missed."""
        return (
            (self.once, self.doubled) == (self.people, 0)
            and self.accepted <= CALLS_GOAL * self.least
            and self.memory < MEMORY_GOAL_MB
            and self.seconds <= TIME_GOAL * self.limit_seconds
        )


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.reminders")
    parser.add_argument("--db", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--people", type=int, default=1_000_000, help="subscribers (1,000,000)")
    parser.add_argument("--districts", type=int, default=400, help="in so many districts (400)")
    parser.add_argument(
        "--collections", type=int, default=40, help="different messages this evening (40)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of ids and sizes of districts (1)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here too")
    return parser.parse_args()


def run(kind: str, town: Town) -> Result:
    """Settle the town, send to it, and ask the emulator who got what."""
    with ExitStack() as stack:
        folder = stack.enter_context(temporary_folder())
        store = stack.enter_context(database(kind))
        port = free_port()
        emulator = emulator_process(port, free_port(), folder, rate_limits=True)
        stack.enter_context(emulator).wait_for(port, "/emulator/ledger")
        env = madoguchi_env(store.url, port, free_port())
        env["MADOGUCHI_CONTENT"] = str(folder / "content")
        town.write_content(folder / "content")
        migrate(env)
        with closing(connect(store.url)) as own:
            least = town.settle(own)
        say(f"{kind}: {town.people:,} subscribers are settled; sending")
        sent = _send(env)
        client = stack.enter_context(closing(EmulatorClient(port)))
        answers, (once, doubled) = client.multicasts(), client.received()
    return Result(
        people=town.people,
        least=least,
        accepted=answers.get("200", 0),
        refused=answers.get("429", 0),
        once=once,
        doubled=doubled,
        written=sent["written"],
        seconds=sent["seconds"],
        cpu=sent["cpu"],
        memory=sent["memory"] / MEGABYTE,
    )


def _send(env: Mapping[str, str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.reminders_sender"],
        cwd=ROOT,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StartError(f"the sender ended with {done.returncode}")
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _table(results: Mapping[str, Result]) -> str:
    lines = {
        "subscribers": lambda it: f"{it.people:,}",
        "got it once": lambda it: f"{it.once:,}",
        "got it twice": lambda it: f"{it.doubled:,}",
        "calls accepted": lambda it: f"{it.accepted:,}",
        "least possible": lambda it: f"{it.least:,}",
        "calls refused (429)": lambda it: f"{it.refused:,}",
        "seconds until written": lambda it: f"{it.written:.1f}",
        "seconds until sent": lambda it: f"{it.seconds:.1f}",
        "seconds at LINE's limit": lambda it: f"{it.limit_seconds:.1f}",
        "ratio (goal 1.2)": lambda it: f"{it.seconds / it.limit_seconds:.2f}",
        "CPU seconds": lambda it: f"{it.cpu:.1f}",
        "memory MB (goal 300)": lambda it: f"{it.memory:.0f}",
    }
    rows = [(label, *map(cell, results.values())) for label, cell in lines.items()]
    return table(("", *results), rows)


def main() -> int:
    """Run the benchmark. 1 if somebody was left out or told twice, or a goal was missed."""
    return program(_judged)


def _judged() -> int:
    options = arguments()
    town = Town(options.people, options.districts, options.collections, options.seed)
    results = {kind: run(kind, town) for kind in chosen(options.db)}
    print(_table(results))
    save(options.json, {kind: asdict(each) for kind, each in results.items()})
    return int(not all(each.good for each in results.values()))


if __name__ == "__main__":
    sys.exit(main())
