"""Writing a broadcast, changing it, and sending it to oneself."""

from __future__ import annotations

from typing import Any

from bot.staff import Answer, Form
from handlers.broadcasts import links, store
from handlers.broadcasts.staff.filling import values
from handlers.broadcasts.staff.forms import ActForm, write_form
from handlers.broadcasts.staff.linking import line
from handlers.broadcasts.staff.overview import broadcast
from handlers.broadcasts.staff.reading import read
from handlers.broadcasts.staff.site import (
    CHANGED,
    CREATED,
    TRIED,
    WRITERS,
    Visit,
    console,
    found,
    subject,
    told,
)
from handlers.broadcasts.store import CHANGEABLE, Broadcast, Changed


@console.page("/new", roles=WRITERS, label="お知らせを書く", changes=True)
def new(visit: Visit) -> Answer:
    """A new draft."""
    form = visit.form(write_form(visit))
    content = read(visit, form) if form.accepted else None
    if content is None:
        return _page(visit, form, None)
    number = store.create(visit.db, content, visit.staff.id, visit.staff.name, visit.now)
    visit.audit(CREATED, subject=subject(number), after=told(content))
    return visit.done("下書きを保存しました。まだ送っていません。", broadcast, number=number)


@console.page("/<int:number>/edit", roles=WRITERS, changes=True)
def edit(visit: Visit, number: int) -> Answer:
    """Other words, receivers or times; what was approved has to be approved anew."""
    one = found(visit, number)
    if one.state not in CHANGEABLE:
        return visit.redirect(broadcast, number=number)
    form = visit.form(write_form(visit), **values(one.content))
    content = read(visit, form) if form.accepted else None
    if content is None:
        return _page(visit, form, one)
    try:
        store.change(visit.db, one, content, visit.staff.id, visit.staff.name, visit.now)
    except Changed:
        return _page(
            visit, form, one, "ほかの人が先に変えました。もう一度開いて、確かめてください。"
        )
    visit.audit(CHANGED, subject=subject(number), before=told(one.content), after=told(content))
    return visit.done("直しました。送るには、あらためて承認が要ります。", broadcast, number=number)


@console.page("/<int:number>/trial", roles=WRITERS, changes=True)
def trial(visit: Visit, number: int) -> Answer:
    """The draft to one's own LINE."""
    one, mine = found(visit, number), links.linked(visit.db, visit.staff.id)
    if mine is None:
        return visit.redirect(line)
    form = visit.form(ActForm)
    if not form.accepted:
        return visit.page("confirm.html", one=one, form=form, **_TRIAL)
    links.order_trial(visit.db, mine, one.content.draft.model_dump_json())
    visit.audit(TRIED, subject=subject(number))
    return visit.done("自分のLINEに送りました。数秒で届きます。", broadcast, number=number)


_TRIAL = {
    "title": "自分のLINEに送ってみる",
    "question": "この文面を、つないである自分のLINEだけに送ります。市民には送りません。",
    "label": "自分に送る",
}


def _page(visit: Visit, form: Form, one: Broadcast | None, conflict: str = "") -> Answer:
    fields: dict[str, Any] = {field.short_name: field for field in form}
    criteria = [
        (criterion.title, [f for name, f in fields.items() if name.startswith(f"by_{key}__")])
        for key, criterion in (
            (name.replace(".", "_"), one) for name, one in visit.audiences.criteria.items()
        )
    ]
    return visit.page("write.html", form=form, one=one, criteria=criteria, conflict=conflict)
