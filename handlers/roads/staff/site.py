"""The section of the console, and what each of its pages knows."""

from __future__ import annotations

from datetime import datetime

from bot import staff
from bot.api import JAPAN
from bot.staff import Console, Role
from handlers.roads.content import Content, load
from handlers.roads.ledger.case import Case, Priority, find_number
from handlers.roads.ledger.numbers import shown
from handlers.roads.talk import feature
from handlers.roads.words import Words

console = Console(feature, __name__, label="道路の通報", order=20)
Visit = staff.Visit[Words]

WORKERS = frozenset({Role.ROADS})
READERS = frozenset({Role.ROADS, Role.DISASTER, Role.DX, Role.VIEWER})

PRIORITIES = {
    Priority.URGENT: "至急",
    Priority.SOON: "早めに",
    Priority.NORMAL: "ふつう",
    Priority.LATER: "あとで",
}

OPENED = console.act("opened", "電話の通報を登録した")
WORKED = console.act("worked", "通報の担当・優先度などを変えた")
MOVED = console.act("moved", "通報の場所を直した")
ANSWERED = console.act("answered", "通報の状態を変えた")
MESSAGED = console.act("messaged", "通報者に連絡した")
NOTED = console.act("noted", "通報にメモを書いた")
MERGED = console.act("merged", "通報をまとめた")
UNMERGED = console.act("unmerged", "通報をまとめるのをやめた")
PUBLISHED = console.act("published", "通報の公開を変えた")
HANDED = console.act("handed", "通報を他機関に引き継いだ")
SENT = console.act("sent", "引き継ぎのメールを手で送った")
PHOTO_ADDED = console.act("photo_added", "通報に写真を加えた")
HIDDEN = console.act("hidden", "写真を隠した・公開を決めた")
PHOTO_DELETED = console.act("photo_deleted", "写真を消した")
ORIGINAL_SEEN = console.act("original_seen", "写真の元のファイルを見た")
EXPORTED = console.act("exported", "通報を書き出した")


def content_of(visit: Visit) -> Content:
    """content/roads/. Raises Unavailable."""
    content = visit.content(load)
    if content is None:
        raise staff.Unavailable(feature.name)
    return content


def found(visit: Visit, number: int) -> Case:
    """The case with this 受付番号; the page for what is missing where there is none."""
    return find_number(visit.db, str(number)) or visit.missing()


def now_ms(visit: Visit) -> int:
    return ms_of(visit.now)


def ms_of(moment: datetime) -> int:
    """A moment as the tables have it."""
    return int(moment.timestamp() * 1000)


def day_of(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, JAPAN)


def subject(case: Case) -> str:
    """What the audit log calls a case."""
    return f"roads:{case.number}"


def cells(visit: Visit, case: Case) -> dict[str, object]:
    """A case as the audit log, and everybody else, reads it."""
    content = content_of(visit)
    return {
        "状態": case.state.label,
        "種類": content.kind_label(case.kind),
        "優先度": PRIORITIES.get(case.priority, str(case.priority)),
        "担当課": case.department,
        "担当者": case.assignee,
        "期限": f"{day_of(case.due_ms):%Y-%m-%d}",
        "管理者": content.owner_name(case.owner) or "市",
        "場所": case.place,
        "地区": case.district,
        "緯度": case.latitude,
        "経度": case.longitude,
        "公開": "公開" if case.published else "非公開",
    }


def log(visit: Visit, act: staff.Act, before: Case, after: Case, words: str = "") -> None:
    """Write what was changed into the audit log."""
    visit.audit(
        act,
        subject=subject(before),
        summary=f"{shown(before.number)} {act.title}" + (f"({words})" if words else ""),
        before=cells(visit, before),
        after=cells(visit, after),
    )
