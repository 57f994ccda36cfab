"""Publishing, withdrawing, and going back to an earlier version."""

from __future__ import annotations

from datetime import datetime

from bot.staff import Answer
from handlers.procedures.files.complete import lacking
from handlers.procedures.files.fields import Problem, Wrong, read_moment
from handlers.procedures.registry.changes import Unknown, publish, restore, snapshot, withdraw
from handlers.procedures.registry.desk import versions
from handlers.procedures.registry.differences import differences
from handlers.procedures.staff.forms import ConfirmForm, PublishForm, show
from handlers.procedures.staff.overview import drawn, preview, procedure
from handlers.procedures.staff.site import (
    PUBLISHERS,
    READERS,
    ZONE,
    Visit,
    author,
    console,
    found,
    log,
    vocabulary_of,
)


@console.page("/<int:number>/publish", roles=PUBLISHERS, changes=True)
def put_out(visit: Visit, number: int) -> Answer:
    """Show the newest version to citizens, now or from a moment on."""
    one, form = found(visit, number), visit.form(PublishForm)
    lacks = lacking(one.procedure, vocabulary_of(visit))
    moment = _moment(form, visit.now) if form.accepted else None
    if lacks or moment is None:
        visit.draws_messages()
        return visit.page(
            "publish.html",
            one=one,
            form=form,
            lacks=lacks,
            card=preview(visit, one),
            drawn=drawn(visit, one),
        )
    log(visit, publish(visit.db, number, visit.now, at=moment))
    said = "公開しました。" if moment <= visit.now else "公開を予約しました。"
    return visit.done(said, procedure, number=number)


@console.page("/<int:number>/withdraw", roles=PUBLISHERS, changes=True)
def take_back(visit: Visit, number: int) -> Answer:
    """Show it to citizens no more; asks first."""
    one, form = found(visit, number), visit.form(ConfirmForm)
    if not form.accepted:
        return visit.page("withdraw.html", one=one, form=form)
    log(visit, withdraw(visit.db, number))
    return visit.done("公開をやめました。", procedure, number=number)


@console.page("/<int:number>/versions/<int:version>", roles=READERS)
def compare(visit: Visit, number: int, version: int) -> Answer:
    """What a version says, and what going back to it would change."""
    one = found(visit, number)
    known = {each.version: each for each in versions(visit.db, number)}
    this = known.get(version) or visit.missing()
    before = known.get(version - 1)
    return visit.page(
        "version.html",
        one=one, this=this,
        made=differences(before.procedure if before else None, this.procedure),
        back=differences(one.procedure, this.procedure),
        may_publish=visit.staff.has_one_of(PUBLISHERS),
    )  # fmt: skip


@console.page("/<int:number>/versions/<int:version>/restore", roles=PUBLISHERS, changes=True)
def go_back(visit: Visit, number: int, version: int) -> Answer:
    """Make an earlier version the newest; shown at once where the procedure is shown."""
    one, form = found(visit, number), visit.form(ConfirmForm)
    try:
        earlier = snapshot(visit.db, number, version)
    except Unknown:
        visit.missing()
    if not form.accepted or (one.live is not None and lacking(earlier, vocabulary_of(visit))):
        return visit.redirect(compare, number=number, version=version)
    log(visit, restore(visit.db, number, version, author(visit), visit.now))
    return visit.done(f"第{version}版の内容に戻しました。", procedure, number=number)


def _moment(form: PublishForm, now: datetime) -> datetime | None:
    try:
        return read_moment(form.at.data or "", ZONE) or now
    except Wrong as wrong:
        show(form, [Problem("at", str(wrong))])
        return None
