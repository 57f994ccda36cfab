"""Telegrams and their claims in the tables: written once each, read back for folding."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Row, delete, func, select

from bot.db.upsert import insert
from handlers.disaster.states.folding import Held, Recall, recalled
from handlers.disaster.tables import claim_table, state_table, telegram_table
from handlers.disaster.telegrams import Claim, Info, Status, Telegram, Unreadable
from handlers.disaster.telegrams.hazards import Hazard

KEEP = timedelta(days=14)
Key = tuple[Hazard, str]
GATE = ""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A telegram as it came: its name at the source, its bytes, and what they were read as."""

    name: str
    raw: bytes
    read: Telegram | Unreadable

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()


def pass_gate(connection: Connection) -> None:
    """Let one transaction at a time change states; the others wait here."""
    row = insert(connection.dialect.name, state_table).values(
        hazard=GATE, area=GATE, level=0, reported_ms=0, since_ms=0, told=0, offered=0, doubt=False,
        facts="{}",
    )  # fmt: skip
    connection.execute(row.on_conflict_do_nothing(index_elements=["hazard", "area"]))
    mine = (state_table.c.hazard == GATE, state_table.c.area == GATE)
    connection.execute(select(state_table.c.level).where(*mine).with_for_update())


def keep(connection: Connection, arrived: Arrived, now: datetime, *, drill: bool = False) -> bool:
    """Write a telegram down with its claims; False if it is known already.

    Claims of 訓練 and 試験 are not kept, except in a `drill`.
    """
    values = _row(arrived, now)
    row = insert(connection.dialect.name, telegram_table).values(**values)
    kept = row.on_conflict_do_nothing(index_elements=["digest"]).returning(telegram_table.c.id)
    number = connection.execute(kept).scalar()
    if number is None:
        return False
    read = arrived.read
    if isinstance(read, Telegram) and (drill or read.status is Status.NORMAL):
        rows = [_claim_row(number, claim) for claim in read.claims]
        if rows:
            connection.execute(claim_table.insert(), rows)
    return True


def _row(arrived: Arrived, now: datetime) -> dict[str, object]:
    read = arrived.read
    base = {"digest": arrived.digest, "name": arrived.name[-300:], "received_ms": ms(now)}
    if isinstance(read, Unreadable):
        empty = dict.fromkeys(
            ("kind", "title", "status", "info", "source", "events", "headline"), ""
        )
        times = {"reported_ms": ms(now), "sent_ms": ms(now), "serial": 0, "concerns": True}
        return base | empty | times | {"problems": str(read), "raw": arrived.raw}
    wanted = read.concerns or bool(read.problems)
    return base | {
        "kind": read.kind[:60], "title": read.title[:200], "status": read.status.value,
        "info": read.info.value, "source": read.source, "events": " ".join(read.events)[:300],
        "serial": read.serial, "reported_ms": ms(read.reported), "sent_ms": ms(read.sent),
        "concerns": read.concerns, "headline": read.headline, "problems": "\n".join(read.problems),
        "raw": arrived.raw if wanted else None,
    }  # fmt: skip


def _claim_row(telegram: int, claim: Claim) -> dict[str, object]:
    return {
        "telegram": telegram, "source": claim.source, "hazard": claim.hazard.value,
        "area": claim.area[:60], "low": claim.low, "high": claim.high, "level": claim.level,
        "until_ms": ms(claim.until) if claim.until else None, "here": claim.here,
        "absent": claim.absent, "facts": json.dumps(dict(claim.facts), ensure_ascii=False),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """All that is known of one hazard in one area: claims that count, and recalls of others."""

    claims: Sequence[Held]
    recalls: Sequence[Recall]


def all_said(connection: Connection, *, drill: bool = False) -> dict[Key, Said]:
    """Everything that telegrams said, by hazard and area; rivers only where one concerns the city."""
    recalls = list(_recalls(connection, drill=drill))
    found: dict[Key, list[tuple[Held, Recall | None]]] = {}
    telegram = telegram_table.c
    query = select(
        claim_table,
        telegram.reported_ms,
        telegram.sent_ms,
        telegram.serial,
        telegram.digest,
        telegram.events,
        telegram.info,
        telegram.source.label("family"),
    )
    for row in connection.execute(query.join(telegram_table)):  # fmt: skip
        held = _held(row)
        key = (held.claim.hazard, held.claim.area)
        found.setdefault(key, []).append((held, recalled(held, recalls, row.family)))
    return {
        key: Said([held for held, by in said if by is None], [by for _, by in said if by])
        for key, said in found.items()
        if any(held.claim.here for held, _ in said)
    }


def _recalls(connection: Connection, *, drill: bool) -> Iterable[Recall]:
    table = telegram_table.c
    wanted = [table.info == Info.CANCELLED.value, table.source != ""]
    if not drill:
        wanted.append(table.status == Status.NORMAL.value)
    for row in connection.execute(select(telegram_table).where(*wanted)):
        yield Recall(
            row.source, at(row.reported_ms), at(row.sent_ms), frozenset(row.events.split())
        )


def _held(row: Row[tuple[object, ...]]) -> Held:
    claim = Claim(
        row.source, Hazard(row.hazard), row.area, row.low, row.high, row.level,
        at(row.until_ms) if row.until_ms is not None else None, row.here, row.absent,
        json.loads(row.facts),
    )  # fmt: skip
    return Held(
        claim, at(row.reported_ms), at(row.sent_ms), row.serial, row.digest,
        frozenset(row.events.split()), Info(row.info),
    )  # fmt: skip


def forget(connection: Connection, now: datetime) -> None:
    """Delete telegrams that are too old to matter: those whose claims newer ones have replaced."""
    table, claim = telegram_table.c, claim_table.c
    newest = select(func.max(claim.telegram)).group_by(claim.source, claim.hazard, claim.area)
    before = ms(now - KEEP)
    old = select(table.id).where(table.received_ms < before, table.id.not_in(newest))
    connection.execute(delete(claim_table).where(claim.telegram.in_(old)))
    connection.execute(delete(telegram_table).where(table.id.in_(old)))


def ms(moment: datetime) -> int:
    """Milliseconds since 1970 UTC."""
    return round(moment.timestamp() * 1000)


def at(moment_ms: int) -> datetime:
    """The moment of so many milliseconds since 1970 UTC."""
    return datetime.fromtimestamp(moment_ms / 1000, UTC)
