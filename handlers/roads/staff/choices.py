"""What the forms offer: people, departments, kinds, owners, states."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from bot.api import JAPAN
from handlers.roads.ledger.case import OURS
from handlers.roads.ledger.states import FOLLOWING, State
from handlers.roads.staff.site import PRIORITIES, WORKERS, Visit, content_of, ms_of

KEEP = {"": "変えない"}
NONE = "-"


def departments(visit: Visit, present: str = "") -> dict[str, str]:
    """Those of the content, and the one that a case has now."""
    names = dict.fromkeys((*content_of(visit).departments, present))
    return {"": "決めていない"} | {name: name for name in names if name}


def people(visit: Visit, present: str = "") -> dict[str, str]:
    """Those who work on cases, and the one who has it now."""
    known = visit.colleagues(WORKERS)
    gone = {present: visit.colleagues(gone=True).get(present, present)} if present else {}
    return {"": "決めていない"} | gone | known


def kinds(visit: Visit, present: str = "") -> dict[str, str]:
    found = {kind.id: kind.label for kind in content_of(visit).kinds}
    return found | ({present: present} if present and present not in found else {})


def owners(visit: Visit, present: str = OURS) -> dict[str, str]:
    found = {OURS: "市"} | {one.id: one.name for one in content_of(visit).owners}
    return found | ({present: present} if present not in found else {})


def priorities() -> dict[str, str]:
    return {str(one): name for one, name in PRIORITIES.items()}


def states_after(state: State) -> dict[str, str]:
    """The states that may follow."""
    return {one.value: one.label for one in State if one in FOLLOWING[state]}


def kept(offered: Mapping[str, str]) -> dict[str, str]:
    """The same for several cases: they may stay as they are, and "" is told apart from that."""
    return KEEP | {name or NONE: label for name, label in offered.items()}


def end_of(day: date) -> int:
    """The last moment of a day, as the tables have it."""
    after = datetime(day.year, day.month, day.day, tzinfo=JAPAN) + timedelta(days=1)
    return ms_of(after) - 1
