"""Samples, and what was sent of them. A drill's `session` is the number of the switch that began it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, select, update

from bot.db.upsert import insert
from handlers.disaster.states.keeping import Arrived, ms
from handlers.disaster.tables import drill_table, sample_table
from handlers.disaster.telegrams import Telegram

MOST = 50
# What could not be sent by then is not sent any more: the drill may be over.
LASTS = timedelta(minutes=10)

_sample, _drill = sample_table.c, drill_table.c


@dataclass(frozen=True, slots=True)
class Message:
    """What a telegram would tell citizens: of which danger, how, and in which words of each language."""

    hazard: str
    level: int
    change: str
    texts: Mapping[str, str]


def samples(connection: Connection) -> Sequence[Row[tuple[object, ...]]]:
    """The telegrams that staff have brought, the newest first."""
    return connection.execute(select(sample_table).order_by(_sample.id.desc()).limit(MOST)).all()


def sample(connection: Connection, number: int) -> Row[tuple[object, ...]] | None:
    """One of them."""
    return connection.execute(select(sample_table).where(_sample.id == number)).first()


def keep_sample(connection: Connection, one: Arrived, author: str, now: datetime) -> int:
    """Keep a telegram; its number. The same bytes are one."""
    title = one.read.title[:200] if isinstance(one.read, Telegram) else ""
    row = insert(connection.dialect.name, sample_table).values(
        digest=one.digest, name=one.name[-200:], title=title, raw=one.raw,
        author=author[:200], made_ms=ms(now),
    )  # fmt: skip
    connection.execute(row.on_conflict_do_nothing(index_elements=["digest"]))
    found: int = connection.execute(
        select(_sample.id).where(_sample.digest == one.digest)
    ).scalar_one()
    return found


def sent_in(connection: Connection, session: int) -> Sequence[Row[tuple[object, ...]]]:
    """What was sent in a drill, in the order of sending, each with its sample."""
    query = select(drill_table, _sample.name, _sample.title, _sample.raw)
    joined = query.join(sample_table, _sample.id == _drill.sample)
    return connection.execute(joined.where(_drill.session == session).order_by(_drill.id)).all()


def plan(
    connection: Connection,
    session: int,
    number: int,
    messages: Sequence[Message],
    author: str,
    now: datetime,
) -> int:
    """Write down what is to be sent of a sample; its number."""
    told = json.dumps([asdict(one) for one in messages], ensure_ascii=False)
    row = drill_table.insert().values(
        session=session, sample=number, messages=told, state="planned",
        author=author[:200], made_ms=ms(now), until_ms=ms(now + LASTS),
    )  # fmt: skip
    found: int = connection.execute(row.returning(_drill.id)).scalar_one()
    return found


def planned(connection: Connection) -> Sequence[Row[tuple[object, ...]]]:
    """What is not on its way yet."""
    query = select(drill_table).where(_drill.state == "planned").order_by(_drill.id)
    return connection.execute(query).all()


def messages_of(row: Row[tuple[object, ...]]) -> list[Message]:
    """The messages of a drill."""
    return [Message(**one) for one in json.loads(row.messages)]


def settle(connection: Connection, number: int, state: str) -> None:
    """Note what became of it: sent or stale."""
    mine = (_drill.id == number, _drill.state == "planned")
    connection.execute(update(drill_table).where(*mine).values(state=state))
