"""The menus follow the content: after a release that changes menu.yaml they are published by themselves.

Only the newest release counts. One process at a time takes it up; what fails is tried again until it is done.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot import emergency
from bot.content import Faults
from bot.db import Database
from bot.emergency import MenuState
from bot.releases import menus, newest, store
from bot.releases.menus import FILE, Publication, State
from bot.richmenu import plan
from bot.richmenu.drawing import LARGEST
from bot.richmenu.font import find_font
from bot.richmenu.payload import Prepared
from bot.richmenu.pictures import KEPT, Pictures
from bot.richmenu.publishing import Publisher
from bot.richmenu.reading import read_menus
from bot.richmenu.schema import Menus
from bot.richmenu.trying import HELD_MS, TROUBLE, pause_ms, told
from bot.time import Clock, millis

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Follower:
    """Brings the menus of the newest release to LINE.

    Args:
        font: as MENU_FONT.
        publisher: makes what speaks to LINE, when there is something to do.
    """

    database: Database
    clock: Clock
    font: str
    publisher: Callable[[], Publisher]

    def settle(self) -> bool:
        """Do what is due; returns whether anything was."""
        now = millis(self.clock())
        one = self._due(now)
        if one is None:
            return False
        with self.database.write() as connection:
            if not menus.claim(connection, one, now + HELD_MS):
                return False
        try:
            self._publish(one)
        except TROUBLE as error:
            log.warning("the menus of a release are not published yet: %s", error)
            self._note(one, told(error), pause_ms(one.tries))
        else:
            log.info("the menus of a release are published", extra={"release": one.release})
            self._note(one, "", 0)
        return True

    def _due(self, now: int) -> Publication | None:
        with self.database.read() as connection:
            release = newest(connection)
            one = menus.of_release(connection, release.number) if release else None
            if one is None or one.state is not State.WAITING or one.due_ms > now:
                return None
            # The menu of an emergency goes first.
            return one if emergency.current(connection).menu is MenuState.DONE else None

    def _publish(self, one: Publication) -> None:
        read = self._menus(one.release)
        wanted = self._prepared(read)
        publisher = self.publisher()
        default = plan.default_for(plan.State.read(publisher.client), read, None)
        done = publisher.publish(wanted, default)
        if not done.is_done:
            self._let_emergency_follow()

    def _menus(self, number: int) -> Menus:
        with self.database.read() as connection:
            release = store.release(connection, number)
            digest = store.tree_of(connection, release.tree).files.get(FILE) if release else None
            data = store.blobs_of(connection, [digest] if digest else [])
        if not data:
            raise LookupError("この版に menu.yaml がありません。")
        with tempfile.TemporaryDirectory(prefix="madoguchi-menu-") as folder:
            (Path(folder) / FILE).write_bytes(*data.values())
            found = read_menus(Path(folder), faults := Faults())
        if found is None:
            raise LookupError(f"menu.yaml が読めません。{next(iter(faults.errors), '')}")
        return found.menus

    def _prepared(self, read: Menus) -> list[Prepared]:
        wanted = Pictures(find_font(self.font), KEPT).prepare(read)
        for each in wanted:
            if len(each.png) > LARGEST:
                raise LookupError(
                    f"「{each.id}」の絵が1MBを超えました。場所を減らして、公開し直してください。"
                )
        return wanted

    def _let_emergency_follow(self) -> None:
        """Whoever keeps another menu through an emergency shall see the changed one, too."""
        with self.database.write() as connection:
            current = emergency.current(connection)
            if current.is_on:
                emergency.move_again(connection, current, millis(self.clock()))

    def _note(self, one: Publication, error: str, pause: int) -> None:
        with self.database.write() as connection:
            menus.note(connection, one, error, millis(self.clock()) + pause)
