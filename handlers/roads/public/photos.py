"""Photos that citizens may see: of repairs, and those that staff approved of published cases."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, select

from bot import media
from bot.public import Answer
from handlers.roads.ledger.photos import Purpose
from handlers.roads.public.site import Visit, content_of, pages
from handlers.roads.tables import case_table, photo_table

KEEP = timedelta(hours=1)
_VERSIONS = {"photo.jpg": media.Version.BEST, "small.jpg": media.Version.BEST_THUMB}


@pages.get("/photos/<key>/<name>")
def photo(visit: Visit, key: str, name: str) -> Answer:
    """A photo, blacked out where staff did so; its key cannot be guessed."""
    version = _VERSIONS.get(name)
    with visit.read() as connection:
        seen = version is not None and _may_be_seen(
            connection, key, content_of(visit).publication.map
        )
        body = visit.media.read(connection, key, version) if seen and version else None
    if body is None:
        return visit.page("gone.html", status=404)
    return visit.body(body, "image/jpeg", keep=KEEP)


def _may_be_seen(connection: Connection, key: str, published: bool) -> bool:
    table = photo_table.c
    query = (
        select(table.purpose, table.shown, case_table.c.published)
        .join(case_table, case_table.c.id == table.case)
        .where(table.media == key)
    )
    row = connection.execute(query).first()
    if row is None:
        return False
    return row.purpose == Purpose.REPAIR or (published and row.shown and row.published)
