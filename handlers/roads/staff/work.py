"""Who works on a case and how soon, notes, the place, and publication."""

from __future__ import annotations

from bot.api import Point
from bot.staff import Act, Answer, Form
from handlers.roads.ledger import changes
from handlers.roads.ledger.case import Case
from handlers.roads.staff import choices
from handlers.roads.staff.case import case
from handlers.roads.staff.forms import ConfirmForm, MemoForm, PlaceForm, WorkForm
from handlers.roads.staff.site import (
    MOVED,
    NOTED,
    PUBLISHED,
    WORKED,
    WORKERS,
    Visit,
    cells,
    console,
    content_of,
    day_of,
    found,
    log,
    now_ms,
    subject,
)


def asks(visit: Visit, one: Case, form: Form, title: str, button: str, told: str = "") -> Answer:
    """A page with one form over a case."""
    return visit.page(
        "form.html", one=one, form=form, title=title, button=button, told=told,
        content=content_of(visit),
    )  # fmt: skip


def done(visit: Visit, act: Act, before: Case, after: Case, said: str) -> Answer:
    """Log a change, and go back to the case."""
    log(visit, act, before, after)
    return visit.done(said, case, number=before.number)


@console.page("/<int:number>/work", roles=WORKERS, changes=True)
def work(visit: Visit, number: int) -> Answer:
    """Department, person, priority, due day, kind and owner."""
    one = found(visit, number)
    form = visit.form(
        WorkForm,
        choices={
            "kind": choices.kinds(visit, one.kind), "department": choices.departments(visit, one.department),
            "assignee": choices.people(visit, one.assignee), "priority": choices.priorities(),
            "owner": choices.owners(visit, one.owner),
        },
        kind=one.kind, department=one.department, assignee=one.assignee, priority=str(one.priority),
        due=day_of(one.due_ms).date(), owner=one.owner,
    )  # fmt: skip
    if not form.accepted:
        return asks(visit, one, form, "担当・優先度・期限", "保存する")
    after = _worked(visit, one, form)
    if cells(visit, after) == cells(visit, one):
        return visit.redirect(case, number=number)
    return done(visit, WORKED, one, after, "保存しました。")


def _worked(visit: Visit, one: Case, form: WorkForm) -> Case:
    db, who, now = visit.db, visit.staff.email, now_ms(visit)
    changes.set_kind(db, one.id, kind=form.kind.data, who=who, now_ms=now)
    changes.set_department(db, one.id, department=form.department.data, who=who, now_ms=now)
    changes.assign(db, one.id, assignee=form.assignee.data, who=who, now_ms=now)
    changes.set_priority(db, one.id, priority=int(form.priority.data), who=who, now_ms=now)
    due = one.due_ms
    if form.due.data != day_of(due).date():
        due = choices.end_of(form.due.data)
    changes.set_due(db, one.id, due_ms=due, who=who, now_ms=now)
    return changes.set_owner(db, one.id, owner=form.owner.data, who=who, now_ms=now)


@console.page("/<int:number>/note", roles=WORKERS, changes=True)
def memo(visit: Visit, number: int) -> Answer:
    """A note for other staff."""
    one, form = found(visit, number), visit.form(MemoForm)
    if not form.accepted:
        return asks(visit, one, form, "メモを書く", "保存する")
    changes.add_note(
        visit.db, one.id, note=form.note.data, who=visit.staff.email, now_ms=now_ms(visit)
    )
    visit.audit(NOTED, subject=subject(one))
    return visit.done("メモを保存しました。", case, number=number)


@console.page("/<int:number>/place", roles=WORKERS, changes=True)
def place(visit: Visit, number: int) -> Answer:
    """The place, corrected on the map or by its degrees."""
    one = found(visit, number)
    form = visit.form(PlaceForm, latitude=one.latitude, longitude=one.longitude)
    visit.draws_map()
    if not form.accepted:
        return visit.page("place.html", one=one, form=form, content=content_of(visit))
    spot = Point(float(form.latitude.data), float(form.longitude.data))
    district, town = area(visit, spot)
    after = changes.move(
        visit.db, one.id, spot, district=district, town=town, who=visit.staff.email, now_ms=now_ms(visit)
    )  # fmt: skip
    return done(visit, MOVED, one, after, "場所を直しました。")


def area(visit: Visit, spot: Point, address: str = "") -> tuple[str, str]:
    """The district and the town of a place, "" where they are not known."""
    spots = visit.shared.residence.at(spot.latitude, spot.longitude, address, visit.city.name).spots
    return (spots[0].district, spots[0].town) if spots else ("", "")


@console.page("/<int:number>/public", roles=WORKERS, changes=True)
def show_public(visit: Visit, number: int) -> Answer:
    """Approve a case for the public map, or take that back."""
    one, form = found(visit, number), visit.form(ConfirmForm)
    new = not one.published
    if not form.accepted or one.merged_into is not None:
        title, button = ("公開する", "公開する") if new else ("公開をやめる", "公開をやめる")
        return asks(visit, one, form, title, button, told=_PUBLIC if new else _NOT_PUBLIC)
    after = changes.publish(
        visit.db, one.id, published=new, who=visit.staff.email, now_ms=now_ms(visit)
    )
    return done(visit, PUBLISHED, one, after, "公開しました。" if new else "公開をやめました。")


_PUBLIC = (
    "種類、状態、大まかな場所、状態を変えたときの理由と、公開すると決めた写真が、だれでも見られるようになります。"
    "通報した方の言葉と連絡先は公開されません。"
)
_NOT_PUBLIC = "市民が見る一覧と地図から、すぐに消えます。"
