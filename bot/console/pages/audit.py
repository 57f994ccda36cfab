"""/console/audit: the audit log, searched and exported. It cannot be edited, here or anywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from flask import Response, current_app
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length, Optional

from bot.console import accounts, audit_search
from bot.console.audit_search import Place, Wanted
from bot.console.forms import Form
from bot.console.roles import Role
from bot.console.sections import Console
from bot.console.visit import Answer, Visit
from bot.db import Database
from bot.feature import Feature, Nothing
from bot.sheets import Cell, csv_lines
from bot.time import JAPAN, from_millis, millis

feature = Feature("audit", title="操作の記録")
console = Console(feature, __name__, label="操作の記録", order=900)
EXPORTED = console.act("exported", "操作の記録を書き出した")
READERS = frozenset({Role.ADMIN, Role.DX})
_HEADER = ("日時", "した人", "アドレス", "種類", "したこと", "対象", "前", "後")


class SearchForm(Form):
    """What to look for."""

    who = SelectField("した人", choices=[], default="")
    kind = SelectField("種類", choices=[], default="")
    since = DateField("この日から", [Optional()])
    until = DateField("この日まで", [Optional()])
    text = StringField("言葉", [Length(max=100)])


@console.page("", roles=READERS, label="操作の記録")
def log(visit: Visit[Nothing]) -> Answer:
    """The log, newest first, fifty rows a page."""
    form = _form(visit)
    wanted = _wanted(form, visit) if form.accepted else Wanted()
    after = Place.read(visit.asked("after"))
    found = audit_search.search(visit.db, wanted, after)
    titles = _titles()
    rows = [(row, titles.get(row.kind, row.kind), _values(row)) for row in found.rows]
    asked = {name: visit.asked(name) for name in (*form._fields, "subject") if visit.asked(name)}
    return visit.page("console/audit.html", form=form, rows=rows, found=found, asked=asked)


@console.page("/export.csv", roles=READERS)
def export(visit: Visit[Nothing]) -> Answer:
    """The rows that were searched for, as CSV; that it was fetched stands in the log."""
    form = _form(visit)
    if not form.accepted:
        return visit.redirect(log)
    wanted = _wanted(form, visit)
    visit.audit(EXPORTED, subject="audit", after={k: v for k, v in form.data.items() if v})
    lines = csv_lines(_lines(visit.service.database, wanted, _titles()))
    answer = Response(lines, content_type="text/csv; charset=utf-8")
    answer.headers.set(
        "Content-Disposition", "attachment", filename=f"audit-{visit.now:%Y%m%d-%H%M}.csv"
    )
    return answer


def _form(visit: Visit[Nothing]) -> SearchForm:
    people = {str(one.id): f"{one.name} <{one.email}>" for one in accounts.everybody(visit.db)}
    every = {"": "すべて"}
    return visit.filters(SearchForm, choices={"who": every | people, "kind": every | _titles()})


def _titles() -> dict[str, str]:
    found: dict[str, str] = current_app.extensions["console-acts"]
    return found


def _wanted(form: SearchForm, visit: Visit[Nothing]) -> Wanted:
    until = form.until.data + timedelta(days=1) if form.until.data else None
    return Wanted(
        staff_id=int(form.who.data) if form.who.data else None,
        kind=form.kind.data or "",
        subject=visit.asked("subject")[:120],
        since_ms=_midnight(form.since.data),
        until_ms=_midnight(until),
        text=(form.text.data or "").strip(),
    )


def _midnight(day: date | None) -> int | None:
    return None if day is None else millis(datetime(day.year, day.month, day.day, tzinfo=JAPAN))


def _values(row: Any) -> list[tuple[str, str, str]]:
    """(name, before, after) of every value that the row tells of."""
    before, after = (json.loads(text) if text else {} for text in (row.before, row.after))
    names = [*before, *(name for name in after if name not in before)]
    return [(name, _told(before.get(name)), _told(after.get(name))) for name in names]


def _told(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _lines(database: Database, wanted: Wanted, titles: dict[str, str]) -> Iterator[list[Cell]]:
    yield list(_HEADER)
    with database.read() as connection:
        for row in audit_search.export(connection, wanted):
            when = from_millis(row.at_ms).astimezone(JAPAN).strftime("%Y-%m-%d %H:%M:%S")
            kind = titles.get(row.kind, row.kind)
            yield [
                when, row.who, row.address, kind, row.summary, row.subject, row.before, row.after
            ]  # fmt: skip
