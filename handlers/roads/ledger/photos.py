"""The photos of a case, and of a report that is not sent yet; the files are the platform's (bot.media)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from bot import media as kit
from handlers.roads.ledger import history
from handlers.roads.ledger.history import Act, Line
from handlers.roads.tables import case_table, photo_table, reporter_table

_p, _r = photo_table.c, reporter_table.c


class Purpose(StrEnum):
    """Why a photo is there: with the report, sent after it, or of the repair, by staff."""

    REPORT = "report"
    LATER = "later"
    REPAIR = "repair"


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of a case; `media` is its key in the platform's kit, `shown`: approved for publication."""

    id: int
    case: int | None
    media: str
    position: int
    purpose: Purpose
    shown: bool
    made_ms: int


def draft(connection: Connection, citizen: str, media: str, now_ms: int) -> None:
    """Note a photo of a report that the citizen has not sent yet."""
    values = _values(media, now_ms, Purpose.REPORT) | {"citizen": citizen}
    connection.execute(insert(photo_table).values(values))


def drafts(connection: Connection, citizen: str) -> list[str]:
    """The media keys of the citizen's unsent photos, in the order in which they came."""
    query = select(_p.media).where(_p.citizen == citizen).order_by(_p.id)
    return list(connection.scalars(query))


def attach(
    connection: Connection,
    case: int,
    media: Sequence[str],
    now_ms: int,
    purpose: Purpose = Purpose.REPORT,
    reporter: int | None = None,
) -> None:
    """Give photos to a case, in order; drafts among them are no draft any more.

    Args:
        reporter: the row of who sent them, so that they hear if one cannot be used.
    """
    kit.claim(connection, media)
    place = _next_position(connection, case)
    for position, key in enumerate(media, place):
        change = update(photo_table).where(_p.media == key, _p.case.is_(None))
        values: dict[str, object] = {
            "case": case,
            "citizen": None,
            "position": position,
            "purpose": purpose,
        }
        values["reporter"] = reporter
        if not connection.execute(change.values(values)).rowcount:
            connection.execute(insert(photo_table).values(_values(key, now_ms, purpose) | values))
    _count(connection, case)


def add_photo(
    connection: Connection,
    case: int,
    media: str,
    now_ms: int,
    purpose: Purpose,
    who: str = "",
    reporter: int | None = None,
) -> None:
    """Give one photo to a case after it was opened, and note it in the history."""
    attach(connection, case, [media], now_ms, purpose, reporter)
    history.add(connection, Line(case, now_ms, Act.PHOTO, new=purpose, who=who, photo=media))
    change = update(case_table).where(case_table.c.id == case)
    connection.execute(change.values(changed_ms=now_ms, **({} if who else {"unread": True})))


def photos_of(connection: Connection, case: int) -> list[Photo]:
    """The photos of a case in order; some may not be fetched yet, or refused (bot.media says)."""
    names = ("id", "case", "media", "position", "purpose", "shown", "made_ms")
    query = select(*(_p[name] for name in names)).where(_p.case == case)
    rows = connection.execute(query.order_by(_p.position, _p.id))
    return [Photo(**dict(row._mapping) | {"purpose": Purpose(row.purpose)}) for row in rows]


def show_photo(connection: Connection, photo: int, *, shown: bool) -> None:
    """Approve a photo for publication, or take that back."""
    connection.execute(update(photo_table).where(_p.id == photo).values(shown=shown))


def hidden_of(connection: Connection, photo: int) -> str:
    """What is blacked out on a photo, as `hiding.written` wrote it."""
    return connection.scalar(select(_p.hidden).where(_p.id == photo)) or ""


def hide(connection: Connection, photo: int, hidden: str) -> None:
    """Note what is blacked out; making the picture is bot.media's."""
    connection.execute(update(photo_table).where(_p.id == photo).values(hidden=hidden))


def senders(connection: Connection, media: str) -> Select[str]:
    """The citizen who sent a photo, if they are (still) known: as a query, of at most one."""
    sent = connection.execute(select(_p.citizen, _p.reporter).where(_p.media == media)).first()
    if sent is not None and sent.citizen is not None:
        return select(_p.citizen).where(_p.media == media, _p.citizen.is_not(None))
    reporter = sent.reporter if sent else None
    return select(_r.citizen).where(_r.id == reporter, _r.citizen.is_not(None))


def refuse(connection: Connection, media: str, reason: str, now_ms: int) -> None:
    """Let go of a photo that cannot be used; staff read in the history that there was one."""
    case = connection.scalar(select(_p.case).where(_p.media == media))
    if case is not None:
        line = Line(case, now_ms, Act.PHOTO, old="refused", new=reason, who=history.SYSTEM)
        history.add(connection, line)
    forget_photo(connection, media, now_ms)


def forget_photo(connection: Connection, media: str, now_ms: int) -> None:
    """Let go of a photo and its files."""
    kit.drop(connection, [media], now_ms)
    gone = delete(photo_table).where(_p.media == media).returning(_p.case)
    case = connection.scalar(gone)
    if case is not None:
        _count(connection, case)


def _count(connection: Connection, case: int) -> None:
    number = select(func.count()).where(_p.case == case).scalar_subquery()
    connection.execute(update(case_table).where(case_table.c.id == case).values(photos=number))


def _next_position(connection: Connection, case: int) -> int:
    return 1 + (connection.scalar(select(func.max(_p.position)).where(_p.case == case)) or 0)


def _values(media: str, now_ms: int, purpose: Purpose) -> dict[str, object]:
    plain = {"position": 0, "shown": False}
    return plain | {"media": media, "purpose": purpose, "made_ms": now_ms}
