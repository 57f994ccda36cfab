"""One message: its words in every language, whom it is for; released, declined or taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from bot.staff import Act, Answer
from handlers.disaster.notices import staffing
from handlers.disaster.notices.sending import audience
from handlers.disaster.notices.settling import Step
from handlers.disaster.notices.staffing import Notice
from handlers.disaster.staff.overview import line, overview
from handlers.disaster.staff.site import (
    DECLINED,
    LANGUAGES,
    READERS,
    RELEASED,
    RELEASERS,
    WITHDRAWN,
    ConfirmForm,
    Visit,
    console,
    content_of,
)


def _found(visit: Visit, number: int) -> Notice:
    return staffing.find(visit.db, number) or visit.missing()


@console.page("/notices/<int:number>", roles=READERS)
def notice(visit: Visit, number: int) -> Answer:
    """A message in every language, and how many it would reach now."""
    row = _found(visit, number)
    return visit.page(
        "notice.html",
        line=line(visit, row),
        texts=json.loads(row.texts),
        languages=LANGUAGES,
        tags={code: "ja" if code == "easy_ja" else code for code in LANGUAGES},
        topic=next((t.title for t in visit.shared.topics if t.id == row.topic), row.topic),
        receivers=visit.audiences.count(visit.db, audience(row)),
        can_withdraw=staffing.can_withdraw(row),
        releases=bool(visit.staff.roles & RELEASERS),
    )


@console.page("/notices/<int:number>/release", roles=RELEASERS, changes=True)
def release(visit: Visit, number: int) -> Answer:
    """Send what was offered."""
    run = partial(staffing.release, visit.db, number, visit.staff.name, visit.now)
    return _act(visit, number, run, RELEASED, "送ります。", "送る")


@console.page("/notices/<int:number>/decline", roles=RELEASERS, changes=True)
def decline(visit: Visit, number: int) -> Answer:
    """Keep back what was offered."""
    run = partial(staffing.decline, visit.db, number, visit.staff.name, visit.now)
    return _act(visit, number, run, DECLINED, "送らないことにしました。", "送らない")


@console.page("/notices/<int:number>/withdraw", roles=RELEASERS, changes=True)
def withdraw(visit: Visit, number: int) -> Answer:
    """Tell those who got it that it was a mistake."""
    step = Step(content_of(visit), visit.now)
    run = partial(staffing.withdraw, visit.db, number, step, visit.staff.name)
    said = "取り消しのお知らせを、受け取った人だけに送ります。"
    return _act(visit, number, run, WITHDRAWN, said, "取り消しを送る")


def _act(
    visit: Visit, number: int, run: Callable[[], object], act: Act, said: str, label: str
) -> Answer:
    row, form = _found(visit, number), visit.form(ConfirmForm)
    done = run() if form.accepted else None
    if not done:
        late = form.accepted
        return visit.page("confirm.html", line=line(visit, row), form=form, label=label, late=late)
    text = json.loads(row.texts).get("ja", "")
    visit.audit(
        act, subject=f"disaster:{number}", before={"state": row.state}, after={"text": text}
    )
    return visit.done(said, overview)
