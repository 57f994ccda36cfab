"""Taking in a photo of an unsent report: asked for from LINE after the commit, never here."""

from __future__ import annotations

from dataclasses import dataclass

from bot import media
from bot.api import Image
from handlers.roads.ledger import photos
from handlers.roads.talk import Turn, content_of, feature, now_ms


@dataclass(frozen=True, slots=True)
class Got:
    """What became of a photo. `silent`: others of those sent together are still to come."""

    count: int
    most: int
    silent: bool

    @property
    def is_full(self) -> bool:
        return self.count >= self.most


def take_in(turn: Turn, image: Image) -> Got:
    """Note the photo with the unsent report, unless there are enough already."""
    connection, citizen = turn.db.connection(), turn.citizen.id
    content = content_of(turn)
    most = content.settings.photos if content else 1
    before = len(photos.drafts(connection, citizen))
    if before < most:
        key = media.wait_for(connection, feature.name, citizen, image.message_id, now_ms(turn))
        photos.draft(connection, citizen, key, now_ms(turn))
    count = min(most, before + 1)
    return Got(count, most, silent=count < most and not is_last(image))


def is_last(image: Image) -> bool:
    """Whether nothing needs to be said before this one: of photos sent together, one is answered."""
    return image.index >= image.total
