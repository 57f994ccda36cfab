"""Reports that are not sent yet: one for each citizen, offered again until its term."""

from __future__ import annotations

from pydantic import BaseModel
from sqlalchemy import Connection, delete, select

from bot import media
from bot.api import Point
from bot.db.upsert import insert
from handlers.roads.ledger.case import OURS
from handlers.roads.tables import draft_table, photo_table

_d, _p = draft_table.c, photo_table.c


class Unsent(BaseModel):
    """What has been said of a report so far.

    Attributes:
        mark: tells its buttons from those of other reports of the same citizen (epoch ms of its beginning).
        rough: the place is only the middle of a town or of the city.
        photos, said, near: whether the question for photos, for words, and for cases nearby is answered.
        later: photos were promised for later.
        owner: whose business it is, as far as the citizen agreed.
        owners_told: the owners of whom the citizen was told already.
        messages: the LINE message ids of `words` and `place`, by these names.
    """

    mark: int
    latitude: float | None = None
    longitude: float | None = None
    rough: bool = False
    place: str = ""
    town: str = ""
    district: str = ""
    kind: str = ""
    photos: bool = False
    later: bool = False
    words: str = ""
    said: bool = False
    near: bool = False
    owner: str = OURS
    owners_told: list[str] = []
    messages: dict[str, str] = {}

    @property
    def point(self) -> Point | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered yet, so that there is nothing to go on with."""
        return not (self.point or self.place or self.kind or self.photos or self.words)


def save(connection: Connection, citizen: str, unsent: Unsent, now_ms: int) -> None:
    """Keep what has been said so far."""
    values = {"draft": unsent.model_dump_json(exclude_defaults=True), "changed_ms": now_ms}
    row = insert(connection.dialect.name, draft_table).values(citizen=citizen, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["citizen"], set_=values))


def find(connection: Connection, citizen: str) -> Unsent | None:
    """The citizen's report that is not sent yet."""
    found = connection.scalar(select(_d.draft).where(_d.citizen == citizen))
    return Unsent.model_validate_json(found) if found else None


def forget(connection: Connection, citizen: str, now_ms: int) -> None:
    """Let a citizen's unsent report go, with its photos."""
    drop_photos(connection, citizen, now_ms)
    connection.execute(delete(draft_table).where(_d.citizen == citizen))


def sent(connection: Connection, citizen: str) -> None:
    """The report is sent; its photos belong to the case already."""
    connection.execute(delete(draft_table).where(_d.citizen == citizen))


def drop_photos(connection: Connection, citizen: str, now_ms: int) -> None:
    """Let the unsent photos of a citizen go."""
    gone = delete(photo_table).where(_p.citizen == citizen).returning(_p.media)
    media.drop(connection, list(connection.scalars(gone)), now_ms)


def forget_old(connection: Connection, before_ms: int, now_ms: int) -> int:
    """Let unsent reports go that nobody continued since `before_ms`; returns how many."""
    old = select(_d.citizen).where(_d.changed_ms < before_ms)
    citizens = list(connection.scalars(old))
    for citizen in citizens:
        forget(connection, citizen, now_ms)
    return len(citizens)
