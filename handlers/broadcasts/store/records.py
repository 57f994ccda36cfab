"""What is stored of a broadcast and of each time it was sent, as values read from rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from bot.api import JAPAN
from bot.jobs import Audience
from handlers.broadcasts.draft import Draft
from handlers.broadcasts.plan import Plan


class Changed(Exception):
    """Somebody else changed it meanwhile, or it is not in the state for this."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is approved."""

    draft: Draft
    audience: Audience
    plan: Plan
    urgent: bool

    def columns(self) -> dict[str, object]:
        """As it is stored."""
        return {
            "draft": self.draft.model_dump_json(),
            "audience": self.audience.model_dump_json(),
            "plan": self.plan.model_dump_json(),
            "urgent": self.urgent,
        }


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One broadcast as it stands."""

    id: int
    content: Content
    state: str
    version: int
    author_id: int
    author: str
    approver: str
    remark: str
    changed_ms: int
    next_ms: int | None

    @property
    def next(self) -> datetime | None:
        """When it is to be sent next, in the city's time zone."""
        return None if self.next_ms is None else datetime.fromtimestamp(self.next_ms / 1000, JAPAN)


@dataclass(frozen=True, slots=True)
class Run:
    """What was sent at one time."""

    broadcast: int
    at_ms: int
    draft: Draft
    audience: Audience
    urgent: bool
    state: str
    correction: Draft | None
    corrected_ms: int | None

    @property
    def key(self) -> str:
        """The key of its mailing."""
        return f"{self.broadcast}:{self.at_ms}"

    @property
    def at(self) -> datetime:
        """When it was due, in the city's time zone."""
        return datetime.fromtimestamp(self.at_ms / 1000, JAPAN)


def ms(moment: datetime) -> int:
    """Milliseconds since 1970 UTC."""
    return round(moment.timestamp() * 1000)


def broadcast_of(row: Row[Any]) -> Broadcast:
    """A row of the broadcasts."""
    content = Content(
        Draft.model_validate_json(row.draft),
        Audience.model_validate_json(row.audience),
        Plan.model_validate_json(row.plan),
        row.urgent,
    )
    plain = {name: row._mapping[name] for name in Broadcast.__slots__ if name != "content"}
    return Broadcast(content=content, **plain)


def run_of(row: Row[Any]) -> Run:
    """A row of the runs."""
    plain = dict(row._mapping)
    correction = plain.pop("correction")
    return Run(
        **plain
        | {
            "draft": Draft.model_validate_json(row.draft),
            "audience": Audience.model_validate_json(row.audience),
            "correction": None if correction is None else Draft.model_validate_json(correction),
        }
    )
