"""Kills the bot's processes at random under load, and counts at the emulator who was answered.

`python -m bench.kill --help`; README.md in this folder says how to read the figures.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from bench.course import Result, started
from bench.databases import chosen
from bench.figures import save, table
from bench.processes import program, say
from bench.supervisor import VICTIMS


def _killed(victim: str) -> Callable[[Result], str]:
    return lambda it: f"{it.kills.get(victim, 0)}"


LINES: dict[str, Callable[[Result], str]] = {
    "events sent": lambda it: f"{it.verdict.sent:,}",
    "answered once, by reply": lambda it: f"{it.verdict.by_reply:,}",
    "answered once, by push": lambda it: f"{it.verdict.by_push:,}",
    "unanswered": lambda it: f"{it.verdict.unanswered:,}",
    "answered twice": lambda it: f"{it.verdict.doubled:,}",
    "never taken (LINE gave up)": lambda it: f"{it.verdict.never_taken:,}",
    "acknowledgement lost (*)": lambda it: f"{it.lost_acknowledgements:,}",
    "seconds to drain": lambda it: f"{it.drain_seconds:.1f}",
    **{f"killed: {victim}": _killed(victim) for victim in VICTIMS},
    "restarts": lambda it: f"{it.restarts}",
    "inbox": lambda it: _told(it.inbox),
    "outbox": lambda it: _told(it.outbox),
}
LOST = (
    "(*) The process died between LINE's acceptance of a reply and noting it down. The token was\n"
    "    tried again and refused as used: the citizen was answered once, the bot learned it late."
)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.kill")
    parser.add_argument("--db", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--kills", type=int, default=100, help="how many processes die (100)")
    parser.add_argument("--seconds", type=float, default=240.0, help="length of the load (240)")
    parser.add_argument("--rate", type=float, default=40.0, help="events per second (40)")
    parser.add_argument("--citizens", type=int, default=50, help="who write in turn (50)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments and victims (1)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here too")
    return parser.parse_args()


def run(kind: str, options: argparse.Namespace) -> Result:
    """The whole course on one database."""
    with started(kind, options) as (course, store):
        say(f"{kind}: {options.kills} kills in {options.seconds:.0f} s, seed {options.seed}")
        sent = course.under_fire(course.citizens())
        return course.result(sent, course.drain(sent), store)


def _table(results: Mapping[str, Result]) -> str:
    rows = [(label, *map(cell, results.values())) for label, cell in LINES.items()]
    return table(("", *results), rows)


def _told(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "empty"


def main() -> int:
    """Run the benchmark. 1 if an event was left unanswered or answered twice."""
    return program(_judged)


def _judged() -> int:
    options = arguments()
    results = {kind: run(kind, options) for kind in chosen(options.db)}
    print(f"{_table(results)}\n{LOST}")
    save(options.json, {kind: asdict(each) for kind, each in results.items()})
    return int(not all(each.verdict.good for each in results.values()))


if __name__ == "__main__":
    sys.exit(main())
