"""/console/sends: the ledger of sends, live; what failed is sent again from here, and all is exported."""

from __future__ import annotations

from typing import Any

from wtforms import SelectField

from bot import quota
from bot.console.forms import Form
from bot.console.roles import EVERYONE, Role
from bot.console.sections import Console
from bot.console.visit import Answer, Visit
from bot.delivery import sends
from bot.delivery.sends import Chunk, Send
from bot.feature import Feature, Nothing
from bot.outbox import LANES
from bot.sheets import CSV, XLSX, Row, as_csv, as_workbook
from bot.time import JAPAN, from_millis, millis

feature = Feature("sends", title="配信の記録")
console = Console(feature, __name__, label="配信の記録", order=800)
RETRIED = console.act("retried", "失敗した配信をもう一度送った")
EXPORTED = console.act("exported", "配信の記録を書き出した")
RETRIERS = frozenset({Role.ADMIN, Role.DX, Role.PR, Role.DISASTER})
SHOWN_CHUNKS, EXPORTED_SENDS = 200, 1_000

LANE_TITLES = dict(zip(LANES, ("避難", "災害", "回答", "お知らせ"), strict=True))
STATES = {
    "writing": "準備中",
    "written": "送信",
    "expired": "期限切れ",
    "stopped": "停止（送信数の上限）",
    "recalled": "取り消し",
}
OUTCOMES = {
    "queued": "送信待ち",
    "sent": "受付済み",
    "failed": "失敗",
    "unknown": "不明",
    "expired": "期限切れ",
}


class StateForm(Form):
    """Which calls to look at."""

    state = SelectField("結果", choices=[("", "すべて"), *OUTCOMES.items()], default="")


class RetryForm(Form):
    """A button."""


@console.page("", roles=EVERYONE, label="配信の記録")
def ledger(visit: Visit[Nothing]) -> Answer:
    """Every send, the newest first."""
    visit.stays_fresh()
    before = visit.asked("before")
    found = sends.sends(visit.db, int(before) if before.isdecimal() else None)
    last = found[-1].id if len(found) == sends.PAGE else None
    return visit.page("console/sends.html", found=found, last=last, **_said(visit))


@console.page("/<int:number>", roles=EVERYONE)
def show(visit: Visit[Nothing], number: int) -> Answer:
    """One send: its calls, and why some failed."""
    visit.stays_fresh()
    found = _found(visit, number)
    form = visit.filters(StateForm)
    state = form.state.data if form.accepted else ""
    return visit.page(
        "console/send.html",
        send=found,
        form=form,
        chunks=list(sends.chunks(visit.db, number, state, SHOWN_CHUNKS)),
        shown=SHOWN_CHUNKS,
        reasons=sends.reasons(visit.db, number),
        may_retry=visit.staff.has_one_of(RETRIERS) and _retriable(found),
        **_said(visit),
    )


@console.page("/<int:number>/retry", roles=RETRIERS, changes=True)
def retry(visit: Visit[Nothing], number: int) -> Answer:
    """Ask, and queue the failed calls again."""
    found = _found(visit, number)
    form = visit.form(RetryForm)
    if not form.accepted:
        return visit.page("console/send_retry.html", send=found, form=form)
    calls = sends.retry(visit.db, number, millis(visit.now))
    visit.audit(RETRIED, subject=f"sends:{number}", after={"呼び出し": calls})
    return visit.done(f"{calls}件の呼び出しを、もう一度送ります。", show, number=number)


@console.page("/export.<kind>", roles=EVERYONE)
def export(visit: Visit[Nothing], kind: str) -> Answer:
    """The newest thousand sends as a file."""
    found = sends.sends(visit.db, None, EXPORTED_SENDS)
    rows = [_SENDS, *(_cells(each) for each in found)]
    return _file(visit, kind, "sends", {"配信": rows})


@console.page("/<int:number>/export.<kind>", roles=EVERYONE)
def export_one(visit: Visit[Nothing], number: int, kind: str) -> Answer:
    """One send and all its calls as a file."""
    found = _found(visit, number)
    calls = [_CHUNKS, *(_chunk_cells(each) for each in sends.chunks(visit.db, number))]
    sheets = {"配信": [_SENDS, _cells(found)], "呼び出し": calls}
    return _file(visit, kind, f"send-{number}", sheets)


def _file(visit: Visit[Nothing], kind: str, name: str, sheets: dict[str, list[Row]]) -> Answer:
    visit.audit(EXPORTED, subject=name.replace("send-", "sends:"), after={"形式": kind})
    if kind == "xlsx":
        return visit.file(as_workbook(sheets), XLSX, f"{name}.xlsx")
    if kind != "csv":
        visit.missing()
    last = list(sheets.values())[-1]
    return visit.file(as_csv(last), CSV, f"{name}.csv")


def _found(visit: Visit[Nothing], number: int) -> Send:
    return sends.send(visit.db, number) or visit.missing()


def _retriable(found: Send) -> bool:
    told = found.ledger
    return found.state != "recalled" and bool(told.failed or told.unknown or told.expired)


def _said(visit: Visit[Nothing]) -> dict[str, Any]:
    words = {"lanes": [LANE_TITLES[one] for one in LANES], "states": STATES, "outcomes": OUTCOMES}
    return words | {"quota": quota.known(visit.db)}


_SENDS: Row = (
    *("番号", "作成", "種類", "理由", "状態", "予定人数", "送信待ち", "受付済み", "失敗", "不明"),
    *("期限切れ", "平均の遅れ（秒）", "最大の遅れ（秒）", "備考"),
)
_CHUNKS: Row = (
    *("呼び出し", "分け方", "人数", "結果", "試した回数", "作成", "完了", "遅れ（秒）"),
    *("LINEの応答", "理由"),
)


def _cells(one: Send) -> Row:
    told = one.ledger
    return (
        *(one.id, _when(one.created_ms), LANE_TITLES[LANES[one.lane]], one.reason),
        *(STATES[one.state], told.written, told.queued, told.sent, told.failed, told.unknown),
        *(told.expired, round(one.mean_lag, 2), round(one.longest_lag, 2), one.error),
    )


def _chunk_cells(one: Chunk) -> Row:
    return (
        *(one.key, one.letter, one.people, OUTCOMES[one.state], one.attempts),
        *(_when(one.created_ms), _when(one.settled_ms), one.lag, one.status, one.error),
    )


def _when(at_ms: int | None) -> str:
    return "" if at_ms is None else f"{from_millis(at_ms).astimezone(JAPAN):%Y-%m-%d %H:%M:%S}"
