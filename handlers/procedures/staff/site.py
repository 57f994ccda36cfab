"""The section of the console, and what each of its pages knows."""

from __future__ import annotations

from collections.abc import Mapping

from bot import staff
from bot.api import JAPAN
from bot.staff import CHANGERS, EVERYONE, Console, Role
from handlers.procedures.content import load
from handlers.procedures.files.fields import FIELDS
from handlers.procedures.files.vocabulary import Vocabulary
from handlers.procedures.registry.changes import Change
from handlers.procedures.registry.desk import Entry, Stage, entry
from handlers.procedures.registry.procedure import Procedure
from handlers.procedures.talk import catalogues, feature
from handlers.procedures.words import Words

console = Console(feature, __name__, label="手続きの台帳", order=30)
Visit = staff.Visit[Words]

READERS, NOTIFIERS, PUBLISHERS = EVERYONE, CHANGERS, frozenset({Role.DX, Role.ADMIN})
ACTS = {
    "filed": console.act("filed", "手続きの連絡をした"),
    "created": console.act("created", "手続きを作った"),
    "edited": console.act("edited", "手続きを直した"),
    "published": console.act("published", "手続きを公開した"),
    "planned": console.act("planned", "手続きの公開を予約した"),
    "withdrawn": console.act("withdrawn", "手続きの公開をやめた"),
    "restored": console.act("restored", "手続きを前の版に戻した"),
    "dismissed": console.act("dismissed", "手続きの連絡を済みにした"),
}
STAGES: Mapping[Stage, str] = {
    Stage.TODO: "連絡 未処理",
    Stage.PLANNED: "公開の予約あり",
    Stage.LIVE: "公開中",
    Stage.EDITED: "直した内容が未公開",
    Stage.DRAFT: "非公開",
}


def vocabulary_of(visit: Visit) -> Vocabulary:
    content = visit.content(load)
    if content is None:
        raise staff.Unavailable(feature.name)
    return content.vocabulary


def found(visit: Visit, number: int) -> Entry:
    """The procedure of this number; the page for what is missing where there is none."""
    return entry(visit.db, number) or visit.missing()


def log(visit: Visit, change: Change) -> None:
    """Write a change into the audit log; this process looks at the registry anew."""
    visit.audit(
        ACTS[change.action],
        subject=f"procedures:{change.procedure}",
        before=cells(change.before),
        after=cells(change.after),
    )
    catalogues.look_again(visit.db.engine)


def cells(procedure: Procedure | None) -> dict[str, object]:
    """A procedure by the titles of its fields; nothing where there is none."""
    return {one.title: one.write(procedure) for one in FIELDS} if procedure else {}


def author(visit: Visit) -> str:
    """Who a version is by."""
    return visit.staff.name


ZONE = JAPAN
