"""Programmes of the city for families: classes, allowances, and other support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from handlers.childcare.messages.moments import Moment


class Kind(StrEnum):
    """What a programme is; the values are those of content/childcare/programmes.yaml."""

    CLASS = "教室"
    ALLOWANCE = "手当"
    SUPPORT = "支援"


@dataclass(frozen=True, slots=True)
class Whom:
    """A child by its day of birth, or by the expected one; None: expected, nobody asked when."""

    born: date | None
    expected: bool = False


@dataclass(frozen=True)
class Programme:
    """One programme.

    Attributes:
        since: from this moment of life, and until before `until`; None: from or for ever.
        districts: for whom only, by the districts of content/platform/; empty for all.
        last: after this day it is no longer offered.
    """

    id: str
    name: str
    kind: Kind
    what: str
    how: str = ""
    dates: str = ""
    reading: str = ""
    also_called: Sequence[str] = ()
    since: Moment | None = None
    until: Moment | None = None
    districts: Sequence[str] = ()
    url: str = ""
    phone: str = ""
    last: date | None = None

    def is_for(self, whom: Whom, today: date) -> bool:
        """Whether it is for a child, or for who expects one."""
        since, until = self.since, self.until
        early = since is not None and since.pregnant
        if whom.born is None:
            return early
        life = (today - whom.born).days
        if whom.expected and not early:
            return False
        if since and since.pregnant == whom.expected and life < since.offset(whom.born):
            return False
        if until and until.pregnant and not whom.expected:
            return False
        over = until and until.pregnant == whom.expected and life >= until.offset(whom.born)
        return not over

    def is_offered(self, today: date, district: str | None) -> bool:
        """Whether it is offered today to who lives in a district; None: not known where."""
        here = not self.districts or district is None or district in self.districts
        return here and (self.last is None or today <= self.last)
