"""Letters: the same messages for all citizens that a query yields, read in pieces of ids in order."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import Connection, Select, Subquery, func, select, true
from sqlalchemy.sql.elements import ColumnElement

from bot.citizens import citizen_table
from bot.mailing.kept import Kept
from bot.messages import Message, TextMessage, check_call

log = logging.getLogger(__name__)

NAME_LENGTH = 200
# One malformed id makes LINE refuse all 500 of a call.
_USER_ID = re.compile(r"U[0-9a-f]{32}")
_USER_IDS = re.compile(rf"(?:{_USER_ID.pattern})*")
_ID_LENGTH = 33
_BETWEEN = "\n"
Only = Callable[[ColumnElement[str]], ColumnElement[bool]]
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class Letter:
    """One to five messages for everybody whom a query yields.

    Args:
        name: tells the mailing's letters apart. Progress is kept by it, so it must say to whom the
            letter goes ("1_3" for a district) and be the same when the mailing is resumed.
        messages: texts are taken as text messages.
        to: a query for one column, citizens' ids; an index should give them in order. Citizens who
            blocked the account need not be left out: they are. Or `Kept`: whom another mailing reached.
        followers: the query finds nobody who blocked the account, so they need not be looked for.

    Raises:
        MessageError: one call cannot carry the messages.
        ValueError: the query has more than one column, or the name does not fit.
    """

    name: str
    messages: Sequence[Message | str]
    to: Select[str] | Kept
    followers: bool = False

    def __post_init__(self) -> None:
        check_call(self._typed())
        if not 0 < len(self.name) <= NAME_LENGTH:
            raise ValueError(f"a letter's name has 1 to {NAME_LENGTH} characters: {self.name!r}")
        if not isinstance(self.to, Kept) and len(self.to.selected_columns) != 1:
            raise ValueError(f"{self.name}: the query has to yield citizens' ids and nothing else")

    def _typed(self) -> list[Message]:
        return [TextMessage(one) if isinstance(one, str) else one for one in self.messages]

    @cached_property
    def body(self) -> str:
        """The messages as LINE's JSON array."""
        return _JSON.encode([message.payload() for message in self._typed()])

    def count(self, connection: Connection) -> int:
        """How many citizens it would go to at this moment; for previews, a large city takes seconds."""
        if isinstance(self.to, Kept):
            return self.to.count(connection)
        citizen = _whom(self.to).c[0]
        query = select(func.count(citizen.distinct())).where(self._reached(citizen))
        return connection.scalar(query) or 0

    def page(
        self,
        connection: Connection,
        after: str,
        people: int,
        of: int,
        only: Only | None = None,
    ) -> Page:
        """The next calls of `of` citizens each, with `people` citizens at most.

        Args:
            after: up to where the letter is written: the `upto` of its last call.
            only: a condition on citizens; kept receivers are not asked about.
        """
        if isinstance(self.to, Kept):
            return _kept_page(self.to, connection, after, max(1, people // of))
        citizen = _whom(self.to).c[0]
        query = select(citizen).where(citizen > after, self._reached(citizen))
        if only:
            query = query.where(only(citizen))
        found = _read(connection, query.order_by(citizen).limit(people))
        return Page(_cut(found, of), found[-1] if found else after, len(found) < people)

    def _reached(self, citizen: ColumnElement[str]) -> ColumnElement[bool]:
        # Whoever added the account before this bot served it is not known, but may be written to.
        blocked = select(citizen_table.c.id).where(
            citizen_table.c.id == citizen, citizen_table.c.following.is_(False)
        )
        return true() if self.followers else ~blocked.exists()


class Piece(NamedTuple):
    """The citizens of one call. `upto` comes after the `upto` of every earlier call of the letter."""

    upto: str
    citizens: Sequence[str]


@dataclass(frozen=True, slots=True)
class Page:
    """Some calls of a letter. `last`: up to where they reach; `whole`: there are no more."""

    pieces: list[Piece]
    last: str
    whole: bool


def _kept_page(kept: Kept, connection: Connection, after: str, calls: int) -> Page:
    found = [Piece(*one) for one in kept.page(connection, after, calls)]
    return Page(found, found[-1].upto if found else after, len(found) < calls)


def _read(connection: Connection, query: Select[str]) -> list[str]:
    """All that a query for one column yields, in its order.

    As one row: to fetch each in turn means to wait each time for the threads that send meanwhile.
    """
    page = query.subquery("page")
    joined = connection.scalar(select(func.aggregate_strings(page.c[0], _BETWEEN)))
    return joined.split(_BETWEEN) if joined else []


def _whom(to: Select[str]) -> Subquery:
    return to.order_by(None).subquery("whom")


def _cut(found: Sequence[str], of: int) -> list[Piece]:
    good = _well_formed(found)
    cut = [good[start : start + of] for start in range(0, len(good), of)]
    return [Piece(some[-1], some) for some in cut]


def _well_formed(found: Sequence[str]) -> list[str]:
    once = list(dict.fromkeys(found))
    if all(len(one) == _ID_LENGTH for one in once) and _USER_IDS.fullmatch("".join(once)):
        return once
    good = [one for one in once if _USER_ID.fullmatch(one)]
    if bad := len(set(found)) - len(good):
        log.error("left out %d citizens whose ids are not LINE's", bad)
    return good
