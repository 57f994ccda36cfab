"""The end of the form: it is a case, or joins one, and the reporter has its number."""

from __future__ import annotations

from datetime import timedelta

from bot.api import millis
from bot.public import Answer, Crowded, scripted
from handlers.roads.content import Content
from handlers.roads.ledger.case import OURS, Priority, Source, find_number
from handlers.roads.ledger.loose import unattached
from handlers.roads.ledger.numbers import read_number, shown
from handlers.roads.ledger.opening import Opened, Report, join_case, open_case
from handlers.roads.ledger.reporters import Contact, keep_contact
from handlers.roads.public.report.checking import Checked, check
from handlers.roads.public.report.fields import Filled, filled
from handlers.roads.public.report.form import due_ms, show_form, show_review
from handlers.roads.public.report.taking import Took
from handlers.roads.public.site import Visit, content_of, pages

_FRESH = timedelta(0)


@pages.post("/report/send")
def send_report(visit: Visit) -> Answer:
    """Send what was looked at. However often a browser sends it, it is one case."""
    content = content_of(visit)
    checked = check(visit, content, filled(visit, content.settings.photos))
    if not checked.is_fine:
        return show_form(visit, checked)
    if checked.other is not None or checked.outside:
        return show_review(visit, content, checked)
    citizen = visit.identify(checked.filled.id_token)
    try:
        opened = _record(visit, content, checked, citizen)
    except Crowded:
        return show_form(visit, checked, Took(checked.filled, crowded=True))
    return visit.redirect(thank, number=shown(opened.case.number))


@pages.get("/report/done/<number>")
def thank(visit: Visit, number: str) -> Answer:
    """The 受付番号, to be noted down, and what comes next."""
    stored = read_number(number)
    with visit.read() as connection:
        case = find_number(connection, stored) if stored else None
    if stored is None or case is None:
        return visit.page("unknown.html", status=404, number=number)
    return scripted(visit.page("thanks.html", keep=_FRESH, number=shown(stored)))


def _record(visit: Visit, content: Content, checked: Checked, citizen: str | None) -> Opened:
    now = millis(visit.now)
    with visit.record() as connection:
        keys = unattached(connection, checked.filled.media)
        report = _report(visit, content, checked, citizen, keys)
        same = read_number(visit.sent("same"))
        joined = find_number(connection, same) if same else None
        if joined is not None and (joined.open or joined.merged_into is not None):
            opened = join_case(connection, joined.id, report, now)
        else:
            opened = open_case(connection, report, now)
        if opened.fresh:
            if visit.crowded(connection, "report"):
                raise Crowded
            keep_contact(connection, opened.reporter, _contact(checked.filled), now)
    return opened


def _report(
    visit: Visit, content: Content, checked: Checked, citizen: str | None, keys: list[str]
) -> Report:
    form, point = checked.filled, checked.point
    assert point is not None
    kind = content.kinds_by_id[form.kind]
    return Report(
        form.kind,
        point.latitude,
        point.longitude,
        Source.WEB,
        due_ms=due_ms(visit, form.kind),
        ticket=f"web:{form.ticket}",
        words=form.words,
        place=form.place,
        district=checked.spot.district,
        town=checked.spot.town,
        owner=_owner(content, form),
        department=kind.department,
        priority=Priority.URGENT if kind.urgent else Priority.NORMAL,
        citizen=citizen,
        wants=citizen is not None,
        media=keys,
        rough=checked.rough,
    )


def _owner(content: Content, form: Filled) -> str:
    return form.owner if form.owner in content.owners_by_id else OURS


def _contact(form: Filled) -> Contact:
    return Contact(form.name, form.phone[:40], form.email)
