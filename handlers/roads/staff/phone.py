"""Reports on the phone: asked as citizens are asked in LINE, into the same ledger."""

from __future__ import annotations

import uuid

from bot.api import Point
from bot.staff import Answer
from handlers.roads.content import Content
from handlers.roads.ledger.case import Priority, Source
from handlers.roads.ledger.mapped import Near, near_duplicates
from handlers.roads.ledger.numbers import shown
from handlers.roads.ledger.opening import Opened, Report, join_case, open_case
from handlers.roads.ledger.reporters import Contact, keep_contact
from handlers.roads.staff import choices
from handlers.roads.staff.case import case
from handlers.roads.staff.forms import PhoneForm
from handlers.roads.staff.site import (
    OPENED,
    WORKERS,
    Visit,
    cells,
    console,
    content_of,
    found,
    ms_of,
    now_ms,
    subject,
)
from handlers.roads.staff.work import area

JOIN = "join"


@console.page("/new", roles=WORKERS, label="電話で受けた通報", changes=True)
def phone_call(visit: Visit) -> Answer:
    """A new case, or one more reporter of a case nearby."""
    content = content_of(visit)
    form = visit.form(
        PhoneForm,
        choices={
            "kind": {"": "(選んでください)"} | choices.kinds(visit),
            "priority": choices.priorities(), "department": choices.departments(visit),
        },
        ticket=uuid.uuid4().hex, priority=str(Priority.NORMAL),
    )  # fmt: skip
    if not form.accepted:
        return _asks(visit, content, form)
    spot = Point(float(form.latitude.data), float(form.longitude.data))
    if not visit.city.contains(spot):
        form.latitude.errors = ["市の外の場所です。緯度と経度を確かめてください。"]
        return _asks(visit, content, form)
    if visit.sent(JOIN):
        return _joined(visit, content, form, spot)
    near = [] if form.apart.data else _near(visit, content, form, spot)
    if near:
        return _asks(visit, content, form, near)
    return _opened(visit, content, form, spot)


def _asks(
    visit: Visit, content: Content, form: PhoneForm, near: list[Near] | None = None
) -> Answer:
    visit.draws_map()
    return visit.page("phone.html", form=form, content=content, near=near or [])


def _near(visit: Visit, content: Content, form: PhoneForm, spot: Point) -> list[Near]:
    kind = content.kinds_by_id.get(form.kind.data)
    return near_duplicates(visit.db, spot, kind.radius, [kind.id]) if kind else []


def _opened(visit: Visit, content: Content, form: PhoneForm, spot: Point) -> Answer:
    made = open_case(visit.db, _report(visit, content, form, spot), now_ms(visit))
    return _kept(visit, form, made, f"受け付けました。受付番号は {shown(made.case.number)} です。")


def _joined(visit: Visit, content: Content, form: PhoneForm, spot: Point) -> Answer:
    number = visit.sent_number(JOIN)
    report = _report(visit, content, form, spot)
    into = found(visit, number)
    made = join_case(visit.db, into.id, report, now_ms(visit), who=visit.staff.email)
    return _kept(visit, form, made, f"{shown(made.case.number)} に加えました。")


def _kept(visit: Visit, form: PhoneForm, made: Opened, said: str) -> Answer:
    if made.fresh:
        contact = Contact(*(form[name].data or "" for name in ("name", "phone", "email")))
        keep_contact(visit.db, made.reporter, contact, now_ms(visit))
    visit.audit(OPENED, subject=subject(made.case), after=cells(visit, made.case))
    return visit.done(said, case, number=made.case.number)


def _report(visit: Visit, content: Content, form: PhoneForm, spot: Point) -> Report:
    kind = content.kinds_by_id[form.kind.data]
    district, town = area(visit, spot, form.place.data or "")
    return Report(
        kind.id, spot.latitude, spot.longitude, Source.PHONE,
        due_ms=ms_of(content.due(kind.id, visit.now)), ticket=f"phone:{form.ticket.data}"[:100],
        words=form.words.data, place=form.place.data or "", district=district, town=town,
        owner=kind.owner, department=form.department.data or kind.department,
        priority=int(form.priority.data), wants=form.wants.data, who=visit.staff.email,
    )  # fmt: skip
