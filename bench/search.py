"""How often does the search find what citizens mean, and how long does it take?

Run `python -m bench.search` from the project's root; see bench/README.md.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.figures import median, percentile, save, table
from bench.search_data import (
    GROUPS,
    UNTOUCHED,
    Query,
    dictionaries,
    many,
    queries,
    search_words,
)
from bench.search_rivals import Ask, fuzzy, substring, trigram
from bot.search import Entry, Index, Verdict

DATA = Path(__file__).parent.parent.parent / "shared" / "data" / "garbage"
SIZES = (400, 20_000)
# Each query is timed this often, in CPU time, and the best counts: what else the machine does is not meant.
ROUNDS = 3
RIVALS: dict[str, Callable[[Sequence[str]], Ask]] = {
    "substring": substring,
    "rapidfuzz": fuzzy,
    "FTS5 trigram": trigram,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one engine made of one query."""

    query: Query
    titles: tuple[str, ...]
    verdict: Verdict

    @property
    def first(self) -> bool:
        return any(map(self.query.is_right, self.titles[:1]))

    @property
    def among_three(self) -> bool:
        return any(map(self.query.is_right, self.titles[:3]))

    @property
    def wrong_at_once(self) -> bool:
        return self.verdict is Verdict.CLEAR and not self.first


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and save; 2 when the data are not there."""
    options = _options(arguments)
    found = dictionaries(options.data)
    if not found:
        print(f"No dictionaries in {options.data}; name their folder with --data.")
        return 2
    asked = [query for query in queries() if query.dictionary in found]
    _refuse_unknown_titles(asked, found)
    answers = {name: _answers(name, asked, found) for name in ("madoguchi", *RIVALS)}
    for group in GROUPS:
        print(f"\n{group.capitalize()}\n")
        print(_quality(answers, group))
    if options.misses:
        _print_misses(answers["madoguchi"])
    speed = {size: _speed(found, asked, size) for size in SIZES}
    print("\n" + _speeds(speed))
    save(options.json, {"speed": {str(size): figures for size, figures in speed.items()}})
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the dictionaries")
    parser.add_argument(
        "--misses", action="store_true", help="list what was missed, but for the untouched half"
    )
    parser.add_argument("--json", type=Path, help="file for the figures")
    return parser.parse_args(arguments)


def _refuse_unknown_titles(asked: Sequence[Query], found: dict[str, list[Entry]]) -> None:
    for query in asked:
        titles = [entry.title for entry in found[query.dictionary]]
        if query.accept and not any(map(query.is_right, titles)):
            sys.exit(f"{query.dictionary}: no entry for {query.text} ({'|'.join(query.accept)})")


def _answers(engine: str, asked: Sequence[Query], found: dict[str, list[Entry]]) -> list[Answer]:
    answers = []
    for dictionary in dict.fromkeys(query.dictionary for query in asked):
        ask = _engine(engine, found[dictionary])
        mine = [query for query in asked if query.dictionary == dictionary]
        answers += [Answer(query, *ask(query.text)) for query in mine]
    return answers


def _engine(
    name: str, entries: Sequence[Entry]
) -> Callable[[str], tuple[tuple[str, ...], Verdict]]:
    """An engine as a function to titles and a verdict; rivals have none and answer with the first."""
    if name == "madoguchi":
        index = Index.build(entries, search_words())

        def search(text: str) -> tuple[tuple[str, ...], Verdict]:
            result = index.search(text)
            return tuple(hit.entry.title for hit in result.hits), result.verdict

        return search
    ask = RIVALS[name]([entry.title for entry in entries])

    def rival(text: str) -> tuple[tuple[str, ...], Verdict]:
        titles = tuple(ask(text))
        return titles, Verdict.CLEAR if titles else Verdict.NONE

    return rival


def _quality(answers: dict[str, list[Answer]], group: str) -> str:
    heads = (
        "engine",
        "queries",
        "top 1 %",
        "top 3 %",
        "wrong at once %",
        "absent",
        "false answers %",
    )
    rows = []
    for name, each in answers.items():
        mine = [answer for answer in each if answer.query.group == group]
        present = [answer for answer in mine if answer.query.accept]
        absent = [answer for answer in mine if not answer.query.accept]
        rows.append(
            (
                name,
                str(len(present)),
                _share(present, lambda answer: answer.first),
                _share(present, lambda answer: answer.among_three),
                _share(present, lambda answer: answer.wrong_at_once),
                str(len(absent)),
                _share(absent, lambda answer: answer.wrong_at_once),
            )
        )
    return table(heads, rows)


def _share(answers: Sequence[Answer], holds: Callable[[Answer], bool]) -> str:
    return f"{100 * sum(map(holds, answers)) / max(1, len(answers)):.1f}"


def _print_misses(answers: Sequence[Answer]) -> None:
    print()
    for answer in answers:
        query = answer.query
        missed = not answer.first if query.accept else answer.verdict is Verdict.CLEAR
        if query.group != UNTOUCHED and missed:
            titles = " / ".join(answer.titles[:4])
            print(
                f"{query.group}: {query.dictionary} {query.kind} {query.text}: "
                f"{answer.verdict.value} {titles}"
            )


def _speed(found: dict[str, list[Entry]], asked: Sequence[Query], size: int) -> dict[str, float]:
    entries = many([entry for each in found.values() for entry in each], size)
    start = time.thread_time()
    index = Index.build(entries, search_words())
    build = time.thread_time() - start
    times = [min(_milliseconds(index, query.text) for _ in range(ROUNDS)) for query in asked]
    return {"build_s": build, "median_ms": median(times), "p99_ms": percentile(times, 99)}


def _milliseconds(index: Index, text: str) -> float:
    start = time.thread_time()
    index.search(text)
    return 1000 * (time.thread_time() - start)


def _speeds(speed: dict[int, dict[str, float]]) -> str:
    rows = [
        (f"{size:,}", *(f"{figures[key]:.2f}" for key in ("build_s", "median_ms", "p99_ms")))
        for size, figures in speed.items()
    ]
    return table(("documents", "build s", "median ms", "99 % ms"), rows)


if __name__ == "__main__":
    sys.exit(main())
