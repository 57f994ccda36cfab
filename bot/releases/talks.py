"""What staff said to a draft: a list of acts, so that any process can hold the talk again.

Nothing of a citizen is in it. A talk is forgotten after a day.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from bot.releases.tables import content_talk_table

_talk = content_talk_table.c
KEPT_MS = 24 * 60 * 60 * 1000
MOST_ACTS = 40

Act = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk of a member of staff with a tree."""

    id: str
    staff_id: int
    tree: str
    acts: Sequence[Act]


def begin(connection: Connection, staff_id: int, tree: str, at_ms: int) -> str:
    """Begin a talk; returns its id. Old ones of everybody are forgotten."""
    connection.execute(delete(content_talk_table).where(_talk.at_ms < at_ms - KEPT_MS))
    row = {"id": secrets.token_hex(16), "staff_id": staff_id, "tree": tree, "acts": "[]"}
    connection.execute(insert(content_talk_table), {**row, "at_ms": at_ms})
    return str(row["id"])


def find(connection: Connection, name: str, staff_id: int) -> Talk | None:
    """Somebody's own talk."""
    which = (_talk.id == name) & (_talk.staff_id == staff_id)
    row = connection.execute(select(content_talk_table).where(which)).one_or_none()
    return Talk(row.id, row.staff_id, row.tree, json.loads(row.acts)) if row else None


def say(connection: Connection, talk: Talk, act: Act) -> None:
    """Add an act."""
    acts = json.dumps([*talk.acts, act], ensure_ascii=False)
    connection.execute(update(content_talk_table).where(_talk.id == talk.id).values(acts=acts))
