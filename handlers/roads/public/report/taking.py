"""Photos of the form: judged and made anew at once, kept as unsent until the report is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot import media
from bot.api import Point
from handlers.roads.public.report.fields import Filled
from handlers.roads.public.site import Visit
from handlers.roads.talk import feature

# Whoever sends photos corrects the form, and sends some again.
PHOTO_TIMES = 3
LARGEST_PHOTO = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Took:
    """The form with its new photos, why some could not be taken, and where one of them was taken.

    `crowded`: none was looked at, because too many came from one address.
    """

    filled: Filled
    refused: Sequence[media.Refusal] = ()
    spot: Point | None = None
    too_many: bool = False
    crowded: bool = False

    @property
    def unfinished(self) -> bool:
        """Whether the visitor has to see the form once more."""
        return bool(self.refused or self.too_many or self.crowded)


def take_photos(visit: Visit, filled: Filled, most: int) -> Took:
    """Take the files that were sent, as many as there is room for.

    Their position is only offered, never stored: what is kept has no EXIF.
    """
    files = visit.files("photo")
    if files and _is_crowded(visit):
        return Took(filled, crowded=True)
    room = most - len(filled.media)
    taken, refused = list[media.Taken](), list[media.Refusal]()
    for file in files[: max(0, room)]:
        try:
            data = file.stream.read(LARGEST_PHOTO + 1)
            taken.append(visit.media.take(data, original=True))
        except media.Refused as error:
            refused.append(error.reason)
    if taken:
        with visit.record() as connection:
            for one in taken:
                visit.media.keep(connection, feature.name, one)
    keys = (*filled.media, *(one.key for one in taken))
    spots = [Point(one.latitude, one.longitude) for one in taken if one.latitude and one.longitude]
    spot = spots[0] if spots else None
    return Took(replace(filled, media=keys), refused, spot, too_many=len(files) > room)


def _is_crowded(visit: Visit) -> bool:
    with visit.write() as connection:
        return visit.crowded(connection, "photos", times=PHOTO_TIMES)
