"""/roads/report: the form, and the look at the whole before it is sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from bot.api import millis
from bot.public import LIFF_SCRIPT, Answer, scripted
from handlers.roads.content import Content
from handlers.roads.ledger.mapped import Near, near_duplicates
from handlers.roads.ledger.numbers import shown
from handlers.roads.public.report.checking import Checked, check
from handlers.roads.public.report.fields import blank, filled
from handlers.roads.public.report.taking import LARGEST_PHOTO, Took, take_photos
from handlers.roads.public.site import Visit, content_of, pages, phone_of

LARGEST_FORM = 5 * LARGEST_PHOTO + 256 * 1024
_FRESH = timedelta(0)


@pages.get("/report")
def report_form(visit: Visit) -> Answer:
    """The form, empty; what was begun on this device is filled in by its script."""
    return show_form(visit, Checked(blank()))


@pages.post("/report", most=LARGEST_FORM)
def look_at_report(visit: Visit) -> Answer:
    """What was filled in: back to the form if something is missing, else the look at the whole."""
    content = content_of(visit)
    took = take_photos(visit, filled(visit, content.settings.photos), content.settings.photos)
    checked = check(visit, content, took.filled)
    if visit.sent("edit") or not checked.is_fine or took.unfinished:
        return show_form(visit, checked, took)
    return show_review(visit, content, checked)


def show_form(visit: Visit, checked: Checked, took: Took | None = None) -> Answer:
    """The form with what was filled in, and what is wrong with it."""
    content = content_of(visit)
    took = took or Took(checked.filled)
    wrong = bool(checked.mistakes or took.unfinished)
    page = visit.page(
        "report.html",
        status=429 if took.crowded else 422 if wrong else 200,
        keep=_FRESH,
        content=content,
        filled=checked.filled,
        checked=checked,
        took=took,
        phone=phone_of(visit),
        liff=visit.liff,
        liff_script=LIFF_SCRIPT,
    )
    return _with_map(visit, page)


def show_review(visit: Visit, content: Content, checked: Checked) -> Answer:
    """The whole, cases nearby that may be the same, and whose business it seems to be."""
    with visit.read() as connection:
        near = [_told(content, one) for one in _near(connection, content, checked)]
    page = visit.page(
        "review.html",
        keep=_FRESH,
        content=content,
        filled=checked.filled,
        checked=checked,
        near=near,
        phone=phone_of(visit),
    )
    return _with_map(visit, page)


def _near(connection: Connection, content: Content, checked: Checked) -> list[Near]:
    kind = content.kinds_by_id[checked.filled.kind]
    if checked.rough or checked.point is None:
        return []
    return near_duplicates(connection, checked.point, kind.radius, [kind.id])


def _told(content: Content, near: Near) -> dict[str, Any]:
    """What a stranger may know of a case nearby: no words of who reported it."""
    case = near.case
    return {
        "number": case.number,
        "shown": shown(case.number),
        "kind": content.kind_label(case.kind),
        "metres": round(near.metres / 5) * 5,
        "state": case.state.label,
        "opened_ms": case.created_ms,
    }


def _with_map(visit: Visit, page: Answer) -> Answer:
    return scripted(page, pictures=visit.city.tiles.origin, liff=bool(visit.liff))


def due_ms(visit: Visit, kind: str) -> int:
    """By when a report that comes in now ought to be answered, epoch ms."""
    return millis(content_of(visit).due(kind, visit.now))
