"""The page of one case: all that is known of it, what happened, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from bot.api import Point
from bot.staff import Answer
from handlers.roads.content import Content
from handlers.roads.ledger import history
from handlers.roads.ledger.case import COLUMNS, Case, cases_of, find
from handlers.roads.ledger.changes import mark_read
from handlers.roads.ledger.handovers import Step, Way, handovers_of
from handlers.roads.ledger.history import CITIZEN, SYSTEM, Act, Line
from handlers.roads.ledger.mapped import Near, near_duplicates
from handlers.roads.ledger.numbers import shown
from handlers.roads.ledger.reporters import Contact, contacts_of, family, reporters_of
from handlers.roads.ledger.states import State
from handlers.roads.staff.showing import shown_photos
from handlers.roads.staff.site import (
    PRIORITIES,
    READERS,
    WORKERS,
    Visit,
    console,
    content_of,
    day_of,
    found,
    now_ms,
    subject,
)
from handlers.roads.tables import case_table

SOURCES = {"line": "LINE", "web": "ウェブ", "phone": "電話", "open311": "Open311"}


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the history in words."""

    line: Line
    title: str
    who: str


@console.page("/<int:number>", roles=READERS, personal=WORKERS)
def case(visit: Visit, number: int) -> Answer:
    """One case. That one of those who work on it has looked is noted."""
    one, content = found(visit, number), content_of(visit)
    visit.draws_map()
    may_work = visit.staff.has_one_of(WORKERS)
    if may_work and one.unread:
        visit.note(lambda connection: mark_read(connection, one.id))
    return visit.page(
        "case.html",
        one=one, content=content, now_ms=now_ms(visit), may_work=may_work, sources=SOURCES,
        priorities=PRIORITIES, people=visit.colleagues(gone=True),
        into=find(visit.db, one.merged_into) if one.merged_into else None,
        merged=_merged(visit, one), near=near(visit, content, one) if may_work else [],
        lines=told(visit, content, one), reporters=reporters_of(visit.db, one.id),
        contacts=_contacts(visit, one), photos=shown_photos(visit, one),
        handovers=handovers_of(visit.db, one.id),
    )  # fmt: skip


def near(visit: Visit, content: Content, one: Case) -> list[Near]:
    """Open cases that may be the same damage."""
    kind = content.kinds_by_id.get(one.kind)
    if kind is None or one.merged_into is not None:
        return []
    spot = Point(one.latitude, one.longitude)
    return near_duplicates(visit.db, spot, kind.radius, [kind.id], but=one.id)


def told(visit: Visit, content: Content, one: Case) -> list[Told]:
    """The history of a case and of those merged into it, in the order in which it happened."""
    people = visit.colleagues(gone=True)
    known = {CITIZEN: "市民", SYSTEM: "プログラム"} | people
    lines = [line for each in family(visit.db, one.id) for line in history.history(visit.db, each)]
    return [
        Told(line, title_of(line, content, people), known.get(line.who, line.who))
        for line in sorted(lines, key=lambda line: (line.at_ms, line.id))
    ]


def title_of(line: Line, content: Content, people: Mapping[str, str]) -> str:
    """What happened, in words."""
    names: Mapping[Act, Callable[[str], str]] = {
        Act.STATE: lambda text: State(text).label,
        Act.CONTESTED: lambda text: State(text).label,
        Act.PRIORITY: lambda text: PRIORITIES.get(int(text), text),
        Act.ASSIGNED: lambda text: people.get(text, text) or "(なし)",
        Act.DEPARTMENT: lambda text: text or "(なし)",
        Act.KIND: content.kind_label,
        Act.DUE: lambda text: f"{day_of(int(text)):%Y-%m-%d}",
        Act.OWNER: lambda text: content.owner_name(text) or "市",
        Act.PUBLISHED: lambda text: "公開" if text == "True" else "非公開",
    }
    if line.act is Act.MERGED:
        return f"{shown(line.new)} にまとめた" if line.new else f"{shown(line.old)} をまとめた"
    if line.act is Act.HANDOVER:
        owner = content.owner_name(line.new)
        return f"引き継ぎ {owner}: {_HOW.get(line.old, line.old)}"
    if (name := names.get(line.act)) is not None:
        return f"{TITLES[line.act]} {name(line.old)} → {name(line.new)}"
    return TITLES[line.act]


_HOW: Mapping[str, str] = {
    Way.MAIL: "メールを作った",
    Way.PHONE: "電話などで伝えた",
    Way.OPEN311: "Open311で送る",
    **{step.value: step.label for step in Step},
}
TITLES = {
    Act.OPENED: "受け付けた",
    Act.JOINED: "同じ場所の通報が加わった",
    Act.PHOTO: "写真が加わった",
    Act.ADDED: "通報者からの追加",
    Act.STATE: "状態",
    Act.CONTESTED: "「直っていません」",
    Act.NOTE: "メモ",
    Act.MESSAGE: "通報者への連絡",
    Act.ASSIGNED: "担当者",
    Act.DEPARTMENT: "担当課",
    Act.PRIORITY: "優先度",
    Act.KIND: "種類",
    Act.DUE: "期限",
    Act.MOVED: "場所を直した",
    Act.OWNER: "管理者",
    Act.MERGED: "まとめた",
    Act.PUBLISHED: "公開",
    Act.HANDOVER: "引き継ぎ",
    Act.DELETED: "期限が来て消した",
}


def _merged(visit: Visit, one: Case) -> list[Case]:
    """The cases that go on as this one."""
    query = select(*COLUMNS).where(case_table.c.merged_into == one.id)
    return cases_of(visit.db.execute(query.order_by(case_table.c.id)).all())


def _contacts(visit: Visit, one: Case) -> dict[int, Contact]:
    """How reporters can be asked back; masked for those who do not work on cases."""
    of = subject(one)
    return {
        reporter: Contact(
            visit.personal(contact.name, of=of),
            visit.personal(contact.phone, of=of),
            visit.personal(contact.email, of=of),
            visit.personal(contact.address, of=of),
        )
        for reporter, contact in contacts_of(visit.db, one.id).items()
    }
