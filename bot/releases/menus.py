"""How far the menus of a release are at LINE, as rows; `bot.richmenu.following` brings them there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, insert, select, update

from bot.releases.tables import content_menu_table

FILE = "menu.yaml"

_menu = content_menu_table.c


class State(StrEnum):
    """As it is stored. `SAME`: the release changed nothing of the menus."""

    SAME = "same"
    WAITING = "waiting"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Publication:
    """The menus of a release. `due_ms`: when they are tried next, or were published."""

    release: int
    state: State
    error: str
    tries: int
    due_ms: int


def of_release(connection: Connection, number: int) -> Publication | None:
    """How far a release's menus are; None where nothing is known of it."""
    query = select(content_menu_table).where(_menu.release == number)
    row = connection.execute(query).one_or_none()
    return Publication(row.release, State(row.state), *row[2:]) if row else None


def begin(connection: Connection, number: int, *, changed: bool, now_ms: int) -> None:
    """Note whether a new release has menus to be published.

    What the release before it has not brought to LINE yet is this one's to bring.
    """
    before = of_release(connection, number - 1)
    left = before is not None and before.state is State.WAITING
    state = State.WAITING if changed or left else State.SAME
    connection.execute(
        insert(content_menu_table).values(
            release=number, state=state.value, error="", tries=0, due_ms=now_ms
        )
    )


def claim(connection: Connection, one: Publication, until_ms: int) -> bool:
    """Take it up until a moment; False where another process has."""
    mine = (_menu.release == one.release, _menu.due_ms == one.due_ms, _menu.tries == one.tries)
    waiting = update(content_menu_table).where(*mine, _menu.state == State.WAITING.value)
    return bool(connection.execute(waiting.values(due_ms=until_ms)).rowcount)


def note(connection: Connection, one: Publication, error: str, due_ms: int) -> None:
    """Write down that the menus are in use, or what was in the way; then it is tried again."""
    state = State.WAITING if error else State.DONE
    values = {"state": state.value, "error": error, "tries": one.tries + 1, "due_ms": due_ms}
    connection.execute(
        update(content_menu_table).where(_menu.release == one.release).values(**values)
    )
