"""What the search is compared with: three ways that need no index of one's own.

Each takes titles and gives back a function from a text to titles, best first.
"""

import sqlite3
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process

Ask = Callable[[str], list[str]]
MOST = 10


def substring(titles: Sequence[str]) -> Ask:
    """The titles that contain the text, the shortest first; what 5374 does."""

    def ask(text: str) -> list[str]:
        return sorted((title for title in titles if text in title), key=len)[:MOST]

    return ask


def fuzzy(titles: Sequence[str]) -> Ask:
    """rapidfuzz alone, with its weighted ratio."""

    def ask(text: str) -> list[str]:
        found = process.extract(text, titles, scorer=fuzz.WRatio, limit=MOST, score_cutoff=50)
        return [title for title, _, _ in found]

    return ask


def trigram(titles: Sequence[str]) -> Ask:
    """SQLite's FTS5 with its trigram tokenizer, ranked by bm25; LIKE for less than three signs."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE entry USING fts5(title, tokenize='trigram')")
    database.executemany("INSERT INTO entry VALUES (?)", [(title,) for title in titles])

    def ask(text: str) -> list[str]:
        if len(text) < 3:
            sql = "SELECT title FROM entry WHERE title LIKE ? LIMIT ?"
            return [row[0] for row in database.execute(sql, (f"%{text}%", MOST))]
        grams = {text[at : at + 3].replace('"', '""') for at in range(len(text) - 2)}
        match = " OR ".join(f'"{gram}"' for gram in sorted(grams))
        sql = "SELECT title FROM entry WHERE title MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in database.execute(sql, (match, MOST))]

    return ask
