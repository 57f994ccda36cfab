"""What citizens looked for in vain, so that staff see which words and answers are missing.

Nothing says who asked. What might tell it anyway (long texts, numbers, addresses, names) is counted
without its words. A miss is a row that is only ever added: had the same word one row with a counter,
the transactions of all who miss it at once would wait for each other, and might wait in a circle. The
rows of past days are added up by the purge, which also takes away the order in which they came.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Integer,
    String,
    Table,
    delete,
    func,
    insert,
    select,
)

from bot.db.base import BigId, metadata
from bot.normalise import fold

LONGEST = 20
UNSAID = ""
"""Stands for the words of a miss that were not kept."""

search_miss_table = Table(
    "search_miss",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("day", Date, nullable=False, index=True),
    Column("text", String(LONGEST), nullable=False),
    Column("category", String(40), nullable=False),
    Column("times", Integer, nullable=False),
)
_miss = search_miss_table.c


@dataclass(frozen=True, slots=True)
class Miss:
    """A text without an answer, in Japan's day; `category` is where it was looked for, if known."""

    day: date
    text: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class Missed:
    """How often a text was asked in vain, and when last. `text` is empty where it was not kept."""

    text: str
    category: str
    times: int
    last: date


def add(connection: Connection, misses: Collection[Miss]) -> None:
    """Write misses down, without what might be personal in them."""
    if misses:
        rows = [
            {"day": one.day, "text": kept(one.text), "category": one.category, "times": 1}
            for one in misses
        ]
        connection.execute(insert(search_miss_table), rows)


def since(connection: Connection, first: date) -> list[Missed]:
    """What was asked in vain since a day, the most frequent first."""
    times = func.sum(_miss.times).label("times")
    query = (
        select(_miss.text, _miss.category, times, func.max(_miss.day).label("last"))
        .where(_miss.day >= first)
        .group_by(_miss.text, _miss.category)
        .order_by(times.desc(), _miss.text, _miss.category)
    )
    return [Missed(*row) for row in connection.execute(query)]


def purge(connection: Connection, before: date) -> int:
    """Delete misses of days before one; returns how many rows went."""
    return connection.execute(delete(search_miss_table).where(_miss.day < before)).rowcount


def add_up(connection: Connection, before: date) -> None:
    """Make one row of all that tell of the same text and day, for days before one."""
    query = delete(search_miss_table).where(_miss.day < before)
    taken = connection.execute(query.returning(_miss.day, _miss.text, _miss.category, _miss.times))
    if rows := _sums(tuple(row) for row in taken):
        connection.execute(insert(search_miss_table), rows)


def _sums(rows: Iterable[tuple[Any, ...]]) -> list[dict[str, object]]:
    totals: Counter[tuple[date, str, str]] = Counter()
    for day, text, category, times in rows:
        totals[day, text, category] += times
    return [
        {"day": day, "text": text, "category": category, "times": times}
        for (day, text, category), times in sorted(totals.items())
    ]


def kept(text: str) -> str:
    """The folded text, or `UNSAID` where it may tell who asked."""
    folded = fold(text)
    if (
        len(folded) > LONGEST
        or not folded.isprintable()
        or _TELLS.search(folded)
        or _is_named(folded)
    ):
        return UNSAID
    return folded


def _is_named(folded: str) -> bool:
    return bool(_NAMED.search(_NOBODY.sub("", folded)))


# Four digits in a row, numbers with dashes between (telephones, lots), block numbers, mail addresses.
_TELLS = re.compile(r"\d{4}|\d[-‐－ー]\d|\d(?:丁目|番地|番|号室?|歳|才)|[@＠]|https?:")
# A name has a title after it, at the end of its word; some words only look like that.
_NAMED = re.compile(
    r"[^\W\d_](?:さん|さま|様|氏|殿|君|くん|ちゃん)(?=$|[\W_のはがもにをへとでやか]|って|から|宅)"
)
_NOBODY = re.compile(
    r"赤ちゃん|あかちゃん|お?(?:子|父|母|兄|姉|爺|婆|じい|ばあ|孫|嫁|医者|隣|となり)(?:さん|さま|様)|"
    r"おじいちゃん|おばあちゃん|皆(?:さん|様)|みな(?:さん|さま)|業者さん|奥(?:さん|様)|仕様|模様|同様|多様|王様"
)
