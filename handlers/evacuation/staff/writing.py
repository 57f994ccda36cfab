"""Writing an order, changing it before its release, and dropping it."""

from __future__ import annotations

import json

from bot.staff import Answer
from handlers.evacuation.orders.desk import Changed, Kind, State, cancel, rewrite, write
from handlers.evacuation.orders.order import Order
from handlers.evacuation.staff.forms import (
    DRILL,
    ActForm,
    OrderForm,
    filled,
    made_of,
    order_form,
)
from handlers.evacuation.staff.overview import order, orders
from handlers.evacuation.staff.site import (
    CANCELLED,
    CHANGED,
    WRITERS,
    WRITTEN,
    Visit,
    author,
    console,
    facts,
    found,
    now_ms,
    receivers,
)


@console.page("/new", roles=WRITERS, label="避難情報を出す", changes=True)
def new(visit: Visit) -> Answer:
    """A new order; it is shown in every language before anybody can release it."""
    form = order_form(visit)
    made = made_of(visit, form) if form.accepted else None
    drill = form.mode.data == DRILL
    if made is None or not _can_be_sent(visit, form, made, drill):
        return shown(visit, form, "避難情報を出す")
    row = write(visit.db, Kind.ISSUE, made, author(visit), now_ms(visit), drill=drill)
    visit.audit(WRITTEN, subject=f"evacuation:{row.id}", after=facts(visit, row))
    return visit.done(
        "書きました。まだ出していません。内容を確かめてください。", order, number=row.id
    )


@console.page("/<int:number>/edit", roles=WRITERS, changes=True)
def edit(visit: Visit, number: int) -> Answer:
    """Change what waits; whoever changed it last cannot release it as the second person."""
    row = found(visit, number)
    if row.state is not State.WAITING:
        return visit.redirect(order, number=number)
    form = order_form(visit, **filled(row.order, drill=row.drill))
    form.mode.data = filled(row.order, drill=row.drill)["mode"]
    made = made_of(visit, form) if form.accepted else None
    if made is None:
        return shown(visit, form, "避難情報を書き直す", row.order)
    try:
        rewrite(visit.db, row, made, author(visit), now_ms(visit))
    except Changed:
        return visit.redirect(order, number=number)
    after = facts(visit, found(visit, number))
    visit.audit(CHANGED, subject=f"evacuation:{number}", before=facts(visit, row), after=after)
    return visit.done("書き直しました。まだ出していません。", order, number=number)


@console.page("/<int:number>/cancel", roles=WRITERS, changes=True)
def drop(visit: Visit, number: int) -> Answer:
    """Do not release it after all; asks first."""
    row = found(visit, number)
    if row.state is not State.WAITING:
        return visit.redirect(order, number=number)
    if not visit.form(ActForm).accepted:
        return visit.page("cancel.html", row=row)
    try:
        cancel(visit.db, row)
    except Changed:
        return visit.redirect(order, number=number)
    visit.audit(CANCELLED, subject=f"evacuation:{number}", before=facts(visit, row))
    return visit.done("出すのをやめました。だれにも届いていません。", orders)


def shown(visit: Visit, form: OrderForm, title: str, before: Order | None = None) -> Answer:
    """The form, with its map."""
    visit.draws_map()
    if before and not form.shape.data:
        form.shape.data = json.dumps(before.area.shape) if before.area.shape else ""
    towns = [
        [north, east, one.name]
        for one in visit.shared.residence.towns
        for north, east in one.points
    ]
    draw = {"field": form.shape.id, "undo": "undo", "clear": "clear", "points": towns}
    return visit.page("edit.html", form=form, title=title, draw=draw)


def _can_be_sent(visit: Visit, form: OrderForm, made: Order, drill: bool) -> bool:
    """Whether there is anybody who could get a drill."""
    if drill and receivers(visit, made, drill=True) is None:
        form.mode.errors = [
            "訓練に参加する人の種類（content/evacuation/topics.yaml）がないため、訓練を出せません。"
        ]
        return False
    return True
