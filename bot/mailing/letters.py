"""Letters: the same messages for all citizens that a query yields, read in pieces of ids in order."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, Select, Subquery, func, select
from sqlalchemy.sql.elements import ColumnElement

from bot.citizens import citizen_table
from bot.messages import Message, TextMessage, check_call

log = logging.getLogger(__name__)

NAME_LENGTH = 200
# One malformed id makes LINE refuse all 500 of a call.
_USER_ID = re.compile(r"U[0-9a-f]{32}")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class Letter:
    """One to five messages for everybody whom a query yields.

    Args:
        name: tells the mailing's letters apart. Progress is kept by it, so it must say to whom the
            letter goes ("1_3" for a district) and be the same when the mailing is resumed.
        messages: texts are taken as text messages.
        to: a query for one column, citizens' ids; an index should give them in order. Citizens who
            blocked the account need not be left out: they are.

    Raises:
        MessageError: one call cannot carry the messages.
        ValueError: the query has more than one column, or the name does not fit.
    """

    name: str
    messages: Sequence[Message | str]
    to: Select[str]

    def __post_init__(self) -> None:
        check_call(self._typed())
        if not 0 < len(self.name) <= NAME_LENGTH:
            raise ValueError(f"a letter's name has 1 to {NAME_LENGTH} characters: {self.name!r}")
        if len(self.to.selected_columns) != 1:
            raise ValueError(f"{self.name}: the query has to yield citizens' ids and nothing else")

    def _typed(self) -> list[Message]:
        return [TextMessage(one) if isinstance(one, str) else one for one in self.messages]

    @cached_property
    def body(self) -> str:
        """The messages as LINE's JSON array."""
        return _JSON.encode([message.payload() for message in self._typed()])

    def count(self, connection: Connection) -> int:
        """How many citizens it would go to at this moment; for previews, a large city takes seconds."""
        whom = self._whom()
        query = select(func.count(whom.c[0].distinct())).where(_reached(whom.c[0]))
        return connection.scalar(query) or 0

    def page(self, connection: Connection, after: str, limit: int) -> Page:
        """The next citizens, in the order of their ids: at most `limit` after this one."""
        citizen = self._whom().c[0]
        query = select(citizen).where(citizen > after, _reached(citizen))
        found = connection.scalars(query.order_by(citizen).limit(limit)).all()
        whole = len(found) < limit
        return Page(_well_formed(found), found[-1] if found else after, whole)

    def _whom(self) -> Subquery:
        return self.to.order_by(None).subquery("whom")


@dataclass(frozen=True, slots=True)
class Page:
    """Some citizens of a letter. `last` is the id that they reach to; `whole`: there are no more."""

    citizens: list[str]
    last: str
    whole: bool


def _reached(citizen: ColumnElement[str]) -> ColumnElement[bool]:
    # Whoever added the account before this bot served it is not known, but may be written to.
    blocked = select(citizen_table.c.id).where(
        citizen_table.c.id == citizen, citizen_table.c.following.is_(False)
    )
    return ~blocked.exists()


def _well_formed(found: Sequence[str]) -> list[str]:
    good = [one for one in dict.fromkeys(found) if _USER_ID.fullmatch(one)]
    if bad := len(set(found)) - len(good):
        log.error("left out %d citizens whose ids are not LINE's", bad)
    return good
