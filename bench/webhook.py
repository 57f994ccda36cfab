"""Events per second from signed webhook to reply, beside the SDK's echo example in one run.

`python -m bench.webhook --help`; README.md in this folder says how to read the figures.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.databases import chosen, temporary_folder
from bench.events import TEXTS, WebhookMaker
from bench.figures import median, save
from bench.load import LoadResult, closed_loop, open_loop
from bench.processes import free_port, program, say
from bench.rounds import Round, StubClient, measure, stub_process
from bench.samples import Sampling
from bench.targets import Target, echo, madoguchi
from bench.webhook_tables import Results, faults, full_table, half_table, plain

WARM_UP_SECONDS = 2.0


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.webhook")
    parser.add_argument("--db", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--only", choices=("echo", "madoguchi"), help="measure one side only")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of full load (5)")
    parser.add_argument("--half-rounds", type=int, default=3, help="rounds of half load (3)")
    parser.add_argument("--seconds", type=float, default=6.0, help="length of a round (6)")
    parser.add_argument("--connections", type=int, default=32, help="of the load side (32)")
    parser.add_argument("--citizens", type=int, default=5000, help="who write in turn (5000)")
    parser.add_argument("--text", action="append", help="what they write; may be repeated")
    parser.add_argument("--rate", type=float, help="rate of the half-load rounds, events/s")
    parser.add_argument("--sample", action="store_true", help="show where the bot's CPU goes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here too")
    return parser.parse_args()


class Bench:
    """Targets that run side by side and are loaded in turn, round by round."""

    def __init__(self, options: argparse.Namespace, targets: Sequence[Target], stub: StubClient):
        self._options = options
        self._targets = targets
        self._stub = stub
        texts = tuple(options.text or TEXTS)
        self._makers = {
            target.name: WebhookMaker(target.path, options.citizens, texts) for target in targets
        }

    def warm_up(self) -> None:
        """Load every target a little, and count nothing."""
        for target in self._targets:
            self._full(target, WARM_UP_SECONDS)

    def full_load(self) -> Results:
        """Rounds as fast as the connections can."""
        seconds = self._options.seconds
        return self._in_turn("full", self._options.rounds, lambda it: self._full(it, seconds))

    def half_load(self, full: Results) -> Results:
        """Rounds at a fixed rate: half of what the target did under full load."""
        rates = {
            name: self._options.rate or median([each.rate for each in rounds]) / 2
            for name, rounds in full.items()
        }
        return self._in_turn(
            "half", self._options.half_rounds, lambda it: self._paced(it, rates[it.name])
        )

    def _in_turn(self, title: str, rounds: int, run: Callable[[Target], Round]) -> Results:
        results: Results = {target.name: [] for target in self._targets}
        for number in range(1, rounds + 1):
            for target in self._targets:
                done = run(target)
                results[target.name].append(done)
                say(f"{title} load {number}/{rounds}  {target.name}: {done.rate:,.0f} events/s")
        return results

    def _full(self, target: Target, seconds: float) -> Round:
        def drive() -> LoadResult:
            maker = self._makers[target.name]
            return closed_loop(target.port, maker, seconds, self._options.connections)

        return measure(target, self._stub, drive)

    def _paced(self, target: Target, rate: float) -> Round:
        def drive() -> LoadResult:
            maker, seconds = self._makers[target.name], self._options.seconds
            return open_loop(target.port, maker, seconds, rate, self._options.connections)

        return measure(target, self._stub, drive)


def run(options: argparse.Namespace) -> int:
    """Start everything, measure, print. 1 if an event was not answered exactly once."""
    with ExitStack() as stack:
        folder = stack.enter_context(temporary_folder())
        stub = StubClient(free_port())
        stack.enter_context(stub_process(stub.port, folder)).wait_for(stub.port)
        sampling = Sampling(folder) if options.sample else None
        bench = Bench(options, _targets(stack, options, stub, folder, sampling), stub)
        bench.warm_up()
        full = bench.full_load()
        half = bench.half_load(full)
        print(f"{full_table(full)}\n\n{half_table(half)}")
        if sampling:
            print(f"\n{sampling.tables()}")
    save(options.json, {"full": plain(full), "half": plain(half)})
    return int(any(faults(each) != "none" for each in (*full.values(), *half.values())))


def _targets(
    stack: ExitStack,
    options: argparse.Namespace,
    stub: StubClient,
    folder: Path,
    sampling: Sampling | None,
) -> list[Target]:
    echoes = ("shared", "per-call") if options.only != "madoguchi" else ()
    kinds = chosen(options.db) if options.only != "echo" else ()
    extra = sampling.env() if sampling else {}
    starts = [
        *(echo(client, stub.port, folder) for client in echoes),
        *(madoguchi(kind, stub.port, folder, extra) for kind in kinds),
    ]
    return [stack.enter_context(start) for start in starts]


def main() -> int:
    """Run the benchmark."""
    return program(lambda: run(arguments()))


if __name__ == "__main__":
    sys.exit(main())
