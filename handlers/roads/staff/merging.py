"""Several cases of one damage become one, and back."""

from __future__ import annotations

from bot.staff import Answer
from handlers.roads.ledger import merging
from handlers.roads.ledger.case import Case, find_number, standing_for
from handlers.roads.ledger.changes import AlreadyMerged
from handlers.roads.ledger.numbers import read_number, shown
from handlers.roads.staff.case import case
from handlers.roads.staff.forms import ConfirmForm, JoinForm
from handlers.roads.staff.site import (
    MERGED,
    UNMERGED,
    WORKERS,
    Visit,
    console,
    found,
    now_ms,
    subject,
)
from handlers.roads.staff.work import asks


@console.page("/<int:number>/merge", roles=WORKERS, changes=True)
def join(visit: Visit, number: int) -> Answer:
    """This case goes on as another one."""
    one = found(visit, number)
    form = visit.form(JoinForm, into=shown(visit.asked("into")))
    into = _named(visit, form, one) if form.accepted else None
    if into is None:
        return asks(visit, one, form, "ほかの通報にまとめる", "まとめる", told=_TOLD)
    try:
        merging.merge(visit.db, one.id, into.id, who=visit.staff.email, now_ms=now_ms(visit))
    except AlreadyMerged:
        form.into.errors = ["この通報は、すでにほかの通報にまとめてあります。"]
        return asks(visit, one, form, "ほかの通報にまとめる", "まとめる", told=_TOLD)
    visit.audit(MERGED, subject=subject(one), after={"まとめた先": shown(into.number)})
    return visit.done(f"{shown(into.number)} にまとめました。", case, number=into.number)


@console.page("/<int:number>/unmerge", roles=WORKERS, changes=True)
def part(visit: Visit, number: int) -> Answer:
    """Merging is taken back: the case stands for itself again."""
    one, form = found(visit, number), visit.form(ConfirmForm)
    if not form.accepted or one.merged_into is None:
        return asks(visit, one, form, "まとめるのをやめる", "まとめるのをやめる")
    merging.unmerge(visit.db, one.id, who=visit.staff.email, now_ms=now_ms(visit))
    visit.audit(UNMERGED, subject=subject(one))
    return visit.done("もとの通報に戻しました。", case, number=number)


def _named(visit: Visit, form: JoinForm, one: Case) -> Case | None:
    """The case that was typed; None, with the mistake beside the field, where it cannot be taken."""
    number = read_number(form.into.data)
    typed = find_number(visit.db, number) if number else None
    into = standing_for(visit.db, typed) if typed else None
    if into is None:
        form.into.errors = ["この受付番号の通報はありません。12桁の数字を確かめてください。"]
    elif into.id == one.id:
        form.into.errors = ["同じ通報です。まとめる先の受付番号を入れてください。"]
    else:
        return into
    return None


_TOLD = (
    "この通報をした方も、まとめた先の通報のお知らせを受け取るようになります。"
    "履歴と写真はそれぞれに残り、あとで元に戻せます。"
)
