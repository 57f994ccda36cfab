"""One send to very many: the city's side and LINE's side of it, and what came of it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.databases import database, temporary_folder
from bench.emulator import EmulatorClient, emulator_process
from bench.figures import table
from bench.processes import ROOT, StartError, free_port
from bench.targets import madoguchi_env, migrate
from bot.db import Database, connect

LINE_RATE = 200.0
MEGABYTE = 1_000_000
MEMORY_GOAL_MB = 300.0


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

    def good(self, calls_goal: float, time_goal: float) -> bool:
        """Whether everybody got it once and no goal was missed."""
        return (
            (self.once, self.doubled) == (self.people, 0)
            and self.accepted <= calls_goal * self.least
            and self.memory < MEMORY_GOAL_MB
            and self.seconds <= time_goal * self.limit_seconds
        )


@dataclass(frozen=True)
class Place:
    """An empty database and the emulator with LINE's limits; `env` is the bot's environment."""

    env: dict[str, str]
    database: Database
    line: EmulatorClient
    folder: Path

    @property
    def content(self) -> Path:
        """The city's content."""
        return self.folder / "content"


@contextmanager
def place(kind: str) -> Iterator[Place]:
    """A database of this kind, and LINE's side as a process of its own."""
    with ExitStack() as stack:
        folder = stack.enter_context(temporary_folder())
        store = stack.enter_context(database(kind))
        port = free_port()
        emulator = emulator_process(port, free_port(), folder, rate_limits=True)
        stack.enter_context(emulator).wait_for(port, "/emulator/ledger")
        env = madoguchi_env(store.url, port, free_port())
        content = folder / "content"
        content.mkdir()
        env["MADOGUCHI_CONTENT"] = str(content)
        migrate(env)
        own = stack.enter_context(closing(connect(store.url)))
        line = stack.enter_context(closing(EmulatorClient(port)))
        yield Place(env, own, line, folder)


def send(there: Place, module: str, *arguments: str) -> dict[str, float]:
    """Run the process under measurement; the figures that it prints."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, **there.env},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StartError(f"the sender ended with {done.returncode}")
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def result(there: Place, people: int, least: int, sent: Mapping[str, float]) -> Result:
    """What the sender says, and LINE's side of it."""
    answers, (once, doubled) = there.line.multicasts(), there.line.received()
    return Result(
        people=people,
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


def shown(results: Mapping[str, Result], who: str, time_goal: float) -> str:
    """The figures as a table, a column for each run."""
    lines: dict[str, Callable[[Result], str]] = {
        who: lambda it: f"{it.people:,}",
        "got it once": lambda it: f"{it.once:,}",
        "got it twice": lambda it: f"{it.doubled:,}",
        "calls accepted": lambda it: f"{it.accepted:,}",
        "least possible": lambda it: f"{it.least:,}",
        "calls refused (429)": lambda it: f"{it.refused:,}",
        "seconds until written": lambda it: f"{it.written:.1f}",
        "seconds until sent": lambda it: f"{it.seconds:.1f}",
        "seconds at LINE's limit": lambda it: f"{it.limit_seconds:.1f}",
        f"ratio (goal {time_goal})": lambda it: f"{it.seconds / it.limit_seconds:.2f}",
        "CPU seconds": lambda it: f"{it.cpu:.1f}",
        f"memory MB (goal {MEMORY_GOAL_MB:.0f})": lambda it: f"{it.memory:.0f}",
    }
    rows = [(label, *map(cell, results.values())) for label, cell in lines.items()]
    return table(("", *results), rows)
