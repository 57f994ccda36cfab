"""`Media`: photos of one process, with the files, the database and the child that makes them anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from bot.db import Database
from bot.media import queue, rows
from bot.media.files import Files
from bot.pictures import Area, Made, Workshop
from bot.time import Clock, millis


class Version(StrEnum):
    """Which file of a photo. `BEST` is the blacked-out one if there is one, else the clean one."""

    ORIGINAL = "original"
    CLEAN = "clean"
    THUMB = "thumb"
    REDACTED = "redacted"
    BEST = "best"
    BEST_THUMB = "best_thumb"


@dataclass(frozen=True, slots=True)
class Taken:
    """A photo whose files are written and which no row knows yet: give it to `keep`, soon.

    Attributes:
        latitude, longitude: where it was taken, if the file said so; not kept anywhere.
    """

    key: str
    made: Made
    size: int
    original: bool

    @property
    def latitude(self) -> float | None:
        return self.made.latitude

    @property
    def longitude(self) -> float | None:
        return self.made.longitude


class Media:
    """The kit's functions that touch files. Those that only touch rows are in `bot.media` itself.

    Safe to use from many threads and processes. Methods that touch files raise OSError where the store is
    out of reach.
    """

    def __init__(self, files: Files, workshop: Workshop, database: Database, clock: Clock) -> None:
        self.files, self.workshop, self.database = files, workshop, database
        self.clock = clock

    def take(self, data: bytes, *, original: bool) -> Taken:
        """Judge a file from a web form, make it anew and write the files; takes up to some seconds.

        Do this before the transaction, then `keep` in it. If the process dies in between, the sweep finds the
        files.

        Args:
            original: whether the file as it came is kept, too.

        Raises:
            Refused: with the reason (`bot.media.Refusal`); nothing was written.
        """
        taken = Taken(rows.new_key(), self.workshop.make(data), len(data), original)
        self.write(taken.key, data, taken.made, original=original)
        return taken

    def keep(self, connection: Connection, feature: str, taken: Taken) -> str:
        """Note a taken photo in the caller's transaction; returns its key."""
        now, made = millis(self.clock()), taken.made
        queue.add_ready(
            connection, feature, taken.key, made, taken.size, now, original=taken.original
        )
        return taken.key

    def write(self, key: str, data: bytes, made: Made, *, original: bool) -> None:
        """Write the files of a photo; again and again if need be."""
        if original:
            self.files.write(key, Version.ORIGINAL, data)
        self.files.write(key, Version.CLEAN, made.clean)
        self.files.write(key, Version.THUMB, made.thumb)

    def read(self, connection: Connection, key: str, version: Version) -> bytes | None:
        """A file of a photo that is ready; None where there is none (any more).

        All but the original are JPEG. The original is what a stranger sent: for roles that need it, and
        only as a download.
        """
        medium = rows.find(connection, [key]).get(key)
        if medium is None or not medium.is_ready:
            return None
        if version is Version.ORIGINAL and not medium.original:
            return None
        return self.files.read(key, _name(version, medium.redacted))

    def blacken(self, connection: Connection, key: str, areas: Sequence[Area]) -> int | None:
        """Black out areas of the clean photo, as a version that counts once `show_version` gets its number.

        Each call begins with the clean photo, so give all areas; without areas the photo is whole again
        (number 0). Takes up to some seconds: do it before the transaction. None where there is no such photo.

        Raises:
            Refused: the photo could not be worked on.
        """
        medium = rows.find(connection, [key]).get(key)
        clean = self.files.read(key, Version.CLEAN) if medium and medium.is_ready else None
        if medium is None or clean is None:
            return None
        if not areas:
            return 0
        number = medium.redacted + 1
        made = self.workshop.blacken(clean, areas)
        self.files.write(key, _name(Version.BEST, number), made.clean)
        self.files.write(key, _name(Version.BEST_THUMB, number), made.thumb)
        return number

    def forget_original(self, key: str) -> None:
        """Delete the file as it came; the clean photo stays."""
        self.files.delete(key, Version.ORIGINAL)
        with self.database.write() as connection:
            queue.note_no_original(connection, key)

    def close(self) -> None:
        """End the child."""
        self.workshop.close()


def _name(version: Version, redacted: int) -> str:
    if version in (Version.BEST, Version.REDACTED):
        return f"redacted-{redacted}" if redacted else Version.CLEAN
    if version is Version.BEST_THUMB:
        return f"redacted-thumb-{redacted}" if redacted else Version.THUMB
    return version
