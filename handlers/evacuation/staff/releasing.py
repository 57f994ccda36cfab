"""The release: by a second person, or by one who says why there is no other."""

from __future__ import annotations

from bot.staff import Answer
from handlers.evacuation.orders.desk import Changed, Row, State, release
from handlers.evacuation.staff.forms import ReleaseForm
from handlers.evacuation.staff.overview import order
from handlers.evacuation.staff.site import (
    ALONE,
    KINDS,
    RELEASED,
    WRITERS,
    Visit,
    areas,
    author,
    console,
    count_of,
    facts,
    found,
    named,
    now_ms,
    previews,
)


@console.page("/<int:number>/release", roles=WRITERS, changes=True)
def put_out(visit: Visit, number: int) -> Answer:
    """Show once more what goes to how many, and send it."""
    row = found(visit, number)
    if row.state is not State.WAITING:
        return visit.redirect(order, number=number)
    form = visit.form(ReleaseForm, seen=str(row.made_ms))
    trouble = _trouble(visit, row, form) if form.accepted else ""
    count = count_of(visit, row) or 0
    if form.accepted and not trouble:
        trouble = _released(visit, row, form, count)
    if not form.accepted or trouble:
        visit.draws_messages()
        form.seen.data = str(row.made_ms)
        return visit.page(
            "release.html",
            row=row, form=form, trouble=trouble, count=count, title=named(visit, row),
            areas=areas(visit, row.order), shown=previews(visit, row)[:1], kinds=KINDS,
            alone=_is_alone(visit, row),
        )  # fmt: skip
    return visit.done("出しました。1秒以内に送り始めます。", order, number=number)


def _released(visit: Visit, row: Row, form: ReleaseForm, count: int) -> str:
    """Release it, and write that into the audit log; what is in the way, where it cannot be."""
    alone = (form.alone.data or "").strip() if _is_alone(visit, row) else ""
    try:
        release(visit.db, row, author(visit), now_ms(visit), alone=alone, planned=count)
    except Changed:
        return "ほかの人が先に変えました。もう一度、内容を確かめてください。"
    more = {"書いた人": row.author, "届ける人数": count} | (
        {"ひとりで出す理由": alone} if alone else {}
    )
    act = ALONE if alone else RELEASED
    visit.audit(act, subject=f"evacuation:{row.id}", after=facts(visit, row) | more)
    return ""


def _trouble(visit: Visit, row: Row, form: ReleaseForm) -> str:
    if form.seen.data != str(row.made_ms):
        return "表示したあとに書き直されました。もう一度、内容を確かめてください。"
    if visit.emergency.is_drill and not row.drill:
        return "訓練中は、本番の避難情報を出せません。先に「災害モード」で訓練を終えてください。"
    if _is_alone(visit, row) and not (form.alone.data or "").strip():
        form.alone.errors = ["ほかの人に出してもらうか、ひとりで出す理由を書いてください。"]
        return "書いた人がひとりで出すときは、理由が必要です。"
    return ""


def _is_alone(visit: Visit, row: Row) -> bool:
    return row.wants_second and row.author_id == visit.staff.id
