"""The registry as a file: written out, and taken up again after a preview of what would change."""

from __future__ import annotations

from typing import cast

from bot.sheets import CSV, XLSX, Limits, Refused, as_csv, as_workbook, read_upload
from bot.staff import Answer
from handlers.procedures.files.fields import Problem
from handlers.procedures.files.table import Plan, plan, table_of
from handlers.procedures.registry.changes import Change, Conflict
from handlers.procedures.registry.desk import all_kept, entry
from handlers.procedures.registry.differences import differences
from handlers.procedures.registry.procedure import Procedure
from handlers.procedures.registry.taking import keep_plan, kept_rows, take_up
from handlers.procedures.staff.forms import ConfirmForm, UploadForm, show
from handlers.procedures.staff.overview import procedures
from handlers.procedures.staff.site import (
    PUBLISHERS,
    READERS,
    STAGES,
    ZONE,
    Visit,
    author,
    console,
    log,
    vocabulary_of,
)

MOST_SHOWN = 200


@console.page("/export.csv", roles=READERS)
def export_csv(visit: Visit) -> Answer:
    return visit.file(as_csv(_table(visit)), CSV, "procedures.csv")


@console.page("/export.xlsx", roles=READERS)
def export_xlsx(visit: Visit) -> Answer:
    return visit.file(as_workbook({"手続き": _table(visit)}), XLSX, "procedures.xlsx")


def read_first(visit: Visit) -> Plan | Refused | None:
    """What a file would change. Ten thousand rows take seconds, for which no transaction waits.

    Whoever changes a procedure meanwhile is not overwritten: taking up compares once more.
    """
    form = visit.form(UploadForm)
    if not form.accepted:
        return None
    try:
        grid = read_upload(form.file.data.read(Limits().bytes + 1))
        return plan(grid, all_kept(visit.db, STAGES), vocabulary_of(visit), ZONE)
    except Refused as refused:
        return refused


@console.page(
    "/import",
    roles=PUBLISHERS,
    label="取り込みと書き出し",
    changes=True,
    before=read_first,
)
def upload(visit: Visit) -> Answer:
    """Take a file, and show what it would change."""
    form, made = visit.form(UploadForm), cast("Plan | Refused | None", visit.prepared)
    if isinstance(made, Refused):
        show(form, [Problem("file", str(made))])
    if made is None or isinstance(made, Refused):
        return visit.page("upload.html", form=form, problems=[], wrong=0, same=0)
    if made.problems or not made.rows:
        problems = made.problems[:MOST_SHOWN]
        return visit.page(
            "upload.html", form=form, problems=problems, wrong=len(made.problems), same=made.same
        )
    name = keep_plan(visit.db, made, author(visit), visit.now)
    return visit.redirect(confirm, name=name)


@console.page("/import/<name>", roles=PUBLISHERS, changes=True)
def confirm(visit: Visit, name: str) -> Answer:
    """Show what a file would change, and take it up."""
    form, rows = visit.form(ConfirmForm), kept_rows(visit.db, name, author(visit))
    if not rows:
        visit.missing()
    changes = _taken(visit, name) if form.accepted else None
    if changes is None:
        shown = [
            (row, differences(_newest(visit, row.number), row.after)) for row in rows[:MOST_SHOWN]
        ]
        return visit.page("plan.html", rows=shown, count=len(rows), late=form.accepted)
    for change in changes:
        log(visit, change)
    return visit.done(f"{len(changes)}件を取り込みました。まだ公開していません。", procedures)


def _taken(visit: Visit, name: str) -> list[Change] | None:
    """What was done; None where somebody changed one of them meanwhile."""
    try:
        return take_up(visit.db, name, author(visit), visit.now)
    except Conflict:
        return None


def _newest(visit: Visit, number: int) -> Procedure | None:
    one = entry(visit.db, number) if number else None
    return one.procedure if one else None


def _table(visit: Visit) -> list[list[str | int]]:
    return table_of(all_kept(visit.db, STAGES).values())
