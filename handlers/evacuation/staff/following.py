"""What follows an order: its correction, its withdrawal, its lifting; to exactly those who got it."""

from __future__ import annotations

from bot.staff import Answer
from handlers.evacuation.orders.desk import Changed, Kind, Row, State, chain, ended, release, write
from handlers.evacuation.staff.forms import ActForm, WhyForm, filled, made_of, order_form
from handlers.evacuation.staff.overview import order
from handlers.evacuation.staff.releasing import put_out
from handlers.evacuation.staff.site import (
    RELEASED,
    WRITERS,
    WRITTEN,
    Visit,
    areas,
    author,
    console,
    facts,
    found,
    named,
    now_ms,
    reached,
)
from handlers.evacuation.staff.writing import shown


@console.page("/<int:number>/correct", roles=WRITERS, changes=True)
def correct(visit: Visit, number: int) -> Answer:
    """Put right what it says; who writes the correction also sends it, after one more look."""
    root = _alive(visit, number)
    if root is None:
        return visit.redirect(order, number=number)
    last = chain_end(visit, root)
    values = filled(last.order, drill=root.drill)
    form = order_form(visit, **values)
    form.mode.data = values["mode"]
    made = made_of(visit, form) if form.accepted else None
    if made is None:
        return shown(visit, form, "避難情報を訂正する", last.order)
    row = write(
        visit.db, Kind.CORRECT, made, author(visit), now_ms(visit), drill=root.drill, root=root.id
    )
    visit.audit(
        WRITTEN, subject=f"evacuation:{row.id}", before=facts(visit, last), after=facts(visit, row)
    )
    return visit.done("訂正を書きました。まだ送っていません。", put_out, number=row.id)


@console.page("/<int:number>/withdraw", roles=WRITERS, changes=True)
def withdraw(visit: Visit, number: int) -> Answer:
    """Take back what was sent in error, at once."""
    root = _alive(visit, number)
    if root is None:
        return visit.redirect(order, number=number)
    form = visit.form(WhyForm)
    if not form.accepted:
        return _asked(visit, "withdraw.html", root, form)
    why = (form.why.data or "").strip()
    last = chain_end(visit, root)
    row = write(
        visit.db, Kind.WITHDRAW, last.order, author(visit), now_ms(visit),
        drill=root.drill, root=root.id, why=why,
    )  # fmt: skip
    try:
        release(visit.db, row, author(visit), now_ms(visit), planned=reached(visit, root.id))
    except Changed:
        return visit.redirect(order, number=number)
    visit.audit(
        RELEASED,
        subject=f"evacuation:{row.id}",
        summary="避難情報を取り消した",
        after=facts(visit, row) | {"理由": why},
    )
    return visit.done(
        "取り消しを出しました。届いた人に、1秒以内に送り始めます。", order, number=number
    )


@console.page("/<int:number>/lift", roles=WRITERS, changes=True)
def lift(visit: Visit, number: int) -> Answer:
    """Write its lifting, which a second person releases."""
    root = _alive(visit, number)
    if root is None:
        return visit.redirect(order, number=number)
    form = visit.form(ActForm)
    if not form.accepted:
        return _asked(visit, "lift.html", root, form)
    last = chain_end(visit, root)
    row = write(
        visit.db,
        Kind.LIFT,
        last.order,
        author(visit),
        now_ms(visit),
        drill=root.drill,
        root=root.id,
    )
    visit.audit(WRITTEN, subject=f"evacuation:{row.id}", after=facts(visit, row))
    return visit.done("解除を書きました。まだ出していません。", order, number=row.id)


def chain_end(visit: Visit, root: Row) -> Row:
    """What was said last of an order."""
    return [one for one in chain(visit.db, root.id) if one.state is State.RELEASED][-1]


def _alive(visit: Visit, number: int) -> Row | None:
    """The order of this number, if it was released and has not ended."""
    row = found(visit, number)
    is_alive = row.kind is Kind.ISSUE and row.state is State.RELEASED
    return row if is_alive and not ended(visit.db, row.root) else None


def _asked(visit: Visit, template: str, root: Row, form: WhyForm | ActForm) -> Answer:
    return visit.page(
        template,
        row=root,
        form=form,
        title=named(visit, root),
        areas=areas(visit, root.order),
        count=reached(visit, root.id),
    )
