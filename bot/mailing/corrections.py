"""Corrections: what follows a mailing, to exactly those whom it reached."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from bot.db import Database
from bot.mailing.kept import Kept, kept_letters
from bot.mailing.ledger import recall, under_way
from bot.mailing.letters import Letter
from bot.mailing.table import find
from bot.messages import Message

PATIENCE_SECONDS = 1.0
LOOK_SECONDS = 0.05

Words = Callable[[str], Sequence[Message | str]]


class NotKept(LookupError):
    """A mailing's receivers were not kept, or their term is over."""


def take_back(database: Database, key: str, why: str, now_ms: int) -> int:
    """Stop the mailing of this key, so that nothing of it comes after its correction; return its id.

    Waits for moments until processes have given back what they had in hand: only then it is known whom it
    reached. What LINE has not answered by then counts as reached.

    Raises:
        LookupError: there is no such mailing.
        NotKept: its receivers were not kept, or not until now.
    """
    with database.write() as connection:
        mailing = find(connection, key)
        if mailing is None:
            raise LookupError(f"no mailing {key!r}")
        if (mailing.kept_until_ms or 0) <= now_ms:
            raise NotKept(f"the receivers of {key!r} are not kept (any more)")
        recall(connection, mailing.id, why, now_ms)
    _wait(database, mailing.id)
    return mailing.id


def _wait(database: Database, mailing: int) -> None:
    for _ in range(round(PATIENCE_SECONDS / LOOK_SECONDS)):
        with database.read() as connection:
            if not under_way(connection, mailing):
                return
        time.sleep(LOOK_SECONDS)


def letters_again(connection: Connection, mailing: int, words: Words) -> list[Letter]:
    """Letters to those whom a mailing reached that was taken back.

    Args:
        words: the name of a letter of that mailing to the messages that its readers get now.
    """
    names = kept_letters(connection, mailing)
    return [Letter(name, words(name), Kept(mailing, name)) for name in names]
