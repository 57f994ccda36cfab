"""What staff and reporters do to a case. Each act holds the case's row, and leaves a line in the history."""

from __future__ import annotations

from sqlalchemy import Connection, update

from bot.api import OnMap
from handlers.roads.ledger import history
from handlers.roads.ledger.case import Case, locked
from handlers.roads.ledger.cells import cell_of
from handlers.roads.ledger.history import Act, Line
from handlers.roads.ledger.states import State, may_follow, reopens
from handlers.roads.tables import case_table


class NoReason(ValueError):
    """A state is changed only with a reason, which the reporters read."""


class NotPossible(ValueError):
    """This state may not follow the present one; `old` and `new` say which."""

    def __init__(self, old: State, new: State) -> None:
        super().__init__(f"{old} -> {new}")
        self.old, self.new = old, new


class Overtaken(RuntimeError):
    """Somebody else changed the case since the page was shown; `case` is how it stands now."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.id)
        self.case = case


class AlreadyMerged(ValueError):
    """A case that was merged goes on elsewhere; or it was to be merged into itself."""


def change_state(
    connection: Connection,
    case: int,
    new: State,
    *,
    reason: str,
    who: str,
    now_ms: int,
    seen: State | None = None,
    note: str = "",
    photo: str | None = None,
    tell: bool = True,
) -> Case:
    """Set a new state; every reporter who wants it is told, with the reason and the photo.

    Args:
        reason: what reporters read; must not be blank.
        who: the member of staff, or `history.SYSTEM`.
        seen: the state that the page showed, so that two people do not overrule each other unknowingly.
        photo: the media key of a photo of the repair, attached to the case already.
        tell: False for corrections that nobody needs to hear of.

    Raises:
        NoReason, NotPossible, AlreadyMerged, NoSuchCase: nothing was changed.
        Overtaken: the state is not `seen` any more.
    """
    if not reason.strip():
        raise NoReason
    present = _free(connection, case)
    if seen is not None and present.state is not seen:
        raise Overtaken(present)
    if not may_follow(present.state, new):
        raise NotPossible(present.state, new)
    line = Line(case, now_ms, Act.STATE, present.state, new, reason.strip(), note, who, photo, tell)
    history.add(connection, line)
    return _set(connection, present, now_ms, **_state_values(present, new, now_ms))


def contest(
    connection: Connection, case: int, *, words: str, now_ms: int, due_ms: int
) -> Case | None:
    """A reporter says 直っていません: what was over, or handed on, is 受付 again, and unread.

    Returns None, and only notes the words, where the case is open anyway. That the citizen reported it is
    the caller's to see. What was merged is contested where it goes on: give `standing_for`'s id.
    """
    present = _free(connection, case)
    act = Act.ADDED if present.open else Act.CONTESTED
    new = present.state if present.open else State.RECEIVED
    history.add(connection, Line(case, now_ms, act, present.state, new, words))
    if present.open:
        _set(connection, present, now_ms, unread=True)
        return None
    values = _state_values(present, State.RECEIVED, now_ms) | {"unread": True, "due_ms": due_ms}
    return _set(connection, present, now_ms, **values)


def send_message(connection: Connection, case: int, *, words: str, who: str, now_ms: int) -> Case:
    """Tell the reporters something without changing the state; it counts as an answer.

    Raises:
        NoReason: there are no words.
    """
    if not words.strip():
        raise NoReason
    present = _free(connection, case)
    state = present.state
    line = Line(case, now_ms, Act.MESSAGE, state, state, words.strip(), who=who, tell=True)
    history.add(connection, line)
    return _set(connection, present, now_ms, answered_ms=present.answered_ms or now_ms)


def add_note(connection: Connection, case: int, *, note: str, who: str, now_ms: int) -> Case:
    """Note something that only staff read."""
    present = locked(connection, case)
    history.add(connection, Line(case, now_ms, Act.NOTE, note=note, who=who))
    return _set(connection, present, now_ms)


def assign(connection: Connection, case: int, *, assignee: str, who: str, now_ms: int) -> Case:
    """Give the case to a member of staff; "" to nobody."""
    return _change(connection, case, "assignee", assignee, Act.ASSIGNED, who, now_ms)


def set_department(
    connection: Connection, case: int, *, department: str, who: str, now_ms: int
) -> Case:
    """Give the case to a department; "" to none."""
    return _change(connection, case, "department", department, Act.DEPARTMENT, who, now_ms)


def set_priority(
    connection: Connection, case: int, *, priority: int, who: str, now_ms: int
) -> Case:
    """Set one of `Priority`."""
    return _change(connection, case, "priority", priority, Act.PRIORITY, who, now_ms)


def set_kind(connection: Connection, case: int, *, kind: str, who: str, now_ms: int) -> Case:
    """Correct the kind."""
    return _change(connection, case, "kind", kind, Act.KIND, who, now_ms)


def set_due(connection: Connection, case: int, *, due_ms: int, who: str, now_ms: int) -> Case:
    """Set by when the next thing ought to be done."""
    return _change(connection, case, "due_ms", due_ms, Act.DUE, who, now_ms)


def set_owner(connection: Connection, case: int, *, owner: str, who: str, now_ms: int) -> Case:
    """Correct whose business it is."""
    return _change(connection, case, "owner", owner, Act.OWNER, who, now_ms)


def publish(connection: Connection, case: int, *, published: bool, who: str, now_ms: int) -> Case:
    """Approve a case for the public map, or take that back."""
    return _change(connection, case, "published", published, Act.PUBLISHED, who, now_ms)


def move(
    connection: Connection,
    case: int,
    spot: OnMap,
    *,
    district: str,
    town: str,
    who: str,
    now_ms: int,
) -> Case:
    """Correct the place."""
    present = locked(connection, case)
    old, new = (f"{one.latitude:.6f},{one.longitude:.6f}" for one in (present, spot))
    history.add(connection, Line(case, now_ms, Act.MOVED, old, new, who=who))
    place = {"latitude": spot.latitude, "longitude": spot.longitude, "cell": cell_of(spot)}
    return _set(connection, present, now_ms, **place, district=district, town=town)


def mark_read(connection: Connection, case: int) -> None:
    """A member of staff has looked; not worth a line of history."""
    seen = update(case_table).where(case_table.c.id == case, case_table.c.unread)
    connection.execute(seen.values(unread=False))


def _change(
    connection: Connection, case: int, column: str, new: object, act: Act, who: str, now_ms: int
) -> Case:
    present = locked(connection, case)
    old = getattr(present, column)
    if old == new:
        return present
    history.add(connection, Line(case, now_ms, act, str(old), str(new), who=who))
    return _set(connection, present, now_ms, **{column: new})


def _free(connection: Connection, case: int) -> Case:
    present = locked(connection, case)
    if present.merged_into is not None:
        raise AlreadyMerged
    return present


def _state_values(present: Case, new: State, now_ms: int) -> dict[str, object]:
    return {
        "state": new,
        "open": new.is_open,
        "state_ms": now_ms,
        "answered_ms": present.answered_ms or now_ms,
        "finished_ms": now_ms if new.is_over else None,
        "reopened": present.reopened + reopens(present.state, new),
    }


def _set(connection: Connection, present: Case, now_ms: int, **values: object) -> Case:
    change = update(case_table).where(case_table.c.id == present.id)
    connection.execute(change.values(changed_ms=now_ms, **values))
    return locked(connection, present.id)
