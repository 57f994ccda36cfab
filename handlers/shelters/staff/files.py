"""States from a file: shown as what they would change, and then taken up as a whole."""

from __future__ import annotations

from typing import cast

from bot.sheets import Limits, Refused
from bot.staff import Answer, BooleanField, FileField, Form, Needed
from handlers.shelters.files.states import Reading, read_states
from handlers.shelters.plans import (
    at,
    changes_of,
    closing,
    drop_plan,
    keep_plan,
    kept_plan,
    missing_of,
)
from handlers.shelters.staff.overview import shelters
from handlers.shelters.staff.site import CHANGERS, Visit, change, console, now_at

MOST_SHOWN = 300


class UploadForm(Form):
    """A file."""

    file = FileField(
        "ファイル",
        [Needed("ファイルを選んでください。")],
        description="CSV、Excel（.xlsx）、GeoJSON。5MBまで。",
    )


class TakeForm(Form):
    """The button that takes a file up."""

    close = BooleanField("このファイルにない、開設中・満員の避難所を閉鎖にする")


def read_first(visit: Visit) -> Reading | Refused | None:
    """What a file says of the shelters; a large one takes seconds, for which no transaction waits."""
    form = visit.form(UploadForm)
    if not form.accepted:
        return None
    try:
        return read_states(form.file.data.read(Limits().bytes + 1), now_at(visit).shelters.all)
    except Refused as refused:
        return refused


@console.page(
    "/import", roles=CHANGERS, label="開設状況の取り込み", changes=True, before=read_first
)
def upload(visit: Visit) -> Answer:
    """Take a file, and show what it would change."""
    form, reading = visit.form(UploadForm), cast("Reading | Refused | None", visit.prepared)
    if isinstance(reading, Refused):
        form.file.errors = [str(reading)]
    if reading is None or isinstance(reading, Refused):
        return visit.page("upload.html", form=form, reading=Reading(), same=False)
    now, at_ms = now_at(visit), int(visit.now.timestamp() * 1000)
    changes = changes_of(reading.rows, now, at_ms)
    missing = missing_of(changes, [row.shelter for row in reading.rows], now)
    if reading.problems or not (changes or missing):
        return visit.page("upload.html", form=form, reading=reading, same=not reading.problems)
    name = keep_plan(visit.db, changes, missing, visit.staff.name, visit.now)
    return visit.redirect(confirm, name=name)


@console.page("/import/<name>", roles=CHANGERS, changes=True)
def confirm(visit: Visit, name: str) -> Answer:
    """Show what a file would change, and take it up."""
    form, now = visit.form(TakeForm), now_at(visit)
    changes, missing = kept_plan(visit.db, name, visit.staff.name)
    if not (changes or missing):
        visit.missing()
    chosen = [*changes, *(closing(missing, 0) if form.accepted and form.close.data else [])]
    if not form.accepted or not chosen:
        return visit.page(
            "plan.html",
            rows=changes[:MOST_SHOWN], count=len(changes), missing=missing, form=form, now=now,
        )  # fmt: skip
    at_ms = int(visit.now.timestamp() * 1000)
    for one in chosen:
        made = at(one, at_ms)
        change(visit, now, made.shelter, made.status)
    drop_plan(visit.db, name)
    return visit.done(f"{len(chosen)}か所の状態を変えました。", shelters)
