"""Start-up time of `madoguchi web`, and memory of one web process, beside the SDK's echo example.

`python -m bench.start --help`; README.md in this folder says how to read the figures.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from bench.databases import chosen, database, temporary_folder
from bench.events import WebhookMaker
from bench.figures import median, save, spread, table
from bench.load import open_loop
from bench.processes import Service, free_port, program, running, say
from bench.rounds import StubClient, stub_process
from bench.targets import (
    ECHO_PATH,
    WEBHOOK_PATH,
    echo_command,
    line_env,
    madoguchi_command,
    madoguchi_env,
    migrate,
)

MEGABYTE = 1_000_000
START_GOAL_SECONDS = 1.5
MEMORY_GOAL_MB = 120.0
RATE = 200.0
CONNECTIONS = 8


@dataclass(frozen=True)
class Figures:
    """Start-up times in seconds; memory in MB of the largest web process."""

    starts: list[float]
    rss: float
    pss: float
    uss: float

    def memory(self) -> tuple[float, float, float]:
        """RSS, PSS and USS."""
        return self.rss, self.pss, self.uss


@dataclass(frozen=True)
class Subject:
    """A server that is started again and again on one port."""

    name: str
    port: int
    path: str
    command: Sequence[str]
    env: dict[str, str]
    folder: Path

    def start(self) -> AbstractContextManager[Service]:
        """Start it once."""
        return running(self.name, self.command, self.env, self.folder / f"{self.name}.log")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.start")
    parser.add_argument("--db", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--only", choices=("echo", "madoguchi"), help="measure one side only")
    parser.add_argument("--runs", type=int, default=7, help="starts to take the median of (7)")
    parser.add_argument("--webhooks", type=int, default=1000, help="before memory is read (1000)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here too")
    return parser.parse_args()


def start_seconds(subject: Subject) -> float:
    """Seconds from exec to the first 200 on /healthz."""
    began = time.monotonic()
    with subject.start() as service:
        service.wait_for(subject.port)
        return time.monotonic() - began


def memory(subject: Subject, stub: StubClient, webhooks: int) -> tuple[float, float, float]:
    """RSS, PSS and USS in MB of the largest web process once it has answered the webhooks."""
    with subject.start() as service:
        service.wait_for(subject.port)
        stub.reset()
        open_loop(subject.port, WebhookMaker(subject.path), webhooks / RATE, RATE, CONNECTIONS)
        stub.await_replies(webhooks)
        # The master only watches; the web processes are its children.
        workers = psutil.Process(service.pid).children(recursive=True)
        measured = [worker.memory_full_info() for worker in workers]
        largest = max(measured, key=lambda each: each.rss)
        return largest.rss / MEGABYTE, largest.pss / MEGABYTE, largest.uss / MEGABYTE


def measure(subject: Subject, stub: StubClient, options: argparse.Namespace) -> Figures:
    """Start the subject a number of times, then once more for its memory."""
    starts = []
    for number in range(1, options.runs + 1):
        starts.append(start_seconds(subject))
        say(f"start {number}/{options.runs}  {subject.name}: {starts[-1]:.2f} s")
    return Figures(starts, *memory(subject, stub, options.webhooks))


def _madoguchi(kind: str, stub: StubClient, folder: Path, stack: ExitStack) -> Subject:
    port = free_port()
    env = madoguchi_env(stack.enter_context(database(kind)).url, stub.port, port)
    migrate(env)
    name = f"Madoguchi, {kind}"
    return Subject(name, port, WEBHOOK_PATH, madoguchi_command("web"), env, folder)


def _echo(stub: StubClient, folder: Path) -> Subject:
    port = free_port()
    return Subject("SDK echo", port, ECHO_PATH, echo_command(port), line_env(stub.port), folder)


def run(options: argparse.Namespace) -> int:
    """Measure and print. 1 if Madoguchi misses a goal."""
    figures: dict[str, Figures] = {}
    with ExitStack() as stack:
        folder = stack.enter_context(temporary_folder())
        stub = StubClient(free_port())
        stack.enter_context(stub_process(stub.port, folder)).wait_for(stub.port)
        if options.only != "madoguchi":
            figures["SDK echo"] = measure(_echo(stub, folder), stub, options)
        for kind in chosen(options.db) if options.only != "echo" else ():
            subject = _madoguchi(kind, stub, folder, stack)
            figures[subject.name] = measure(subject, stub, options)
    print(_table(figures))
    save(options.json, {name: asdict(each) for name, each in figures.items()})
    return int(any(map(_misses, (each for name, each in figures.items() if name != "SDK echo"))))


def _misses(figures: Figures) -> bool:
    return median(figures.starts) >= START_GOAL_SECONDS or figures.rss >= MEMORY_GOAL_MB


def _table(figures: dict[str, Figures]) -> str:
    heads = ("one web process", "start s", "RSS MB", "PSS MB", "USS MB")
    rows = [
        (
            name,
            spread(each.starts, "{:.2f}"),
            *(f"{it:.1f}" for it in (each.rss, each.pss, each.uss)),
        )
        for name, each in figures.items()
    ]
    rows.append(("goal: under", f"{START_GOAL_SECONDS:.2f}", f"{MEMORY_GOAL_MB:.1f}", "", ""))
    return table(heads, rows)


def main() -> int:
    """Run the benchmark."""
    return program(lambda: run(arguments()))


if __name__ == "__main__":
    sys.exit(main())
