"""/roads/status: what became of a report. Whoever has its 受付番号, which cannot be guessed, may know."""

from __future__ import annotations

from datetime import timedelta

from bot.api import millis
from bot.public import Answer
from handlers.roads.ledger.case import Case, find_number, standing_for
from handlers.roads.ledger.changes import contest
from handlers.roads.ledger.history import Act, Line, history
from handlers.roads.ledger.numbers import read_number, shown
from handlers.roads.public.site import Visit, content_of, pages

_FRESH = timedelta(0)
MOST_WORDS = 1000
_TOLD = (Act.OPENED, Act.STATE, Act.MESSAGE, Act.CONTESTED)


@pages.get("/status")
def ask_status(visit: Visit) -> Answer:
    """Where a number is typed in; one that is given leads on."""
    wanted = visit.asked("number")
    number = read_number(wanted)
    if number is not None:
        return visit.redirect(show_status, number=shown(number))
    return visit.page("ask_status.html", status=422 if wanted else 200, wanted=wanted)


@pages.get("/status/<number>")
def show_status(visit: Visit, number: str) -> Answer:
    """One report: its state, and the city's answers. No words of the reporter, who may not be the reader."""
    case, lines = _found(visit, number)
    if case is None:
        return visit.page("unknown.html", status=404, number=number)
    content = content_of(visit)
    return visit.page(
        "status.html",
        keep=_FRESH,
        case=case,
        number=shown(read_number(number) or ""),
        kind=content.kind_label(case.kind),
        owner=content.owner_name(case.owner),
        lines=lines,
    )


@pages.post("/status/<number>")
def not_repaired(visit: Visit, number: str) -> Answer:
    """直っていません: staff see it as reopened."""
    case, _ = _found(visit, number)
    if case is None:
        return visit.page("unknown.html", status=404, number=number)
    due, words = (
        millis(content_of(visit).due(case.kind, visit.now)),
        visit.sent("words", MOST_WORDS),
    )
    if not case.open:
        with visit.record() as connection:
            contest(connection, case.id, words=words, now_ms=millis(visit.now), due_ms=due)
    return visit.redirect(show_status, number=number)


def _found(visit: Visit, number: str) -> tuple[Case | None, list[Line]]:
    stored = read_number(number)
    with visit.read() as connection:
        own = find_number(connection, stored) if stored else None
        if own is None:
            return None, []
        case = standing_for(connection, own)
        lines = history(connection, case.id, public=True)
    return case, [line for line in lines if line.act in _TOLD]
