"""A report becomes a case, or joins one that is there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from sqlalchemy import Connection, select, update

from bot.api import Point
from bot.db.upsert import insert
from handlers.roads.ledger import history, photos
from handlers.roads.ledger.case import OURS, Case, Priority, Source, find, locked, standing_for
from handlers.roads.ledger.cells import cell_of
from handlers.roads.ledger.history import CITIZEN, Act, Line
from handlers.roads.ledger.numbers import new_number
from handlers.roads.ledger.reporters import (
    Reporter,
    add_reporter,
    first_reporter,
    reporter_of,
)
from handlers.roads.ledger.states import State
from handlers.roads.tables import case_table

MOST_WORDS = 2000
_MOST_NUMBERS_TRIED = 20


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody reports; texts are cut to what the table holds.

    Attributes:
        latitude, longitude: degrees (WGS 84).
        due_ms: by when there ought to be an answer (`settings.answer_days` of kinds.yaml).
        ticket: names the act of sending, for ever ("web:<uuid>"), so that it cannot open a second case.
        citizen: the LINE user id, None for anybody else.
        wants: whether the reporter wants a message for each change of state.
        media: keys of photos (bot.media), in order; those of `citizen` that are still unsent.
        rough: the place is only the middle of a town or of the city.
        messages: the LINE message ids that `words` and `place` came in, by these names.
        who: the member of staff who wrote it down; "" if the reporter did.
    """

    kind: str
    latitude: float
    longitude: float
    source: Source
    due_ms: int
    ticket: str | None = None
    words: str = ""
    place: str = ""
    district: str = ""
    town: str = ""
    owner: str = OURS
    department: str = ""
    priority: int = Priority.NORMAL
    citizen: str | None = None
    wants: bool = True
    media: Sequence[str] = ()
    who: str = CITIZEN
    rough: bool = False
    messages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """The case of a report, and the row of who reported it; `fresh`: it was opened (or joined) just now."""

    case: Case
    reporter: int
    fresh: bool


def open_case(
    connection: Connection, report: Report, now_ms: int, random: Random | None = None
) -> Opened:
    """Open a case with its number, its first line of history, its reporter and its photos.

    With a `ticket` that opened one already, that one comes back, unchanged.
    """
    made = _insert(connection, report, now_ms, random)
    if made is None:
        return _again(connection, report)
    added = Line(made, now_ms, Act.OPENED, new=State.RECEIVED, words=report.words, who=report.who)
    history.add(connection, added)
    who = Reporter(report.citizen, report.source, report.wants)
    reporter = add_reporter(connection, made, who, now_ms)
    photos.attach(connection, made, report.media, now_ms, reporter=reporter)
    return Opened(_present(connection, made), reporter, fresh=True)


def join_case(
    connection: Connection, case: int, report: Report, now_ms: int, *, who: str = CITIZEN
) -> Opened:
    """The reporter of `report` saw the same: note them, their words and their photos with the case.

    Somebody who joined before is not counted twice; new words and photos are added. What was merged is
    joined where it goes on; what is over stays over, but staff see it as unread.

    Raises:
        NoSuchCase: there is no case with this id.
    """
    present = standing_for(connection, locked(connection, case))
    saying = Reporter(report.citizen, report.source, report.wants, report.words)
    reporter, fresh = _joined(connection, present.id, saying, now_ms)
    line = Line(present.id, now_ms, Act.JOINED, words=report.words[:MOST_WORDS], who=who)
    if fresh or report.words or report.media:
        history.add(connection, line)
    photos.attach(connection, present.id, report.media, now_ms, reporter=reporter)
    _touch(connection, present.id, now_ms, joined=fresh)
    return Opened(_present(connection, present.id), reporter, fresh)


def _joined(connection: Connection, case: int, who: Reporter, now_ms: int) -> tuple[int, bool]:
    known = reporter_of(connection, case, who.citizen) if who.citizen else None
    return (known, False) if known else (add_reporter(connection, case, who, now_ms), True)


def _touch(connection: Connection, case: int, now_ms: int, *, joined: bool) -> None:
    change = update(case_table).where(case_table.c.id == case)
    more = {"reporters": case_table.c.reporters + 1} if joined else {}
    connection.execute(change.values(changed_ms=now_ms, unread=True, **more))


def _insert(
    connection: Connection, report: Report, now_ms: int, random: Random | None
) -> int | None:
    """The id of the new case; None if the ticket was used before."""
    for _ in range(_MOST_NUMBERS_TRIED):
        row = insert(connection.dialect.name, case_table)
        values = _values(report, now_ms) | {"number": new_number(random)}
        added = row.values(values).on_conflict_do_nothing().returning(case_table.c.id)
        if (made := connection.scalar(added)) is not None:
            return int(made)
        if report.ticket and _by_ticket(connection, report.ticket):
            return None
    raise RuntimeError("no free number was found")


def _values(report: Report, now_ms: int) -> dict[str, object]:
    spot = Point(report.latitude, report.longitude)
    return {
        "kind": report.kind,
        "state": State.RECEIVED,
        "open": True,
        "priority": report.priority,
        "latitude": report.latitude,
        "longitude": report.longitude,
        "cell": cell_of(spot),
        "district": report.district[:60],
        "town": report.town[:60],
        "place": report.place[:200],
        "words": report.words[:MOST_WORDS],
        "rough": report.rough,
        "messages": json.dumps(dict(report.messages)) if report.messages else "",
        "owner": report.owner,
        "department": report.department[:60],
        "assignee": "",
        "source": report.source,
        "ticket": report.ticket,
        "created_ms": now_ms,
        "changed_ms": now_ms,
        "state_ms": now_ms,
        "due_ms": report.due_ms,
        "reopened": 0,
        "unread": not report.who,
        "published": False,
        "reporters": 1,
        "photos": 0,
    }


def _by_ticket(connection: Connection, ticket: str) -> int | None:
    return connection.scalar(select(case_table.c.id).where(case_table.c.ticket == ticket))


def _again(connection: Connection, report: Report) -> Opened:
    case = _by_ticket(connection, report.ticket or "")
    if case is None:
        raise RuntimeError("the case of a used ticket is gone")
    return Opened(_present(connection, case), first_reporter(connection, case), fresh=False)


def _present(connection: Connection, case: int) -> Case:
    found = find(connection, case)
    if found is None:
        raise LookupError(case)
    return found
