"""From what citizens believe to what holds: the message that is due, or none.

`told` is the level that citizens were last told. A message always changes it, so two messages in a row about
one hazard in one area never say the same level, as long as it lasts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handlers.disaster.states.folding import Standing
from handlers.disaster.telegrams import Info


class Change(StrEnum):
    """What a message says has happened."""

    RAISED = "raised"
    LOWERED = "lowered"
    RELEASED = "released"
    CORRECTED = "corrected"
    CANCELLED = "cancelled"


class Send(StrEnum):
    """How a level reaches citizens: by itself, after one tap of staff, or not at all."""

    PUSH = "push"
    OFFER = "offer"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Course:
    """What the rules say of one level of a hazard, as far as deciding goes."""

    send: Send
    lowered: bool
    released: bool
    useful: timedelta


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a state: what is told and offered from now on, and the message, if any.

    `stale`: there would have been one, but it is too late to be of use.
    """

    told: int
    offered: int
    change: Change | None = None
    send: Send = Send.NONE
    stale: bool = False


def decide(
    told: int,
    offered: int,
    standing: Standing,
    courses: Mapping[int, Course],
    now: datetime,
    *,
    fell: bool = False,
) -> Decision:
    """The decision about one hazard in one area. A level without a course is below all that is told.

    `fell`: the last message said that the danger is less, not that it is over; its end is told, too.
    """
    level = standing.level
    if level > told:
        return _up(told, offered, standing, courses, now)
    if level == told or not told:
        return Decision(told, min(offered, level))
    return _down(told, standing, courses, fell=fell)


def _up(
    told: int, offered: int, standing: Standing, courses: Mapping[int, Course], now: datetime
) -> Decision:
    level = standing.level
    course = courses.get(level)
    if course is None or course.send is Send.NONE:
        return Decision(told, min(offered, level))
    if now - standing.reported > course.useful:
        return Decision(level, 0, stale=True)
    if course.send is Send.PUSH:
        return Decision(level, 0, Change.RAISED, Send.PUSH)
    if offered >= level:
        return Decision(told, level)
    return Decision(told, level, Change.RAISED, Send.OFFER)


def _down(told: int, standing: Standing, courses: Mapping[int, Course], *, fell: bool) -> Decision:
    level, course = standing.level, courses.get(told)
    matters = any(one <= level and it.send is not Send.NONE for one, it in courses.items())
    believed = level if matters else 0
    if standing.info is Info.CANCELLED:
        return Decision(believed, 0, Change.CANCELLED, Send.PUSH)
    if standing.info is Info.CORRECTED:
        return Decision(believed, 0, Change.CORRECTED, Send.PUSH)
    if matters:
        is_told = course is not None and course.lowered
        lowered = Decision(level, 0, Change.LOWERED, Send.PUSH)
        return lowered if is_told else Decision(told, 0)
    if fell or (course is not None and course.released):
        return Decision(0, 0, Change.RELEASED, Send.PUSH)
    return Decision(0, 0)
