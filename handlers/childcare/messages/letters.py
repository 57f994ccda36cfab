"""A morning's letters: which message goes to the parents of which days of birth, frozen before sending."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, or_, select
from sqlalchemy.orm import Session

from bot.api import JsonObject, Message
from bot.jobs import Job, Letter
from handlers.childcare.messages.children import Kind
from handlers.childcare.tables import Child, Letters
from handlers.childcare.words import Words

ChildcareJob = Job[Words]
_SINCE = {Kind.MESSAGES: Child.messages_since, Kind.PLAN: Child.plan_since}


@dataclass(frozen=True, slots=True)
class Readers:
    """Parents of children born on these days (ISO dates), or expecting them.

    Attributes:
        weekly: whether those with one message a week are among them.
        inside, outside: only in these districts; in all but these.
    """

    births: tuple[str, ...]
    expected: bool = False
    weekly: bool = True
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()

    def condition(self) -> ColumnElement[bool]:
        days = [date.fromisoformat(day) for day in self.births]
        tests = [Child.expected.is_(self.expected), Child.born.in_(days)]
        if not self.weekly:
            tests.append(Child.weekly.is_(False))
        if self.inside:
            tests.append(Child.district.in_(self.inside))
        if self.outside:
            tests.append(Child.district.not_in(self.outside))
        return and_(*tests)


@dataclass(frozen=True, slots=True)
class Draft:
    """One message's JSON and its readers; who is among several of them gets it once."""

    message: JsonObject
    readers: tuple[Readers, ...]

    def whom(self, kind: Kind, day: date) -> Select[str]:
        """The query for the citizens."""
        wanted = _SINCE[kind] <= day
        return select(Child.citizen).where(
            wanted, or_(*(each.condition() for each in self.readers))
        )


class Frozen(Message):
    """A message as it was once written down."""

    def __init__(self, body: JsonObject) -> None:
        self.__dict__["body"] = body

    def payload(self) -> JsonObject:
        found: JsonObject = self.__dict__["body"]
        return found


def grouped(found: Iterable[tuple[JsonObject, Readers]]) -> list[Draft]:
    """One draft for each message, whoever it goes to: calls to LINE are counted by messages."""
    drafts: dict[str, tuple[JsonObject, dict[Readers, list[str]]]] = {}
    for body, readers in found:
        text = json.dumps(body, ensure_ascii=False, sort_keys=True)
        alike = drafts.setdefault(text, (body, {}))[1]
        alike.setdefault(replace(readers, births=()), []).extend(readers.births)
    return [
        Draft(body, tuple(replace(each, births=tuple(days)) for each, days in alike.items()))
        for body, alike in drafts.values()
    ]


def births(session: Session, kind: Kind, day: date) -> list[tuple[bool, date]]:
    """The days of birth for which somebody wants a kind: whether expected, and the day."""
    wanted = _SINCE[kind] <= day
    query = select(Child.expected, Child.born).where(wanted).distinct()
    return [(expected, born) for expected, born in session.execute(query)]


def frozen(
    job: ChildcareJob, kind: Kind, day: date, drafts: Callable[[], Sequence[Draft]]
) -> list[Letter]:
    """The letters of a morning: those written down, or new ones, which are written down first."""
    with job.read() as session:
        kept = _thaw(session, kind, day)
    if kept is None:
        made = list(drafts())
        with job.write() as session:
            kept = _thaw(session, kind, day)
            if kept is None:
                kept = made
                session.execute(delete(Letters).where(Letters.kind == str(kind)))
                body = json.dumps([asdict(draft) for draft in made], ensure_ascii=False)
                session.add(Letters(kind=str(kind), day=day, letters=body))
    return [
        Letter(f"{number:05}", [Frozen(draft.message)], draft.whom(kind, day))
        for number, draft in enumerate(kept)
    ]


def _thaw(session: Session, kind: Kind, day: date) -> list[Draft] | None:
    kept = select(Letters.letters).where(Letters.kind == str(kind), Letters.day == day)
    found = session.scalar(kept)
    if found is None:
        return None
    return [
        Draft(one["message"], tuple(_readers(each) for each in one["readers"]))
        for one in json.loads(found)
    ]


def _readers(kept: dict[str, Any]) -> Readers:
    given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in kept.items()}
    return Readers(**given)
