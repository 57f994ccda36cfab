"""Writes mailings to the outbox, in pieces that a killed process and a second clock cannot double."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice, pairwise

from sqlalchemy import Connection, update

from bot.db import Database
from bot.mailing import cap
from bot.mailing.letters import Letter, Only, Piece
from bot.mailing.table import PROGRESS, Mailing, Order, find, mailing_table, opened
from bot.outbox import MULTICAST, Outgoing, add_multicasts, new_key
from bot.time import Clock, millis

log = logging.getLogger(__name__)

# LINE's limit of one multicast.
CALL_PEOPLE = 500
# A piece is one transaction: large enough to be cheap, small enough that no answer waits for it.
PIECE_CALLS = 20
# Citizens read at once, for several pieces: their query may have to sort a letter's citizens every time.
# Fewer at first, so that the first calls leave soon.
READ_PEOPLE = 50_000
FIRST_PEOPLE = 10_000


@dataclass(frozen=True, slots=True)
class _Call:
    """One call of a letter."""

    letter: Letter
    piece: Piece


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
        if self.now() >= order.expires_ms:
            return self._too_late(order, mailing)
        return self._write(order, mailing, _in_order(letters))

    def now(self) -> int:
        """This moment, in epoch ms."""
        return millis(self._clock())

    def _write(self, order: Order, mailing: Mailing | None, letters: Sequence[Letter]) -> Mailing:
        mailing = mailing or self._open(order)
        calls = self._calls(order, mailing, letters)
        while mailing.state == "writing":
            if self.now() >= mailing.expires_ms:
                return self._too_late(order, mailing)
            moved = self._add(order, mailing, list(islice(calls, PIECE_CALLS)))
            if moved is None:
                log.info("mailing is written elsewhere", extra={"mailing": order.key})
                return self._as_it_stands(order)
            mailing = moved
        return mailing

    def _open(self, order: Order) -> Mailing:
        with self._database.write() as connection:
            mailing = opened(connection, order, self.now(), "writing")
        log.info("mailing opened", extra={"mailing": order.key})
        return mailing

    def _as_it_stands(self, order: Order) -> Mailing:
        with self._database.read() as connection:
            found = find(connection, order.key)
        if found is None:
            raise LookupError(f"the mailing {order.key!r} was deleted")
        return found

    def _calls(self, order: Order, mailing: Mailing, letters: Sequence[Letter]) -> Iterator[_Call]:
        """The calls that are missing. Nobody waits while citizens are read: that locks nothing."""
        allowed = (
            partial(order.cap.allows, mailing=mailing.id, now_ms=self.now()) if order.cap else None
        )
        for letter in letters:
            if letter.name >= mailing.letter:
                begin = mailing.after if letter.name == mailing.letter else ""
                yield from self._calls_of(letter, begin, allowed)

    def _calls_of(self, letter: Letter, after: str, only: Only | None) -> Iterator[_Call]:
        whole, people = False, min(FIRST_PEOPLE, READ_PEOPLE)
        while not whole:
            with self._database.read() as connection:
                page = letter.page(connection, after, people, CALL_PEOPLE, only)
            people = READ_PEOPLE
            for piece in page.pieces:
                yield _Call(letter, piece)
            after, whole = page.last, page.whole

    def _add(self, order: Order, mailing: Mailing, calls: Sequence[_Call]) -> Mailing | None:
        """Write a piece; None if the mailing has moved on since it was read."""
        now, moved = self.now(), _moved(mailing, calls)
        rows = [_row(mailing, call, now) for call in calls]
        with self._database.write() as connection:
            if not _move(connection, mailing, moved, now):
                return None
            add_multicasts(connection, rows)
            if order.cap:
                people = [one for call in calls for one in call.piece.citizens]
                cap.note(connection, people, mailing.id, now)
        return moved

    def _too_late(self, order: Order, mailing: Mailing | None) -> Mailing:
        now = self.now()
        with self._database.write() as connection:
            mailing = mailing or opened(connection, order, now, "expired")
            _move(connection, mailing, replace(mailing, state="expired", after=""), now)
        log.error(
            "mailing is too late; the rest is not sent",
            extra={"mailing": order.key, "written": mailing.written},
        )
        return self._as_it_stands(order)


def _in_order(letters: Iterable[Letter]) -> list[Letter]:
    found = sorted(letters, key=lambda letter: letter.name)
    for one, other in pairwise(found):
        if one.name == other.name:
            raise ValueError(f"several letters are called {one.name!r}")
    return found


def _moved(mailing: Mailing, calls: Sequence[_Call]) -> Mailing:
    """The mailing as it stands once these calls are written; with less than a piece it is at its end."""
    whole = len(calls) < PIECE_CALLS
    return replace(
        mailing,
        step=mailing.step + 1,
        state="written" if whole else "writing",
        letter=calls[-1].letter.name if calls else mailing.letter,
        after="" if whole else calls[-1].piece.upto,
        written=mailing.written + sum(len(call.piece.citizens) for call in calls),
        calls=mailing.calls + len(calls),
    )


def _move(connection: Connection, mailing: Mailing, to: Mailing, now_ms: int) -> bool:
    """Note how far a mailing has come, unless somebody else has moved it meanwhile."""
    table = mailing_table.c
    here = (table.id == mailing.id, table.state == "writing", table.step == mailing.step)
    progress = {name: getattr(to, name) for name in PROGRESS}
    ended = None if to.state == "writing" else now_ms
    moved = update(mailing_table).where(*here).values(**progress, finished_ms=ended)
    return bool(connection.execute(moved).rowcount)


def _row(mailing: Mailing, call: _Call, now_ms: int) -> Outgoing:
    return Outgoing(
        citizen="",
        method=MULTICAST,
        messages=call.letter.body,
        created_ms=now_ms,
        due_ms=now_ms,
        key=new_key(),
        lane=mailing.lane,
        attempts=0,
        in_flight=False,
        mailing=mailing.id,
        recipients='["' + '","'.join(call.piece.citizens) + '"]',
        people=len(call.piece.citizens),
        expires_ms=mailing.expires_ms,
        letter=call.letter.name,
        kept_until_ms=mailing.kept_until_ms,
    )
