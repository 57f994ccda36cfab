"""From a draft to what is sent: asking, approving, returning, cancelling."""

from __future__ import annotations

from collections.abc import Callable

from bot.staff import Act, Answer
from handlers.broadcasts import store
from handlers.broadcasts.staff import telling
from handlers.broadcasts.staff.forms import ActForm, ReturnForm
from handlers.broadcasts.staff.overview import alone, broadcast, may_approve
from handlers.broadcasts.staff.site import (
    APPROVED,
    APPROVERS,
    ASKED,
    CANCELLED,
    RETURNED,
    WRITERS,
    Visit,
    console,
    found,
    subject,
    told,
)
from handlers.broadcasts.store import CHANGEABLE, Broadcast, Changed

_CONFLICT = "ほかの人が先に変えたか、もう送る日時がありません。開き直して確かめてください。"


@console.page("/<int:number>/ask", roles=WRITERS, changes=True)
def ask(visit: Visit, number: int) -> Answer:
    """Ask for another person's approval; where the rules need none, let it go at once."""
    one = found(visit, number)
    people = telling.count(visit, one.content.audience)
    free = alone(visit, one, people)
    if free:
        return _decided(
            visit, one, _release, APPROVED, "配信を決めました。", _release_words(people)
        )
    return _decided(visit, one, _ask, ASKED, "承認を頼みました。", _ask_words(people))


@console.page("/<int:number>/approve", roles=APPROVERS, changes=True)
def approve(visit: Visit, number: int) -> Answer:
    """Approve what another person wrote."""
    one = found(visit, number)
    if not may_approve(visit, one) or one.state != "waiting":
        return visit.redirect(broadcast, number=number)
    people = telling.count(visit, one.content.audience)
    return _decided(visit, one, _release, APPROVED, "承認しました。", _release_words(people))


@console.page("/<int:number>/return", roles=APPROVERS, changes=True)
def send_back(visit: Visit, number: int) -> Answer:
    """Back to the author, with a remark."""
    one, form = found(visit, number), visit.form(ReturnForm)
    if not form.accepted:
        return visit.page("confirm.html", one=one, form=form, **_RETURN)
    try:
        remark = form.remark.data
        store.move(visit.db, one, ("waiting",), "draft", visit.now, remark=remark)
    except Changed:
        return visit.page("confirm.html", one=one, form=form, conflict=_CONFLICT, **_RETURN)
    visit.audit(RETURNED, subject=subject(number), after={"直してほしいこと": remark})
    return visit.done("差し戻しました。", broadcast, number=number)


@console.page("/<int:number>/cancel", roles=WRITERS, changes=True)
def cancel(visit: Visit, number: int) -> Answer:
    """Nothing more of it is sent; what was sent already is corrected, see `correcting`."""
    return _decided(visit, found(visit, number), _cancel, CANCELLED, "取りやめました。", _CANCEL)


def _decided(
    visit: Visit,
    one: Broadcast,
    act: Callable[[Visit, Broadcast], None],
    logged: Act,
    done: str,
    words: dict[str, object],
) -> Answer:
    form = visit.form(ActForm)
    if not form.accepted:
        return visit.page("confirm.html", one=one, form=form, **words)
    try:
        act(visit, one)
    except Changed:
        return visit.page("confirm.html", one=one, form=form, conflict=_CONFLICT, **words)
    visit.audit(logged, subject=subject(one.id), after=told(one.content) | {"版": one.version})
    return visit.done(done, broadcast, number=one.id)


def _ask(visit: Visit, one: Broadcast) -> None:
    store.move(visit.db, one, ("draft",), "waiting", visit.now, remark="")


def _release(visit: Visit, one: Broadcast) -> None:
    store.approve(visit.db, one, visit.staff.name, visit.now, visit.holidays)


def _cancel(visit: Visit, one: Broadcast) -> None:
    store.move(visit.db, one, CHANGEABLE, "cancelled", visit.now, next_ms=None)


def _ask_words(people: int | None) -> dict[str, object]:
    question = "別の人に、文面・相手・日時を確かめてもらいます。承認されると配信されます。"
    return {"title": "承認を頼む", "question": question, "label": "承認を頼む", "people": people}


def _release_words(people: int | None) -> dict[str, object]:
    question = (
        "文面・相手・日時を確かめましたか。承認すると、決めた日時（なければすぐ）に配信されます。"
    )
    return {"title": "配信を承認する", "question": question, "label": "承認する", "people": people}


_RETURN: dict[str, object] = {
    "title": "差し戻す",
    "question": "書いた人に戻します。配信はされません。",
    "label": "差し戻す",
}
_CANCEL: dict[str, object] = {
    "title": "取りやめる",
    "question": "これから先の配信を、すべて取りやめます。もう送った分には、「訂正」を送ってください。",
    "label": "取りやめる",
    "danger": True,
}
