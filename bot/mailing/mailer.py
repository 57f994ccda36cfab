"""Writes mailings to the outbox, in pieces that a killed process and a second clock cannot double."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Update, update

from bot.db import Database
from bot.mailing.letters import Letter
from bot.mailing.table import Mailing, Order, find, mailing_table, opened
from bot.outbox import MULTICAST, Outgoing, add_multicasts, new_key
from bot.time import Clock, millis

log = logging.getLogger(__name__)

# LINE's limit of one multicast.
CALL_PEOPLE = 500
# A piece is one transaction: large enough to be cheap, small enough that no answer waits for it.
PIECE_CALLS = 20


@dataclass(slots=True)
class _Piece:
    """The next calls of a mailing, and how far it has come with them."""

    letter: str
    after: str
    calls: list[tuple[Letter, list[str]]] = field(default_factory=list)
    whole: bool = False

    @property
    def people(self) -> int:
        return sum(len(citizens) for _, citizens in self.calls)


class Mailer:
    """Writes mailings; safe to use from several processes at once."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def send(self, order: Order, letters: Iterable[Letter]) -> Mailing:
        """Write what is missing of a mailing; return it as it stands.

        `letters` is looked at only if something is missing, so it may be a generator that costs
        something. Ends early where another process writes the same mailing: what that one leaves
        unwritten, should it die, is written by the next call with this key.

        Raises:
            ValueError: two letters have the same name.
            DBAPIError: the database is out of reach; the next call goes on from here.
        """
        with self._database.read() as connection:
            mailing = find(connection, order.key)
        if mailing is not None and mailing.state != "writing":
            return mailing
        if self._now() >= order.expires_ms:
            return self._too_late(order, mailing)
        return self._write(order, mailing, _in_order(letters))

    def _now(self) -> int:
        return millis(self._clock())

    def _write(self, order: Order, mailing: Mailing | None, letters: Sequence[Letter]) -> Mailing:
        mailing = mailing or self._open(order, letters)
        while mailing.state == "writing":
            if self._now() >= mailing.expires_ms:
                return self._too_late(order, mailing)
            if not self._add(mailing, self._next(mailing, letters)):
                log.info("another process writes mailing %s", order.key)
                return self._as_it_stands(order)
            mailing = self._as_it_stands(order)
        return mailing

    def _open(self, order: Order, letters: Sequence[Letter]) -> Mailing:
        with self._database.read() as connection:
            planned = sum(letter.count(connection) for letter in letters)
        with self._database.write() as connection:
            mailing = opened(connection, order, self._now(), planned, "writing")
        log.info("mailing opened", extra={"mailing": order.key, "planned": planned})
        return mailing

    def _as_it_stands(self, order: Order) -> Mailing:
        with self._database.read() as connection:
            found = find(connection, order.key)
        if found is None:
            raise LookupError(f"the mailing {order.key!r} was deleted")
        return found

    def _next(self, mailing: Mailing, letters: Sequence[Letter]) -> _Piece:
        """Read whom the next calls go to. Nobody waits for this: it locks nothing."""
        piece = _Piece(mailing.letter, mailing.after)
        with self._database.read() as connection:
            for letter in letters:
                if letter.name >= mailing.letter and not _fill(connection, piece, letter):
                    return piece
        piece.whole = True
        return piece

    def _add(self, mailing: Mailing, piece: _Piece) -> bool:
        """Write a piece, unless the mailing has moved on since it was read."""
        now = self._now()
        calls = [_call(mailing, letter, whom, now) for letter, whom in piece.calls]
        with self._database.write() as connection:
            if not _move(connection, mailing, piece, now):
                return False
            add_multicasts(connection, calls)
        return True

    def _too_late(self, order: Order, mailing: Mailing | None) -> Mailing:
        with self._database.write() as connection:
            mailing = mailing or opened(connection, order, self._now(), 0, "expired")
            left = _is_at(mailing)
            connection.execute(left.values(state="expired", finished_ms=self._now(), after=""))
        log.error(
            "mailing is too late; the rest is not sent",
            extra={"mailing": order.key, "written": mailing.written, "planned": mailing.planned},
        )
        return self._as_it_stands(order)


def _in_order(letters: Iterable[Letter]) -> list[Letter]:
    found = sorted(letters, key=lambda letter: letter.name)
    names = [letter.name for letter in found]
    if double := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"several letters are called {min(double)!r}")
    return found


def _fill(connection: Connection, piece: _Piece, letter: Letter) -> bool:
    """Add a letter's next citizens to a piece; False when there is no room for more."""
    room = (PIECE_CALLS - len(piece.calls)) * CALL_PEOPLE
    if room == 0:
        return False
    after = piece.after if piece.letter == letter.name else ""
    page = letter.page(connection, after, room)
    for start in range(0, len(page.citizens), CALL_PEOPLE):
        piece.calls.append((letter, page.citizens[start : start + CALL_PEOPLE]))
    piece.letter, piece.after = letter.name, page.last
    return page.whole


def _is_at(mailing: Mailing) -> Update:
    return update(mailing_table).where(
        mailing_table.c.id == mailing.id,
        mailing_table.c.state == "writing",
        mailing_table.c.step == mailing.step,
    )


def _move(connection: Connection, mailing: Mailing, piece: _Piece, now_ms: int) -> bool:
    progress = _is_at(mailing).values(
        step=mailing.step + 1,
        letter=piece.letter,
        after="" if piece.whole else piece.after,
        written=mailing.written + piece.people,
        calls=mailing.calls + len(piece.calls),
        state="written" if piece.whole else "writing",
        finished_ms=now_ms if piece.whole else None,
    )
    return bool(connection.execute(progress).rowcount)


def _call(mailing: Mailing, letter: Letter, whom: Sequence[str], now_ms: int) -> Outgoing:
    return Outgoing(
        citizen="",
        method=MULTICAST,
        messages=letter.body,
        created_ms=now_ms,
        due_ms=now_ms,
        key=new_key(),
        lane=mailing.lane,
        attempts=0,
        in_flight=False,
        mailing=mailing.id,
        recipients='["' + '","'.join(whom) + '"]',
        people=len(whom),
        expires_ms=mailing.expires_ms,
    )
