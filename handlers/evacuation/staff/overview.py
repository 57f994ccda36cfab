"""What is in force, what waits for its release, and what was sent; and the page of one."""

from __future__ import annotations

from datetime import timedelta

from bot.staff import Answer
from handlers.evacuation.content import load
from handlers.evacuation.messages import moment
from handlers.evacuation.orders.desk import Kind, State, chain, ended, in_state
from handlers.evacuation.orders.force import in_force, just_over
from handlers.evacuation.staff.site import (
    KINDS,
    READERS,
    WRITERS,
    Visit,
    areas,
    console,
    count_of,
    found,
    named,
    now_ms,
    previews,
)
from handlers.evacuation.words import HOME

NEWEST = 20


@console.page("", roles=READERS, label="避難情報")
def orders(visit: Visit) -> Answer:
    """The state of everything, on one page."""
    hours = timedelta(hours=visit.content(load).ended_hours)
    since = now_ms(visit) - int(hours.total_seconds() * 1000)
    waiting = in_state(visit.db, State.WAITING)
    sent = in_state(visit.db, State.RELEASED, most=NEWEST)[::-1]
    return visit.page(
        "orders.html",
        force=in_force(visit.db),
        drills=in_force(visit.db, drill=True),
        over=just_over(visit.db, since),
        waiting=waiting,
        sent=sent,
        kinds=KINDS,
        named=lambda row: named(visit, row),
        areas=lambda order: areas(visit, order),
        when=lambda at: moment(visit.words.language(HOME), at),
        may_write=visit.staff.has_one_of(WRITERS),
    )


@console.page("/<int:number>", roles=READERS)
def order(visit: Visit, number: int) -> Answer:
    """One of them: what it says in every language, whom it reaches, and what can be done with it."""
    row = found(visit, number)
    visit.draws_messages()
    return visit.page(
        "order.html",
        row=row,
        title=named(visit, row),
        areas=areas(visit, row.order),
        shown=previews(visit, row),
        kinds=KINDS,
        states=State,
        count=count_of(visit, row) if row.state is State.WAITING else row.planned,
        ledger=visit.ledger(row.key) if row.state is State.RELEASED else None,
        follows=[one for one in chain(visit.db, row.root) if one.id != row.id],
        ended=ended(visit.db, row.root),
        is_issue=row.kind is Kind.ISSUE,
        may_write=visit.staff.has_one_of(WRITERS),
        is_author=row.author_id == visit.staff.id,
        when=lambda at: moment(visit.words.language(HOME), at),
    )


@console.todo("出すのを待つ避難情報", orders, roles=WRITERS)
def waiting(visit: Visit) -> int:
    return len(in_state(visit.db, State.WAITING))
