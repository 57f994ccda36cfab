"""Filters of the queue, the map and the exports: a form in the address, and what the ledger makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.api import JAPAN
from bot.staff import DateField, Form, Length, Optional, SearchField, SelectField
from handlers.roads.ledger.lists import Filter, Sort
from handlers.roads.ledger.states import State
from handlers.roads.staff.site import PRIORITIES, WORKERS, Visit, content_of, ms_of

ANY, OPEN, MINE, NOBODY = "", "open", "me", "-"
FLAGS = {
    ANY: "すべて",
    "unread": "未読",
    "overdue": "期限を過ぎた",
    "reopened": "直っていませんと言われた",
    "published": "公開中",
    "merged": "まとめたものも含める",
}
SORTS = {
    Sort.URGENT: "優先度の高い順(対応が必要なもの)",
    Sort.NEWEST: "新しい順",
    Sort.OLDEST: "古い順",
    Sort.CHANGED: "最近変わった順",
}
STATES = {OPEN: "対応が必要なもの", ANY: "すべて"} | {state.value: state.label for state in State}


def _select(label: str, default: str = ANY) -> Any:
    return SelectField(label, default=default, choices=[])


class FilterForm(Form):
    """Which cases; what is not chosen means any."""

    text = SearchField("受付番号・言葉", [Length(max=80)])
    state = _select("状態", OPEN)
    kind = _select("種類")
    flag = _select("しぼる")
    district = _select("地区")
    department = _select("担当課")
    assignee = _select("担当者")
    priority = _select("優先度")
    since = DateField("受け付けた日(から)", [Optional()])
    until = DateField("受け付けた日(まで)", [Optional()])
    sort = _select("並べ方", Sort.URGENT)


def filters(visit: Visit) -> FilterForm:
    """The form as the address has it."""
    content = content_of(visit)
    districts = [one.name for one in visit.shared.residence.districts]
    people = visit.colleagues(WORKERS)
    return visit.filters(
        FilterForm,
        choices={
            "state": STATES,
            "kind": {ANY: "すべて"} | {kind.id: kind.label for kind in content.kinds},
            "flag": FLAGS,
            "district": {ANY: "すべて"} | {name: name for name in districts},
            "department": _with_none({name: name for name in content.departments}),
            "assignee": {ANY: "すべて", MINE: "自分", NOBODY: "決まっていない"} | people,
            "priority": {ANY: "すべて"} | {str(one): name for one, name in PRIORITIES.items()},
            "sort": {sort.value: name for sort, name in SORTS.items()},
        },
    )


def _with_none(names: Mapping[str, str]) -> dict[str, str]:
    return {ANY: "すべて", NOBODY: "決まっていない", **names}


def wanted(form: FilterForm, visit: Visit) -> Filter:
    """What the form asks for; the usual, open cases, where it cannot be read."""
    if not form.accepted:
        return Filter(open=True)
    state, flag = form.state.data, form.flag.data
    return Filter(
        states=() if state in (ANY, OPEN) else (State(state),),
        open=True if state == OPEN else None,
        kinds=(form.kind.data,) if form.kind.data else (),
        district=form.district.data or None,
        department=_named(form.department.data),
        assignee=visit.staff.email if form.assignee.data == MINE else _named(form.assignee.data),
        priority=int(form.priority.data) if form.priority.data else None,
        unread=flag == "unread" or None,
        overdue=flag == "overdue" or None,
        reopened=flag == "reopened" or None,
        published=flag == "published" or None,
        merged=flag == "merged",
        text=form.text.data or "",
        since_ms=begin(form.since.data),
        until_ms=begin(form.until.data, days=1),
    )


def sorting(form: FilterForm) -> Sort:
    """The order that was asked for; urgency is for what waits, and for the rest the newest come first."""
    if not form.accepted or form.state.data == OPEN or form.sort.data != Sort.URGENT:
        return Sort(form.sort.data) if form.accepted else Sort.URGENT
    return Sort.NEWEST


def on_map(wanted: Filter) -> Filter:
    """The same cases by what the map's index knows: the states of open cases instead of `open`."""
    if not wanted.open:
        return wanted
    return replace(wanted, open=None, states=[state for state in State if state.is_open])


def given(form: FilterForm) -> dict[str, str]:
    """The form as parameters of an address: what differs from an empty one."""
    return {
        field.short_name: str(field.data)
        for field in form
        if form.accepted
        and (field.data or None) != (field.default or None)
        and field.data is not None
    }


def is_narrowed(form: FilterForm) -> bool:
    """Whether some of the fields that are folded away are in use."""
    return bool(given(form).keys() - {"text", "state", "kind", "flag"})


def _named(chosen: str) -> str | None:
    return {ANY: None, NOBODY: ""}.get(chosen, chosen)


def begin(day: date | None, days: int = 0) -> int | None:
    """The first moment of a day, or of one some days later; None for none."""
    if day is None:
        return None
    first = datetime(day.year, day.month, day.day, tzinfo=JAPAN)
    return ms_of(first + timedelta(days=days))
