"""After sending: correcting or withdrawing, to exactly those whom it reached. Nobody else need agree."""

from __future__ import annotations

from bot.staff import Answer
from handlers.broadcasts import store
from handlers.broadcasts.draft import LANGUAGE_TITLES
from handlers.broadcasts.staff.forms import correct_form
from handlers.broadcasts.staff.overview import broadcast, may_correct
from handlers.broadcasts.staff.reading import read_draft
from handlers.broadcasts.staff.site import (
    CORRECTED,
    WRITERS,
    Visit,
    console,
    found,
    found_run,
    rules_of,
    subject,
)
from handlers.broadcasts.store import Changed, Run

CORRECTABLE = ("sending", "sent", "corrected")
WITHDRAWN = "【取り消し】{title}"
WITHDRAWAL = "先にお送りしたお知らせは、誤りでした。取り消します。ご迷惑をおかけしました。"


@console.page("/<int:number>/runs/<int:at>/correct", roles=WRITERS, changes=True)
def correct(visit: Visit, number: int, at: int) -> Answer:
    """Write what goes to the same receivers; what is not sent yet of the message never is."""
    run = found_run(visit, number, at)
    if not may_correct(visit, found(visit, number)):
        return visit.redirect(broadcast, number=number)
    languages = run.draft.languages
    title = WITHDRAWN.format(title=run.draft.title)[:60]
    form = visit.form(correct_form(languages), title_ja=title, body_ja=WITHDRAWAL)
    correction = read_draft(form) if form.accepted else None
    if correction is None or not _correctable(visit, run):
        return _page(visit, form, run)
    try:
        text = correction.model_dump_json()
        store.note_run(visit.db, run, run.state, state="correcting", correction=text)
    except Changed:
        return _page(visit, form, run, "ほかの人が先に訂正しました。開き直して確かめてください。")
    said = {LANGUAGE_TITLES[one]: correction.texts[one].body for one in correction.languages}
    visit.audit(CORRECTED, subject=subject(number), after={"配信": run.key, **said})
    return visit.done("訂正を送ります。数秒で送り始めます。", broadcast, number=number)


def _correctable(visit: Visit, run: Run) -> bool:
    """Whether it has begun to go out; what has not is cancelled instead."""
    return run.state in CORRECTABLE and visit.mailing(run.key) is not None


def _page(visit: Visit, form: object, run: Run, conflict: str = "") -> Answer:
    return visit.page(
        "correct.html",
        form=form,
        run=run,
        sent=visit.mailing(run.key),
        conflict=conflict,
        correctable=_correctable(visit, run),
        days=rules_of(visit).keep_days,
    )
