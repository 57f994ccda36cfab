"""Notices of the departments, and completing a procedure."""

from __future__ import annotations

from typing import Any

from bot.staff import Answer
from handlers.procedures.files.fields import Problem
from handlers.procedures.registry.changes import Change, Conflict, create, edit, file
from handlers.procedures.registry.procedure import Procedure
from handlers.procedures.staff.forms import NOTICE, notice_form, show, taken, values, whole_form
from handlers.procedures.staff.overview import procedure, procedures
from handlers.procedures.staff.site import (
    NOTIFIERS,
    PUBLISHERS,
    Visit,
    author,
    console,
    found,
    log,
    vocabulary_of,
)


@console.page("/notice", roles=NOTIFIERS, label="手続きの連絡", changes=True)
def notice(visit: Visit) -> Answer:
    """A department tells of a new procedure."""
    vocabulary = vocabulary_of(visit)
    form = visit.form(notice_form(vocabulary))
    made = taken(form, vocabulary) if form.accepted else None
    if made is None:
        return visit.page("notice.html", form=form, one=None)
    log(visit, file(visit.db, made, author(visit), visit.now))
    return visit.done("連絡を受け付けました。DX推進課が確かめて公開します。", procedures)


@console.page("/<int:number>/notice", roles=NOTIFIERS, changes=True)
def notice_of(visit: Visit, number: int) -> Answer:
    """A department tells of a change."""
    vocabulary, one = vocabulary_of(visit), found(visit, number)
    known: dict[str, Any] = {
        name: text for name, text in values(one.procedure).items() if name in NOTICE
    }
    form = visit.form(notice_form(vocabulary), **known)
    made = taken(form, vocabulary, one.procedure) if form.accepted else None
    if made is None:
        return visit.page("notice.html", form=form, one=one)
    change = edit(visit.db, number, made, author(visit), visit.now, todo=True, action="filed")
    log(visit, change)
    return visit.done("連絡を受け付けました。DX推進課が確かめて公開します。", procedures)


@console.page("/new", roles=PUBLISHERS, changes=True)
def new(visit: Visit) -> Answer:
    """A procedure from nothing."""
    vocabulary = vocabulary_of(visit)
    form = visit.form(whole_form(vocabulary))
    made = taken(form, vocabulary) if form.accepted else None
    if made is None:
        return visit.page("edit.html", form=form, one=None)
    change = create(visit.db, made, author(visit), visit.now)
    log(visit, change)
    return visit.done(
        "手続きを作りました。まだ公開していません。", procedure, number=change.procedure
    )


@console.page("/<int:number>/edit", roles=PUBLISHERS, changes=True)
def change(visit: Visit, number: int) -> Answer:
    """A new version of a procedure."""
    vocabulary, one = vocabulary_of(visit), found(visit, number)
    known: dict[str, Any] = {"base": str(one.version), **values(one.procedure)}
    form = visit.form(whole_form(vocabulary), **known)
    made = taken(form, vocabulary, one.procedure) if form.accepted else None
    done = _edited(visit, number, made, form.base.data or "") if made else None
    if done is None:
        if made:
            show(form, [Problem("name", _CONFLICT)])
        return visit.page("edit.html", form=form, one=one)
    log(visit, done)
    return visit.done(
        "直しました。公開すると、市民に見えるようになります。", procedure, number=number
    )


def _edited(visit: Visit, number: int, made: Procedure, base: str) -> Change | None:
    version = int(base) if base.isascii() and base.isdigit() else 0
    try:
        return edit(visit.db, number, made, author(visit), visit.now, base=version)
    except Conflict:
        return None


_CONFLICT = "ほかの人が先に直しました。一覧から開き直して、もう一度直してください。"
