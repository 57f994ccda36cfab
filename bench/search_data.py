"""Real sorting dictionaries as documents of the search, and the queries asked of them."""

import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import count, islice
from pathlib import Path

import yaml

from bot.search import Entry, SearchWords

QUERIES = Path(__file__).parent / "search_queries"
FRESH = "_fresh"
STUDIED = {"_fresh": "fresh", "_fresh2": "fresh2"}
GROUPS = ("first half", "second half", *STUDIED.values(), "fresh3, studied", "fresh3, untouched")
UNTOUCHED = GROUPS[-1]
WORDS = Path(__file__).parent.parent / "content" / "platform" / "search.yaml"
GARBAGE = "garbage"


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody might type; `accept` are patterns of right titles, none if the thing is absent."""

    dictionary: str
    kind: str
    text: str
    accept: tuple[str, ...]
    batch: str = ""

    @property
    def group(self) -> str:
        """One of GROUPS; nobody looks at the last while tuning.

        Fresh ones were written before anybody knew what the engine would say to them.
        """
        if self.batch in STUDIED:
            return STUDIED[self.batch]
        digest = hashlib.sha256(f"{self.dictionary}/{self.text}".encode()).digest()
        halves = GROUPS[-2:] if self.batch else GROUPS[:2]
        return halves[digest[0] % 2]

    def is_right(self, title: str) -> bool:
        """Whether an entry of that title is a right answer."""
        return any(title == pattern or fnmatchcase(title, pattern) for pattern in self.accept)


def search_words() -> SearchWords:
    """The words of the project's own search.yaml."""
    return SearchWords.model_validate(yaml.safe_load(WORDS.read_text(encoding="utf-8")))


def queries(folder: Path = QUERIES) -> list[Query]:
    """All queries, by file; a file is named for its dictionary, absent.csv names it in each row.

    A name that ends in `_fresh`, `_fresh2` or `_fresh3` holds a batch of fresh queries of that dictionary.
    """
    return [query for path in sorted(folder.glob("*.csv")) for query in _queries(path)]


def _queries(path: Path) -> Iterator[Query]:
    named, mark, number = path.stem.partition(FRESH)
    batch = mark + number
    for row in _rows(path):
        accept = tuple(row["accept"].split("|")) if row.get("accept") else ()
        yield Query(row.get("dictionary") or named, row["kind"], row["text"], accept, batch)


def dictionaries(data: Path) -> dict[str, list[Entry]]:
    """The dictionaries found under `data` by name: 5374's target.csv and two cities' own formats."""
    found = {path.parent.name: list(_target(path)) for path in sorted(data.glob("*/target.csv"))}
    tsu = data / "tsu_dictionary" / "tsu_gomi.ja.utf8.csv"
    if tsu.is_file():
        rows = enumerate(_rows(tsu))
        found["tsu"] = [_entry(row["hinmoku"], number, row["hiragana"]) for number, row in rows]
    names = data / "sakaiminato_json" / "garbageName.json"
    if names.is_file():
        found["sakaiminato"] = [
            _entry(row["garbageName"], row["id"], row["searchWord"])
            for row in json.loads(names.read_text(encoding="utf-8-sig"))
            if row["languageId"] == 0
        ]
    return found


def many(entries: Sequence[Entry], number: int) -> list[Entry]:
    """As many entries as asked for, all different: after the first round titles get a bracket."""
    return list(islice(_endless(entries), number))


def _endless(entries: Sequence[Entry]) -> Iterator[Entry]:
    for number in count():
        for at, entry in enumerate(entries):
            title = f"{entry.title}（{number}区）" if number else entry.title
            yield _entry(title, number * len(entries) + at, entry.reading)


def _target(path: Path) -> Iterator[Entry]:
    for number, row in enumerate(_rows(path)):
        if name := (row.get("name") or "").strip():
            yield _entry(name, number, row.get("furigana") or "")


def _entry(title: str, number: int, reading: str) -> Entry:
    return Entry(title, f"garbage:item?id={number}", GARBAGE, reading)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)
