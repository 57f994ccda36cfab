"""Sheets for the field crew: one page a case, or the queue's cases as a list, without reporters."""

from __future__ import annotations

from bot.staff import Answer
from handlers.roads.staff.bulk import chosen
from handlers.roads.staff.case import told
from handlers.roads.staff.showing import shown_photos
from handlers.roads.staff.site import PRIORITIES, READERS, Visit, console, content_of, now_ms


@console.page("/sheets", roles=READERS)
def sheets(visit: Visit) -> Answer:
    """The cases that the address names, to be printed; `list`: on one sheet."""
    cases, content = chosen(visit), content_of(visit)
    visit.draws_map()
    return visit.page(
        "sheets.html",
        content=content,
        cases=[(one, told(visit, content, one), shown_photos(visit, one)) for one in cases],
        as_list=bool(visit.asked("list")), priorities=PRIORITIES, now_ms=now_ms(visit),
        people=visit.colleagues(gone=True), numbers=[one.number for one in cases],
    )  # fmt: skip
