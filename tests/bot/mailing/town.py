"""A town whose people live in districts, and what they got."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column, Connection, Index, MetaData, String, Table, insert, select

from bot.citizens import block
from bot.mailing import Letter, Mailer, Mailing, Order
from bot.outbox import MULTICAST, Lane
from tests.bot.road import Road

resident_table = Table(
    "test_resident",
    MetaData(),
    Column("citizen", String(64), primary_key=True),
    Column("district", String(40), nullable=False),
    Index("ix_test_resident_district", "district", "citizen"),
)


def person(number: int) -> str:
    """A LINE user id; ids do not come in the order of numbers."""
    return f"U{number * 2654435761 % 2**32:032x}"


def settle_town(road: Road, **districts: int) -> dict[str, list[str]]:
    """So many people in each district; returns their ids by district."""
    homes: dict[str, list[str]] = {}
    numbers = iter(range(1, 10_000_000))
    for district, count in districts.items():
        homes[district] = [person(next(numbers)) for _ in range(count)]
    with road.database.write() as connection:
        resident_table.create(connection, checkfirst=True)
        rows = [{"citizen": c, "district": d} for d, people in homes.items() for c in people]
        if rows:
            connection.execute(insert(resident_table), rows)
    return homes


def blocks(road: Road, *citizens: str) -> None:
    with road.database.write() as connection:
        for citizen in citizens:
            block(connection, citizen, road.now)


def letter(district: str, *texts: str) -> Letter:
    whom = select(resident_table.c.citizen).where(resident_table.c.district == district)
    return Letter(district, texts or (f"{district}のお知らせ",), whom)


def order(road: Road, key: str = "test:1", *, hours: float = 1, lane: int = Lane.NEWS) -> Order:
    return Order(key, "test", lane, "試験", int(road.now + hours * 3_600_000))


def mail(road: Road, letters: Iterable[Letter], given: Order | None = None) -> Mailing:
    return Mailer(road.database, road.clock).send(given or order(road), letters)


def queued(road: Road) -> Iterator[tuple[Any, list[str]]]:
    """The multicasts in the outbox and whom they go to."""
    for row in road.calls():
        if row.method == MULTICAST and row.recipients:
            yield row, json.loads(row.recipients)


def written(road: Road) -> Counter[tuple[str, str]]:
    """How often each citizen is written each text."""
    return Counter(
        (citizen, message["text"])
        for row, citizens in queued(road)
        for message in json.loads(row.messages)
        for citizen in citizens
    )


def arrived(road: Road) -> Counter[tuple[str, str]]:
    """How often each text went to each citizen, by LINE's account of 200 answers."""
    return Counter(
        (citizen, text)
        for sent in road.line.sent
        if sent.path == MULTICAST
        for text in sent.texts
        for citizen in sent.body["to"]
    )


def once(homes: dict[str, list[str]], *without: str) -> Counter[tuple[str, str]]:
    """Everybody gets the news of their district once."""
    return Counter(
        (citizen, f"{district}のお知らせ")
        for district, people in homes.items()
        for citizen in people
        if citizen not in without
    )


def count_writes(road: Road, fail_at: int, *, after: bool) -> None:
    """Make the database's `fail_at`th transaction from now on fail, before or after its commit."""
    database = road.database
    really = type(database).write
    left = [fail_at]

    class Killed:
        def __init__(self, **options: Any) -> None:
            self._inner = really(database, **options)

        def __enter__(self) -> Connection:
            left[0] -= 1
            return self._inner.__enter__()

        def __exit__(self, *error: Any) -> Any:
            if left[0] == 0 and not after:
                dead = Dead("before the commit")
                self._inner.__exit__(Dead, dead, None)
                raise dead
            done = self._inner.__exit__(*error)
            if left[0] == 0:
                raise Dead("after the commit")
            return done

    database.write = Killed  # type: ignore[method-assign,assignment]


class Dead(Exception):
    """The process was killed."""
