"""The list of all procedures, and the page of one: what it says, how LINE shows it, its versions."""

from __future__ import annotations

from bot.api import JsonObject, cards
from bot.staff import Answer
from handlers.procedures.cards import procedure_card
from handlers.procedures.files.complete import lacking
from handlers.procedures.registry.catalogue import Listed
from handlers.procedures.registry.desk import PAGE, Entry, Stage, counts, entries, versions
from handlers.procedures.staff.forms import PublishForm, SearchForm
from handlers.procedures.staff.site import (
    NOTIFIERS,
    PUBLISHERS,
    READERS,
    STAGES,
    Visit,
    cells,
    console,
    found,
    vocabulary_of,
)
from handlers.procedures.telling import told


@console.page("", roles=READERS, label="手続きの一覧")
def procedures(visit: Visit) -> Answer:
    """All of them, or those of a stage, or with some words in them."""
    asked = visit.asked("stage")
    stage = Stage(asked) if asked in tuple(Stage) else None
    form = visit.filters(SearchForm)
    words, page = visit.asked("q"), visit.asked("page")
    number = int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 6 else 1
    rows, total = entries(visit.db, stage, words, number)
    return visit.page(
        "procedures.html",
        rows=rows, total=total, stage=stage, words=words, number=number, form=form,
        more=number * PAGE < total, stages=STAGES, counts=counts(visit.db),
        may_publish=visit.staff.has_one_of(PUBLISHERS),
        may_notify=visit.staff.has_one_of(NOTIFIERS),
    )  # fmt: skip


@console.page("/<int:number>", roles=READERS)
def procedure(visit: Visit, number: int) -> Answer:
    """One procedure: what is said of it, what it lacks, and how LINE will show it."""
    one = found(visit, number)
    visit.draws_messages()
    return visit.page(
        "procedure.html",
        drawn=drawn(visit, one),
        one=one, facts=cells(one.procedure), stages=STAGES, card=preview(visit, one),
        lacks=lacking(one.procedure, vocabulary_of(visit)), form=PublishForm(),
        versions=versions(visit.db, number), may_publish=visit.staff.has_one_of(PUBLISHERS),
        may_notify=visit.staff.has_one_of(NOTIFIERS),
    )  # fmt: skip


@console.todo("手続きの連絡", procedures, roles=PUBLISHERS)
def notices(visit: Visit) -> int:
    """Notices that the DX division has not worked on."""
    return counts(visit.db)[Stage.TODO]


def preview(visit: Visit, one: Entry) -> list[tuple[str, str]]:
    """The lines of the card as LINE shows them at this moment."""
    listed = Listed(one.number, one.procedure, one.procedure.state(visit.now), one.broken)
    common = visit.common.hours
    return told(visit.words, common, listed, visit.now, one.procedure.phone or "市役所")


def drawn(visit: Visit, one: Entry) -> list[JsonObject]:
    """The card as the message that LINE is sent."""
    listed = Listed(one.number, one.procedure, one.procedure.state(visit.now), one.broken)
    made = procedure_card(
        visit.words, visit.common.hours, listed, visit.now,
        site=visit.city.site or "", contact=one.procedure.phone or "市役所",
    )  # fmt: skip
    return [cards(made).payload()]
