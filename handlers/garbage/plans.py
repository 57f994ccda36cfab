"""Plans: the letters of a mailing, frozen before the first of them goes out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.api import JsonObject, Message
from bot.jobs import Job
from handlers.garbage.reminders.tables import Plan
from handlers.garbage.words import Words

GarbageJob = Job[Words]


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that is not yet addressed: LINE's JSON of one message, and the districts it goes to.

    `slot` is the place that these districts are those of, where that matters. `lost`: the
    districts have left the calendar.
    """

    message: JsonObject
    areas: tuple[str, ...]
    slot: str = ""
    lost: bool = False


class Frozen(Message):
    """A message as it was once written down."""

    def __init__(self, body: JsonObject) -> None:
        self.__dict__["body"] = body

    def payload(self) -> JsonObject:
        found: JsonObject = self.__dict__["body"]
        return found


def freeze(job: GarbageJob, key: str, drafts: Iterable[Draft]) -> list[Draft]:
    """Write a plan down, unless there is one; return the one that holds."""
    with job.read() as session:
        if (kept := thaw(session, key)) is not None:
            return kept
    if not (found := list(drafts)):
        return []
    with job.write() as session:
        if (kept := thaw(session, key)) is not None:
            return kept
        add(session, key, found)
    return found


def add(session: Session, key: str, drafts: Sequence[Draft]) -> None:
    """Write a new plan down."""
    letters = json.dumps([asdict(draft) for draft in drafts], ensure_ascii=False)
    session.add(Plan(key=key, letters=letters))


def thaw(session: Session, key: str) -> list[Draft] | None:
    """The plan of this key, or None."""
    letters = session.scalar(select(Plan.letters).where(Plan.key == key))
    if letters is None:
        return None
    return [Draft(**kept | {"areas": tuple(kept["areas"])}) for kept in json.loads(letters)]


def drop(session: Session, key: str) -> None:
    """Forget a plan that was carried out."""
    session.execute(delete(Plan).where(Plan.key == key))


def numbered(number: int) -> str:
    """The name of a plan's letter: names in the order of the plan."""
    return f"{number:05}"


def grouped(drafts: Iterable[tuple[Message, str]], slot: str = "") -> list[Draft]:
    """One draft for all districts that get the same message, in the order in which they come."""
    groups: dict[str, tuple[JsonObject, list[str]]] = {}
    for message, area in drafts:
        body = message.payload()
        text = json.dumps(body, ensure_ascii=False, sort_keys=True)
        groups.setdefault(text, (body, []))[1].append(area)
    return [Draft(body, tuple(areas), slot) for body, areas in groups.values()]
