"""`Source`: where a process reads its content: the newest release, else the city's folder."""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
import weakref
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.db import Database
from bot.releases import store
from bot.releases.tree import Packed, unpack

log = logging.getLogger(__name__)


class Source:
    """Asks the database for the newest release, one number at a time. Safe to use from several threads.

    A release is written into a folder of this process's own, under the system's temporary folder, because
    everything that reads content reads files.
    """

    def __init__(self, database: Database, folder: Path) -> None:
        self._database, self._folder = database, folder
        self._lock = threading.Lock()
        self._kept: Path | None = None
        self._key, self._paths = "", tuple[str, ...]()
        self._at = folder
        self.number = 0
        """The release in use; 0 for the folder."""

    def root(self) -> Path:
        """The folder to read. Where the database does not answer, the one that was read last."""
        with self._lock:
            try:
                self._follow()
            except SQLAlchemyError as error:  # no database, or one from before there were releases
                log.debug("releases cannot be read: %s", type(error).__name__)
            return self._at

    def _follow(self) -> None:
        with self._database.read() as connection:
            release = store.newest(connection)
            if release is None:
                self.number, self._key, self._at = 0, "", self._folder
                return
            if release.tree != self._key or not self._is_whole():
                packed = store.packed(connection, release.tree)
                self._at, self._key = self._written(packed, release.number), release.tree
                self._paths = tuple(packed.tree.files)
                log.info("content release %d", release.number)
            self.number = release.number

    def _is_whole(self) -> bool:
        """Whether nobody has tidied up the temporary folder meanwhile."""
        return all((self._at / path).is_file() for path in self._paths)

    def _written(self, packed: Packed, number: int) -> Path:
        if self._kept is None:
            self._kept = Path(tempfile.mkdtemp(prefix="madoguchi-content-"))
            weakref.finalize(self, shutil.rmtree, self._kept, ignore_errors=True)
        place = self._kept / f"{number}-{packed.tree.key[:12]}"
        if not place.exists() or (place == self._at and not self._is_whole()):
            making = self._kept / f"{place.name}.new"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir(parents=True)
            unpack(packed, making)
            shutil.rmtree(place, ignore_errors=True)
            making.rename(place)
        # The one before may still be being read.
        for old in self._kept.iterdir():
            if old not in (place, self._at):
                shutil.rmtree(old, ignore_errors=True)
        return place
