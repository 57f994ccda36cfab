"""Answers to the reporters: a new state with its reason, or words alone; seen as LINE shows them first."""

from __future__ import annotations

from datetime import timedelta

from bot.api import fill
from bot.staff import Answer
from handlers.roads.content import Content
from handlers.roads.files.replies import Template
from handlers.roads.ledger import changes
from handlers.roads.ledger.case import Case
from handlers.roads.ledger.changes import Overtaken
from handlers.roads.ledger.numbers import shown
from handlers.roads.ledger.states import State
from handlers.roads.staff import choices
from handlers.roads.staff.forms import AnswerForm, TellForm
from handlers.roads.staff.preview import preview, preview_words
from handlers.roads.staff.showing import repair_photos
from handlers.roads.staff.site import (
    ANSWERED,
    MESSAGED,
    WORKERS,
    Visit,
    console,
    content_of,
    found,
    ms_of,
    now_ms,
)
from handlers.roads.staff.work import done


@console.page("/<int:number>/state", roles=WORKERS, changes=True)
def answer(visit: Visit, number: int) -> Answer:
    """A new state. The first sending shows what the citizen will read, the second one sends it."""
    one, content = found(visit, number), content_of(visit)
    if one.merged_into is not None:
        visit.missing()
    start = _template(visit, content, one)
    form = visit.form(
        AnswerForm,
        choices={
            "state": choices.states_after(one.state), "photo": repair_photos(visit, one)
        },
        seen=one.state.value, state=start.state.value if start else None,
        reason=filled(start, content, one) if start else "",
    )  # fmt: skip
    if not form.accepted or not visit.sent("sure"):
        return _shows(visit, content, one, form)
    try:
        after = _answered(visit, content, one, form)
    except Overtaken as overtaken:
        form.seen.data = overtaken.case.state.value
        form.state.errors = [
            f"ほかの職員が先に「{overtaken.case.state.label}」に変えました。確かめてください。"
        ]
        return _shows(visit, content, overtaken.case, form)
    said = "状態を変えました。" if form.quiet.data else "状態を変え、通報した方に知らせます。"
    return done(visit, ANSWERED, one, after, said)


@console.page("/<int:number>/message", roles=WORKERS, changes=True)
def tell(visit: Visit, number: int) -> Answer:
    """Words to the reporters, without a change of state."""
    one, form = found(visit, number), visit.form(TellForm)
    if one.merged_into is not None:
        visit.missing()
    if not form.accepted or not visit.sent("sure"):
        visit.draws_messages()
        drawn = preview_words(visit, one, form.words.data) if form.accepted else []
        return visit.page("tell.html", one=one, form=form, content=content_of(visit), drawn=drawn)
    after = changes.send_message(
        visit.db, one.id, words=form.words.data, who=visit.staff.email, now_ms=now_ms(visit)
    )
    return done(visit, MESSAGED, one, after, "通報した方に知らせます。")


def filled(template: Template, content: Content, one: Case) -> str:
    """A template's sentence about this case, for staff to adapt."""
    return fill(
        template.words, kind=content.kind_label(one.kind), place=one.place or one.town,
        number=shown(one.number), owner=content.owner_name(one.owner) or "管理者",
    )  # fmt: skip


def next_due(visit: Visit, content: Content, new: State) -> int | None:
    """When a case that was answered stands out again; None for one that is over."""
    days = timedelta(days=content.settings.terms.work)
    return ms_of(visit.now + days) if new.is_open else None


def _shows(visit: Visit, content: Content, one: Case, form: AnswerForm) -> Answer:
    visit.draws_messages()
    new = State(form.state.data) if form.accepted else None
    drawn = preview(visit, one, new, form.reason.data) if new and not form.quiet.data else []
    return visit.page(
        "answer.html", one=one, form=form, content=content, drawn=drawn, ready=form.accepted,
        templates=list(enumerate(content.templates_for(one))), chosen=visit.asked("use"),
        following=choices.states_after(one.state),
    )  # fmt: skip


def _template(visit: Visit, content: Content, one: Case) -> Template | None:
    """The sentence that the address asks to start from."""
    fitting, asked = content.templates_for(one), visit.asked("use")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else -1
    return fitting[number] if 0 <= number < len(fitting) else None


def _answered(visit: Visit, content: Content, one: Case, form: AnswerForm) -> Case:
    db, who, now, new = visit.db, visit.staff.email, now_ms(visit), State(form.state.data)
    seen = form.seen.data if form.seen.data in tuple(State) else one.state
    after = changes.change_state(
        db, one.id, new, reason=form.reason.data, who=who, now_ms=now, seen=State(seen),
        note=form.note.data or "", tell=not form.quiet.data, photo=form.photo.data or None,
    )  # fmt: skip
    due = choices.end_of(form.due.data) if form.due.data else next_due(visit, content, new)
    return changes.set_due(db, one.id, due_ms=due, who=who, now_ms=now) if due else after
