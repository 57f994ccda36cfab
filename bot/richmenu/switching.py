"""The menu of the emergency mode: shown to everybody when staff switch it on, and taken away again.

What stands at LINE is switched, so that half-finished edits of content/menu.yaml are not published with it;
only a menu that does not stand there is made first. Who had chosen another menu gets it back afterwards
(`lending`). A switch that fails is tried again until it is done: the newest one counts, whatever became of
those before it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot import emergency
from bot.content import Faults
from bot.db import Database
from bot.emergency import Emergency, MenuState
from bot.line import HttpTransport
from bot.line.richmenus import RichMenuClient
from bot.richmenu.font import find_font
from bot.richmenu.lending import Lender
from bot.richmenu.payload import ALIAS_PREFIX
from bot.richmenu.pictures import KEPT, Pictures
from bot.richmenu.plan import State
from bot.richmenu.publishing import Publisher
from bot.richmenu.reading import read_menus
from bot.richmenu.schema import Menus
from bot.richmenu.trying import HELD_MS, TROUBLE, pause_ms, told
from bot.settings import Settings
from bot.time import Clock, millis

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Switcher:
    """Lets the menu follow the emergency mode.

    Args:
        content: the content tree. font: as MENU_FONT, where a menu has to be drawn.
        publisher: makes what speaks to LINE, when there is something to do.
    """

    database: Database
    clock: Clock
    content: Path
    font: str
    publisher: Callable[[], Publisher]

    def settle(self) -> bool:
        """Do what is due; returns whether anything was."""
        now = millis(self.clock())
        with self.database.read() as connection:
            one = emergency.current(connection)
        if one.menu is MenuState.DONE or one.due_ms > now:
            return False
        with self.database.write() as connection:
            if not emergency.claim(connection, one, now + HELD_MS):
                return False
        self._attempt(one)
        return True

    def _attempt(self, one: Emergency) -> None:
        try:
            self._show(one)
        except TROUBLE as error:
            log.warning("the menu does not follow the emergency mode yet: %s", error)
            self._note(one, told(error))
        else:
            log.info("the menu follows the emergency mode", extra={"mode": one.mode.value})
            self._note(one, "")

    def _show(self, one: Emergency) -> None:
        menus, publisher = self._menus(), self.publisher()
        state = State.read(publisher.client)
        wanted = self._wanted(one, menus, state)
        if ALIAS_PREFIX + wanted not in state.aliases:
            prepared = Pictures(find_font(self.font), KEPT).prepare(menus)
            publisher.publish(prepared, wanted)
            state = State.read(publisher.client)
        standing = state.aliases[ALIAS_PREFIX + wanted]
        publisher.show(state, standing)
        with self.database.write() as connection:
            emergency.note_shown(connection, one)
        lender = Lender(publisher, state)
        if one.is_on:
            lender.lend(standing)
        elif menus.emergency:
            lender.give_back(menus.emergency.id)

    def _wanted(self, one: Emergency, menus: Menus, state: State) -> str:
        """The id of the menu to be shown, as the file writes it."""
        special = menus.emergency
        if special is None:
            raise LookupError("menu.yaml に災害モードのメニュー(emergency: true)がありません。")
        if not one.is_on:
            return (menus.named(one.menu_before) or menus.default).id
        shown = state.default_name
        if shown and shown != special.id:
            with self.database.write() as connection:
                emergency.note_menu_before(connection, one, shown)
        return special.id

    def _menus(self) -> Menus:
        found = read_menus(self.content, Faults())
        if found is None:
            raise LookupError("menu.yaml が読めません。madoguchi check で確かめてください。")
        return found.menus

    def _note(self, one: Emergency, error: str) -> None:
        due = millis(self.clock()) + pause_ms(one.tries)
        with self.database.write() as connection:
            emergency.note_tried(connection, one, error, due)


def publisher_of(settings: Settings) -> Publisher:
    """What speaks to LINE with these settings, and tells the log what it did."""
    client = RichMenuClient(
        settings.line_api_base,
        settings.line_data_base,
        settings.channel_access_token,
        HttpTransport(),
    )
    return Publisher(client, lambda done: log.info("menu: %s", done))
