"""`Procedure`: all that is said of one procedure. Immutable, and stored whole with each version."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

from pydantic import BaseModel, ConfigDict


class State(Enum):
    """Where a procedure stands between its opening and its closing."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"


class Procedure(BaseModel):
    """One procedure; what is not known is empty.

    `opens` and `closes` (the first moment after) are in the city's time zone; without them it is always
    open. `life_events`, `category`, `channel`, `identity` and `online` are names of
    content/procedures/settings.yaml; `online` says by which definition it counts as an online procedure.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: str
    reading: str = ""
    summary: str = ""
    who: str = ""
    life_events: tuple[str, ...] = ()
    category: str = ""
    department: str = ""
    phone: str = ""
    channel: str = ""
    url: str = ""
    identity: str = ""
    fee: str = ""
    payment: str = ""
    prepare: tuple[str, ...] = ()
    opens: datetime | None = None
    closes: datetime | None = None
    synonyms: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    online: str = ""
    online_since: date | None = None
    note: str = ""

    def state(self, now: datetime) -> State:
        """Whether applications are taken at `now` (any time zone)."""
        if self.closes is not None and now >= self.closes:
            return State.CLOSED
        if self.opens is not None and now < self.opens:
            return State.UPCOMING
        return State.OPEN
