"""The menu of an emergency for those who had chosen another one, and their own menu back afterwards.

LINE shows a menu to all who see a certain other one, but tells nobody who these are, and we want not to know.
So those of each other menu get a stand-in: a copy of the emergency's menu whose name says for which menu it
stands. Afterwards those of the stand-in get that menu back, and the stand-in goes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.line.richmenus import KnownMenu
from bot.richmenu.payload import ALIAS_PREFIX, read_name, read_stand_in, stand_in_name
from bot.richmenu.plan import State, successor
from bot.richmenu.publishing import Publisher

Moves = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Lender:
    """Lends a menu out, and takes it back. Repeating either does no harm."""

    publisher: Publisher
    state: State
    made: dict[str, str] = field(default_factory=dict)

    def lend(self, special: str) -> None:
        """Show the menu with this id at LINE also to who had chosen, or been given, another one."""
        menu = next(one for one in self.state.ours if one.id == special)
        others = [one for one in self.state.ours if one.id != special and self._seen(one)]
        moves: Moves = [(one.id, self._instead(one, menu)) for one in others]
        outdated = [one for one in self.state.stand_ins if _mark(one) != _mark(menu)]
        moves += [
            (one.id, self._stand_in(_chosen(one), menu)) for one in outdated if self._seen(one)
        ]
        self._move(moves)
        self._drop(outdated)

    def give_back(self, special: str) -> None:
        """Show everybody their own menu again; the others see what is shown to all.

        Args:
            special: the id, as the file writes it, of the menu that was lent.
        """
        moves: Moves = [
            (one.id, None)
            for one in self.state.ours
            if successor(one) == special and self._seen(one)
        ]
        moves += [
            (one.id, self.state.aliases.get(ALIAS_PREFIX + _chosen(one)))
            for one in self.state.stand_ins
            if self._seen(one)
        ]
        self._move(moves)
        self._drop(self.state.stand_ins)

    def _instead(self, one: KnownMenu, special: KnownMenu) -> str:
        chosen = successor(one)
        return special.id if chosen == successor(special) else self._stand_in(chosen, special)

    def _stand_in(self, chosen: str, special: KnownMenu) -> str:
        name = stand_in_name(special.name, chosen)
        if name not in self.made:
            self.made[name] = self._copy(name, special.id)
        return self.made[name]

    def _copy(self, name: str, special: str) -> str:
        client = self.publisher.client
        found = next((one.id for one in self.state.stand_ins if one.name == name), None)
        if found and client.has_picture(found):
            return found
        # One without a picture was left by a run that was interrupted.
        copy = found or client.create(client.body(special) | {"name": name})
        client.upload(copy, *client.picture(special))
        return copy

    def _seen(self, one: KnownMenu) -> bool:
        return self.publisher.client.has_picture(one.id)

    def _move(self, moves: Moves) -> None:
        if moves:
            self.publisher.wait(self.publisher.client.move(moves))

    def _drop(self, menus: list[KnownMenu]) -> None:
        for one in menus:
            self.publisher.client.delete(one.id)


def _chosen(stand_in: KnownMenu) -> str:
    found = read_stand_in(stand_in.name)
    return found[0] if found else ""


def _mark(menu: KnownMenu) -> str:
    found = read_stand_in(menu.name) or read_name(menu.name)
    return found[1] if found else ""
