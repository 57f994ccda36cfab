"""The section of the console, and what each of its pages knows."""

from __future__ import annotations

from collections.abc import Mapping

from bot import staff
from bot.staff import EVERYONE, Console, Role
from handlers.shelters.content import load
from handlers.shelters.now import Now, now_of
from handlers.shelters.shelter import Shelter
from handlers.shelters.states import State, Status, tell
from handlers.shelters.talk import feature
from handlers.shelters.words import Words

console = Console(feature, __name__, label="避難所", order=12)
Visit = staff.Visit[Words]

READERS, CHANGERS = EVERYONE, frozenset({Role.DISASTER})
TOLD = console.act("told", "避難所の開設状況を変えた")
FORGOTTEN = console.act("forgotten", "すべての避難所を未開設に戻した")
BUTTONS: Mapping[State, str] = {
    State.OPEN: "開設中にする",
    State.FULL: "満員にする",
    State.CLOSED: "閉鎖にする",
    State.UNOPENED: "未開設に戻す",
}


def now_at(visit: Visit) -> Now:
    """All shelters as they are."""
    return now_of(visit.content(load), visit.db, emergency=visit.emergency.is_on)


def found(visit: Visit, now: Now, key: str) -> Shelter:
    """The shelter of this id; the page for what is missing where there is none."""
    return next((one for one in now.shelters.all if one.id == key), None) or visit.missing()


def change(visit: Visit, now: Now, shelter: Shelter, status: Status) -> None:
    """Keep a state and write it into the audit log."""
    tell(visit.db, shelter, status, visit.staff.name)
    visit.audit(
        TOLD,
        subject=f"shelters:{shelter.id}",
        summary=f"「{shelter.name[:100]}」を{visit.words.states.of(status.state)}にした",
        before=_told(visit, now.status(shelter)),
        after=_told(visit, status),
    )


def _told(visit: Visit, status: Status) -> dict[str, object]:
    people = "" if status.people is None else status.people
    return {"開設状況": visit.words.states.of(status.state), "人数": people}
