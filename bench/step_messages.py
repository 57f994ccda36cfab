"""Sends the messages by age of one morning to the parents of 100,000 children, and counts calls and time.

`python -m bench.step_messages --help`; README.md in this folder says how to read the figures.
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
from bench.step_messages_town import Town
from bench.targets import madoguchi_env, migrate
from bot.db import connect

MEGABYTE = 1_000_000
CHOICE_GOAL = 5.0


@dataclass(frozen=True)
class Result:
    """`seconds` from the first query to the last result written; memory in MB, at most."""

    children: int
    due: int
    least: int
    accepted: int
    refused: int
    once: int
    doubled: int
    chosen: float
    written: float
    seconds: float
    cpu: float
    memory: float

    @property
    def good(self) -> bool:
        """Whether all who were due got it once, in the least calls, and soon enough."""
        return (
            (self.once, self.doubled) == (self.due, 0)
            and self.accepted == self.least
            and self.chosen < CHOICE_GOAL
        )


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.step_messages")
    parser.add_argument("--db", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--children", type=int, default=100_000, help="children (100,000)")
    parser.add_argument("--seed", type=int, default=1, help="of ids and days of birth (1)")
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
            due, least = town.settle(own)
        say(f"{kind}: {town.children:,} children are settled; sending")
        sent = _send(env)
        client = stack.enter_context(closing(EmulatorClient(port)))
        answers, (once, doubled) = client.multicasts(), client.received()
    return Result(
        children=town.children,
        due=due,
        least=least,
        accepted=answers.get("200", 0),
        refused=answers.get("429", 0),
        once=once,
        doubled=doubled,
        chosen=sent["chosen"],
        written=sent["written"],
        seconds=sent["seconds"],
        cpu=sent["cpu"],
        memory=sent["memory"] / MEGABYTE,
    )


def _send(env: Mapping[str, str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.step_messages_sender"],
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
        "children": lambda it: f"{it.children:,}",
        "with a message this morning": lambda it: f"{it.due:,}",
        "got it once": lambda it: f"{it.once:,}",
        "got it twice": lambda it: f"{it.doubled:,}",
        "calls accepted": lambda it: f"{it.accepted:,}",
        "least possible": lambda it: f"{it.least:,}",
        "calls refused (429)": lambda it: f"{it.refused:,}",
        "seconds until chosen (goal 5)": lambda it: f"{it.chosen:.2f}",
        "seconds until written": lambda it: f"{it.written:.1f}",
        "seconds until sent": lambda it: f"{it.seconds:.1f}",
        "CPU seconds": lambda it: f"{it.cpu:.1f}",
        "memory MB": lambda it: f"{it.memory:.0f}",
    }
    rows = [(label, *map(cell, results.values())) for label, cell in lines.items()]
    return table(("", *results), rows)


def main() -> int:
    """Run the benchmark. 1 if somebody was left out or told twice, or a goal was missed."""
    return program(_judged)


def _judged() -> int:
    options = arguments()
    town = Town(options.children, options.seed)
    results = {kind: run(kind, town) for kind in chosen(options.db)}
    print(_table(results))
    save(options.json, {kind: asdict(each) for kind, each in results.items()})
    return int(not all(each.good for each in results.values()))


if __name__ == "__main__":
    sys.exit(main())
