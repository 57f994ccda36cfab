"""The same for several cases at once."""

from __future__ import annotations

from collections.abc import Sequence

from bot.staff import Answer
from handlers.roads.ledger import changes
from handlers.roads.ledger.case import Case, find_number
from handlers.roads.ledger.states import State, may_follow
from handlers.roads.staff import choices
from handlers.roads.staff.answers import next_due
from handlers.roads.staff.forms import SeveralForm
from handlers.roads.staff.queue import PAGE, queue
from handlers.roads.staff.site import (
    ANSWERED,
    WORKED,
    WORKERS,
    Visit,
    cells,
    console,
    content_of,
    log,
    now_ms,
)

EVERY_STATE = choices.KEEP | {
    state.value: state.label for state in State if state is not State.RECEIVED
}


@console.page("/several", roles=WORKERS, changes=True)
def several(visit: Visit) -> Answer:
    """What the form says is done to all cases that the address names, or to none of them."""
    cases = chosen(visit)
    form = visit.form(
        SeveralForm,
        choices={
            "state": EVERY_STATE, "department": choices.kept(choices.departments(visit)),
            "assignee": choices.kept(choices.people(visit)),
            "priority": choices.kept(choices.priorities()),
        },
    )  # fmt: skip
    if not form.accepted or not cases or not _fits(form, cases):
        return visit.page("several.html", form=form, cases=cases, content=content_of(visit))
    for one in cases:
        _changed(visit, one, form)
    return visit.done(f"{len(cases)}件を変えました。", queue)


def chosen(visit: Visit) -> list[Case]:
    """The cases that the address names and that there are; a page of the queue at most."""
    numbers = visit.asked_numbers("case", PAGE)
    found = (find_number(visit.db, str(number)) for number in numbers)
    return [one for one in found if one is not None]


def _fits(form: SeveralForm, cases: Sequence[Case]) -> bool:
    """Whether all of them can get this state; what is wrong stands beside the fields."""
    if not form.state.data:
        if not any(field.data for field in form if field is not form.reason):
            form.state.errors = ["変えることを、少なくとも1つ選んでください。"]
        return not form.state.errors
    new = State(form.state.data)
    stuck = [one for one in cases if one.merged_into or not may_follow(one.state, new)]
    if not (form.reason.data or "").strip():
        form.reason.errors = ["理由を書いてください。通報した方がそのまま読みます。"]
    if stuck:
        form.state.errors = [
            f"{len(stuck)}件は「{new.label}」に変えられません(もう「{new.label}」か、まとめたもの)。選び直してください。"
        ]
    return not (form.reason.errors or form.state.errors)


def _changed(visit: Visit, one: Case, form: SeveralForm) -> None:
    after, db, who, now = one, visit.db, visit.staff.email, now_ms(visit)
    if form.department.data:
        name = _plain(form.department.data)
        after = changes.set_department(db, one.id, department=name, who=who, now_ms=now)
    if form.assignee.data:
        name = _plain(form.assignee.data)
        after = changes.assign(db, one.id, assignee=name, who=who, now_ms=now)
    if form.priority.data:
        after = changes.set_priority(
            db, one.id, priority=int(form.priority.data), who=who, now_ms=now
        )
    if form.state.data:
        after = _answered(visit, one, form)
    elif form.note.data:
        after = changes.add_note(db, one.id, note=form.note.data, who=who, now_ms=now)
    if form.due.data:
        due = choices.end_of(form.due.data)
        after = changes.set_due(db, one.id, due_ms=due, who=who, now_ms=now)
    if cells(visit, after) != cells(visit, one) or form.note.data:
        log(visit, ANSWERED if form.state.data else WORKED, one, after)


def _answered(visit: Visit, one: Case, form: SeveralForm) -> Case:
    db, who, now, new = visit.db, visit.staff.email, now_ms(visit), State(form.state.data)
    after = changes.change_state(
        db, one.id, new, reason=form.reason.data, who=who, now_ms=now, note=form.note.data or ""
    )
    due = next_due(visit, content_of(visit), new)
    return changes.set_due(db, one.id, due_ms=due, who=who, now_ms=now) if due else after


def _plain(chosen: str) -> str:
    return "" if chosen == choices.NONE else chosen
