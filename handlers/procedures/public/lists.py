"""The list of procedures, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.api import fold
from bot.public import Answer
from handlers.procedures.public.opened import go
from handlers.procedures.public.site import (
    Visit,
    contact,
    lines,
    pages,
    view_of,
    vocabulary_of,
    when,
)
from handlers.procedures.registry.catalogue import Listed
from handlers.procedures.registry.procedure import State
from handlers.procedures.shelves import categories, events, within

PAGE = 50


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a list: `number` counts pages from 1."""

    rows: Sequence[Listed]
    number: int
    pages: int
    count: int


@pages.get("")
def list_procedures(visit: Visit) -> Answer:
    """All procedures, or those of an event of life, of a category, or that are searched for."""
    view, vocabulary = view_of(visit), vocabulary_of(visit)
    event, category, wanted = visit.asked("event"), visit.asked("category"), visit.asked("q")
    chosen = within(view.listed, event, category)
    if wanted:
        chosen = [one for one in chosen if fold(wanted) in view.names[one.id]]
    return visit.page(
        "procedures.html",
        piece=piece(chosen, visit.asked("page")),
        events=events(view.listed, vocabulary),
        categories=categories(within(view.listed, event), vocabulary),
        event=event,
        category=category,
        wanted=wanted,
        when=lambda listed: when(visit, listed),
        contact=contact(visit),
    )


@pages.get("/")
def list_procedures_too(visit: Visit) -> Answer:
    return visit.redirect(list_procedures)


@pages.get("/<int:number>")
def show_procedure(visit: Visit, number: int) -> Answer:
    """All that is to be known of one before one starts."""
    listed = view_of(visit).find(number)
    if listed is None:
        return visit.page("gone.html", status=404, contact=contact(visit))
    return visit.page(
        "procedure.html",
        listed=listed,
        lines=lines(visit, listed),
        closed=listed.state is State.CLOSED,
        way=visit.address(go, number=number) if opens(listed) else "",
        contact=contact(visit, listed),
    )


def opens(listed: Listed) -> bool:
    """Whether there is a link that may be opened now."""
    return bool(listed.procedure.url) and listed.state is State.OPEN


def piece(chosen: Sequence[Listed], page: str) -> Piece:
    """The page that was asked for; the first where that is none."""
    count = max(1, -(-len(chosen) // PAGE))
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    number = number if 1 <= number <= count else 1
    return Piece(chosen[(number - 1) * PAGE : number * PAGE], number, count, len(chosen))
