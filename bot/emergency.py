"""The emergency mode: staff switch it on when citizens need other things first, and off again.

Every switch is a row that stays; the newest one is in force. It also says how far the menu below the talk
has followed, see `bot.richmenu.switching`. In a drill nothing changes for citizens.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Connection, Integer, String, Table, Text, select, update

from bot.db.base import BigId, metadata

emergency_table = Table(
    "emergency",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("mode", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("author", String(200), nullable=False),
    Column("since_ms", BigInteger, nullable=False),
    # How far the menu is: a `MenuState`, what was in the way, and when it is tried next.
    Column("menu", String(10), nullable=False),
    Column("menu_error", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due_ms", BigInteger, nullable=False),
    # The id, as content/menu.yaml writes it, of the menu that everybody saw before.
    Column("menu_before", String(40), nullable=False),
)


class Mode(StrEnum):
    """What the city is in."""

    OFF = "off"
    ON = "on"
    DRILL = "drill"


class MenuState(StrEnum):
    """How far the menu has followed: `SHOWN` to all but those who had chosen another one."""

    WAITING = "waiting"
    SHOWN = "shown"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Emergency:
    """The newest switch. `id` is 0 where nobody ever switched."""

    id: int = 0
    mode: Mode = Mode.OFF
    reason: str = ""
    author: str = ""
    since_ms: int = 0
    menu: MenuState = MenuState.DONE
    menu_error: str = ""
    tries: int = 0
    due_ms: int = 0
    menu_before: str = ""

    @property
    def is_on(self) -> bool:
        """Whether it is an emergency, and no drill."""
        return self.mode is Mode.ON

    @property
    def is_drill(self) -> bool:
        return self.mode is Mode.DRILL


_COLUMNS = [emergency_table.c[name] for name in Emergency.__slots__]


def current(connection: Connection) -> Emergency:
    """What is in force."""
    found = past(connection, 1)
    return found[0] if found else Emergency()


def past(connection: Connection, most: int) -> list[Emergency]:
    """The newest switches, newest first."""
    rows = connection.execute(select(*_COLUMNS).order_by(emergency_table.c.id.desc()).limit(most))
    return [_made(tuple(row)) for row in rows]


def switch(connection: Connection, mode: Mode, reason: str, author: str, now_ms: int) -> Emergency:
    """Put a mode in force. What is in force already, or a drill that ends, moves no menu."""
    before = current(connection)
    moves = Mode.ON in (before.mode, mode) and before.mode is not mode
    row = emergency_table.insert().values(
        mode=mode.value,
        reason=reason,
        author=author,
        since_ms=now_ms,
        menu=(MenuState.WAITING if moves else before.menu).value,
        menu_error="",
        tries=0,
        due_ms=now_ms,
        menu_before=before.menu_before,
    )
    connection.execute(row)
    return current(connection)


def claim(connection: Connection, one: Emergency, until_ms: int) -> bool:
    """Take the menu of a switch up until a moment; False where another process has."""
    table = emergency_table.c
    mine = (table.id == one.id, table.due_ms == one.due_ms, table.tries == one.tries)
    done = connection.execute(update(emergency_table).where(*mine).values(due_ms=until_ms))
    return bool(done.rowcount)


def note_shown(connection: Connection, one: Emergency) -> None:
    """Write down that all see the menu who had not chosen another one."""
    _put(connection, one, menu=MenuState.SHOWN.value)


def note_tried(connection: Connection, one: Emergency, error: str, due_ms: int) -> None:
    """Write down that the menu has followed, or what was in the way; then it is tried again."""
    _put(connection, one, menu_error=error, due_ms=due_ms, tries=one.tries + 1)
    if not error:
        _put(connection, one, menu=MenuState.DONE.value)


def move_again(connection: Connection, one: Emergency, now_ms: int) -> None:
    """The menu has changed: those who see it in the place of their own shall see the new one."""
    _put(connection, one, menu=MenuState.SHOWN.value, menu_error="", tries=0, due_ms=now_ms)


def note_menu_before(connection: Connection, one: Emergency, menu: str) -> None:
    """Remember which menu everybody saw, to go back to."""
    _put(connection, one, menu_before=menu)


def _put(connection: Connection, one: Emergency, **values: object) -> None:
    mine = emergency_table.c.id == one.id
    connection.execute(update(emergency_table).where(mine).values(**values))


def _made(row: tuple[object, ...]) -> Emergency:
    values = dict(zip(Emergency.__slots__, row, strict=True))
    values |= {"mode": Mode(str(values["mode"])), "menu": MenuState(str(values["menu"]))}
    return Emergency(**values)  # type: ignore[arg-type]
