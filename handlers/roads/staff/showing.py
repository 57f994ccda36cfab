"""The photos of a case that a member of staff may see."""

from __future__ import annotations

from dataclasses import dataclass

from bot import media
from bot.media import Medium
from handlers.roads.ledger.case import Case
from handlers.roads.ledger.photos import Photo, Purpose, photos_of
from handlers.roads.staff.site import WORKERS, Visit

PURPOSES = {Purpose.REPORT: "通報", Purpose.LATER: "あとから", Purpose.REPAIR: "修理"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo with its files; `medium` is None where they are gone."""

    photo: Photo
    medium: Medium | None

    @property
    def is_ready(self) -> bool:
        return self.medium is not None and self.medium.is_ready

    @property
    def name(self) -> str:
        return f"写真{self.photo.position}({PURPOSES[self.photo.purpose]})"


def shown_photos(visit: Visit, one: Case) -> list[Shown]:
    """All of them for those who work on cases; for others those that were approved."""
    may = visit.staff.has_one_of(WORKERS)
    allowed = [photo for photo in photos_of(visit.db, one.id) if may or photo.shown]
    known = media.find(visit.db, [photo.media for photo in allowed])
    return [Shown(photo, known.get(photo.media)) for photo in allowed]


def repair_photos(visit: Visit, one: Case) -> dict[str, str]:
    """Photos by staff, to be shown to the reporters: media keys and names."""
    usable = (
        each
        for each in shown_photos(visit, one)
        if each.is_ready and each.photo.purpose is Purpose.REPAIR
    )
    return {"": "見せない"} | {each.photo.media: each.name for each in usable}
