"""Orders an evacuation of chosen districts, alone and into the middle of a million people's news.

`python -m bench.delivery --help`; README.md in this folder says how to read the figures.
"""

import argparse
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.databases import chosen
from bench.delivery_town import Town
from bench.figures import save, table
from bench.mass import Result, place, result, send, shown
from bench.processes import program, say

CALLS_GOAL, TIME_GOAL, DELAY_GOAL = 1.01, 1.3, 1.0
SENDER = "bench.delivery_sender"


@dataclass(frozen=True)
class Overtaking:
    """The news, and the seconds from the order to LINE's first and last acceptance of it."""

    news: Result
    first: float
    last: float
    kept: float

    @property
    def good(self) -> bool:
        return self.news.good(CALLS_GOAL, TIME_GOAL) and self.first < DELAY_GOAL


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.delivery")
    parser.add_argument("--db", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--order", type=int, default=100_000, help="who is ordered (100,000)")
    parser.add_argument("--news", type=int, default=1_000_000, help="who gets news (1,000,000)")
    parser.add_argument("--hit", type=int, default=2_000, help="who is ordered meanwhile (2,000)")
    parser.add_argument("--seed", type=int, default=1, help="of ids and languages (1)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here too")
    return parser.parse_args()


def order(kind: str, town: Town) -> Result:
    """The order alone, to the districts that are hit."""
    with place(kind) as there:
        town.write_content(there.content)
        least = town.settle(there.database)
        say(f"{kind}: {town.people:,} people are settled; {town.hit:,} are ordered to leave")
        return result(there, town.hit, least.order, send(there, SENDER, "order"))


def overtaking(kind: str, town: Town) -> Overtaking:
    """News to everybody, and an order while it goes out."""
    with place(kind) as there:
        town.write_content(there.content)
        least = town.settle(there.database)
        say(f"{kind}: {town.people:,} people are settled; sending them news")
        sent = send(there, SENDER, "news")
        people, calls = town.people + town.hit, least.news + least.order
        news = result(there, people, calls, sent)
        return Overtaking(news, sent["first"], sent["last"], sent["kept"])


def main() -> int:
    """Run the benchmark. 1 if somebody was left out or told twice, or a goal was missed."""
    return program(_judged)


def _judged() -> int:
    options = arguments()
    few = Town(int(options.order * 1.25), options.order, options.seed)
    all_ = Town(options.news, options.hit, options.seed)
    orders = {kind: order(kind, few) for kind in chosen(options.db)}
    news = {kind: overtaking(kind, all_) for kind in chosen(options.db)}
    print(shown(orders, "ordered", TIME_GOAL))
    print(shown({kind: one.news for kind, one in news.items()}, "messages", TIME_GOAL))
    print(_delays(news))
    figures = {f"order, {kind}": asdict(one) for kind, one in orders.items()}
    figures |= {f"news, {kind}": asdict(one) for kind, one in news.items()}
    save(options.json, figures)
    fine = [one.good(CALLS_GOAL, TIME_GOAL) for one in orders.values()]
    return int(not all([*fine, *(one.good for one in news.values())]))


def _delays(news: dict[str, Overtaking]) -> str:
    rows = [
        (f"seconds until the order's first call (goal {DELAY_GOAL:.0f})", "first"),
        ("seconds until its last call", "last"),
        ("seconds to find the kept receivers again", "kept"),
    ]
    cells = [
        (label, *(f"{getattr(one, name):.2f}" for one in news.values())) for label, name in rows
    ]
    return table(("", *news), cells)


if __name__ == "__main__":
    sys.exit(main())
