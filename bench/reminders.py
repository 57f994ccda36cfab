"""Sends one evening's reminders to a million subscribers, and counts calls, memory and time.

`python -m bench.reminders --help`; README.md in this folder says how to read the figures.
"""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from bench.databases import chosen
from bench.figures import save
from bench.mass import Result, place, result, send, shown
from bench.processes import program, say
from bench.reminders_town import Town

CALLS_GOAL, TIME_GOAL = 1.05, 1.2


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
    with place(kind) as there:
        town.write_content(there.content)
        least = town.settle(there.database)
        say(f"{kind}: {town.people:,} subscribers are settled; sending")
        sent = send(there, "bench.reminders_sender")
        return result(there, town.people, least, sent)


def main() -> int:
    """Run the benchmark. 1 if somebody was left out or told twice, or a goal was missed."""
    return program(_judged)


def _judged() -> int:
    options = arguments()
    town = Town(options.people, options.districts, options.collections, options.seed)
    results = {kind: run(kind, town) for kind in chosen(options.db)}
    print(shown(results, "subscribers", TIME_GOAL))
    save(options.json, {kind: asdict(each) for kind, each in results.items()})
    return int(not all(each.good(CALLS_GOAL, TIME_GOAL) for each in results.values()))


if __name__ == "__main__":
    sys.exit(main())
