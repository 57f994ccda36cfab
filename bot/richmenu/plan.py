"""What stands at LINE, and what is to be done so that the menus of the file stand there.

LINE itself is the record: a menu's name says which of ours it is and what it shows. So nothing is kept
on this side, and any machine can go on where another one stopped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.line.richmenus import KnownMenu, RichMenuClient
from bot.richmenu.payload import ALIAS_PREFIX, Prepared, read_name, read_stand_in
from bot.richmenu.schema import Menus


@dataclass(frozen=True, slots=True)
class State:
    """Menus, aliases and the default menu of the channel."""

    menus: tuple[KnownMenu, ...]
    aliases: dict[str, str]
    default: str | None

    @classmethod
    def read(cls, client: RichMenuClient) -> State:
        """Ask LINE."""
        return cls(tuple(client.menus()), client.aliases(), client.default())

    @property
    def ours(self) -> list[KnownMenu]:
        """The menus that this program made."""
        return [menu for menu in self.menus if read_name(menu.name)]

    @property
    def stand_ins(self) -> list[KnownMenu]:
        """Copies of the emergency's menu; see `bot.richmenu.lending`."""
        return [menu for menu in self.menus if read_stand_in(menu.name)]

    @property
    def default_name(self) -> str | None:
        """The id, as the file writes it, of the default menu, if it is ours."""
        shown = next((menu for menu in self.ours if menu.id == self.default), None)
        return successor(shown) if shown else None

    def standing(self, menu: Prepared) -> str | None:
        """LINE's id of exactly this menu; of several, the one that is in use."""
        same = [known.id for known in self.ours if read_name(known.name) == (menu.id, menu.mark)]
        used = [known for known in same if known == self.aliases.get(menu.alias)]
        return next(iter(used + same), None)


@dataclass(frozen=True, slots=True)
class Plan:
    """What differs between LINE and the file. `default` is the id of the menu for everybody."""

    create: tuple[Prepared, ...]
    keep: dict[str, str]
    default: str
    is_default_set: bool
    old_menus: tuple[KnownMenu, ...]
    old_aliases: tuple[str, ...]
    unpointed: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to do."""
        left = (*self.create, *self.old_menus, *self.old_aliases, *self.unpointed)
        return self.is_default_set and not left


def successor(menu: KnownMenu) -> str:
    """The id, as the file writes it, of the menu that takes the place of one of ours."""
    key = read_name(menu.name)
    return key[0] if key else ""


def make_plan(state: State, wanted: Sequence[Prepared], default: str) -> Plan:
    """Compare what stands with what is wanted."""
    keep = {menu.id: found for menu in wanted if (found := state.standing(menu))}
    aliases = {menu.alias for menu in wanted}
    return Plan(
        create=tuple(menu for menu in wanted if menu.id not in keep),
        keep=keep,
        default=default,
        is_default_set=default in keep and state.default == keep[default],
        old_menus=tuple(menu for menu in state.ours if menu.id not in keep.values()),
        old_aliases=tuple(
            alias
            for alias in state.aliases
            if alias.startswith(ALIAS_PREFIX) and alias not in aliases
        ),
        unpointed=tuple(
            menu.alias
            for menu in wanted
            if menu.id in keep and state.aliases.get(menu.alias) != keep[menu.id]
        ),
    )


def default_for(state: State, menus: Menus, asked: str | None) -> str:
    """The id of the menu for everybody: the one asked for, else the one they see now, else the file's.

    So a word put right in the middle of a disaster does not take the disaster's menu away.
    """
    now = state.default_name
    return asked or (now if now and menus.named(now) else menus.default.id)
