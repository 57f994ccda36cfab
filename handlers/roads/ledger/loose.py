"""Photos that came with a form that was not sent (yet): the platform keeps them, no case has them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from bot import media
from bot.media import media_table
from handlers.roads.tables import photo_table

_m = media_table.c
FEATURE = "roads"
PIECE = 200


def unattached(connection: Connection, keys: Sequence[str]) -> list[str]:
    """Those of these photos that are ready and belong to nothing, in the same order."""
    attached = select(photo_table.c.media).where(photo_table.c.media.in_(list(keys)))
    taken = set(connection.scalars(attached)) if keys else set()
    found = media.find(connection, keys)
    return [
        key
        for key in keys
        if key not in taken
        and key in found
        and found[key].feature == FEATURE
        and found[key].is_ready
    ]


def forget_unattached(connection: Connection, before_ms: int, now_ms: int) -> int:
    """Let photos go that were taken before `before_ms` and belong to nothing; returns how many.

    At most some hundreds at once: call it again.
    """
    belongs = select(photo_table.c.id).where(photo_table.c.media == _m.key)
    query = select(_m.key).where(
        _m.feature == FEATURE, _m.state == "ready", _m.made_ms < before_ms, ~belongs.exists()
    )
    keys = list(connection.scalars(query.limit(PIECE)))
    media.drop(connection, keys, now_ms)
    return len(keys)
