"""The section of the console, and what its pages share."""

from __future__ import annotations

from bot import staff
from bot.staff import Console, Role, Unavailable
from handlers.broadcasts import store
from handlers.broadcasts.content import Rules, load
from handlers.broadcasts.draft import Draft
from handlers.broadcasts.store import Broadcast, Content, Run
from handlers.broadcasts.talk import feature
from handlers.broadcasts.words import Words

console = Console(feature, __name__, label="お知らせの配信", order=20)
Visit = staff.Visit[Words]

READERS = frozenset(Role)
# Every department writes; those who answer for what the city says approve.
WRITERS = READERS - {Role.VIEWER}
APPROVERS = frozenset({Role.PR, Role.DISASTER, Role.DX, Role.ADMIN})
URGENT = frozenset({Role.DISASTER})
STATES = {
    "draft": "下書き",
    "waiting": "承認待ち",
    "approved": "配信予定",
    "done": "配信終わり",
    "cancelled": "取りやめ",
}
RUN_STATES = {
    "sending": "配信の準備中",
    "sent": "配信",
    "failed": "配信できませんでした",
    "correcting": "訂正を送る準備中",
    "corrected": "訂正を送りました",
    "late": "期間が過ぎて訂正を送れませんでした",
}
CREATED = console.act("created", "お知らせを書いた")
CHANGED = console.act("changed", "お知らせを直した")
ASKED = console.act("asked", "お知らせの承認を頼んだ")
APPROVED = console.act("approved", "お知らせの配信を承認した")
RETURNED = console.act("returned", "お知らせを差し戻した")
CANCELLED = console.act("cancelled", "お知らせの配信を取りやめた")
CORRECTED = console.act("corrected", "お知らせの訂正を送った")
TRIED = console.act("tried", "お知らせを自分に送ってみた")
LINKED = console.act("linked", "自分のLINEをつなぐ番号を出した")
UNLINKED = console.act("unlinked", "自分のLINEをはずした")


def rules_of(visit: Visit) -> Rules:
    """The city's rules. Raises Unavailable."""
    rules = visit.content(load)
    if rules is None:
        raise Unavailable(feature.name)
    return rules


def found(visit: Visit, number: int) -> Broadcast:
    """The broadcast of this number; the page for what is missing where there is none."""
    return store.find(visit.db, number) or visit.missing()


def found_run(visit: Visit, number: int, at: int) -> Run:
    """The run; the page for what is missing where there is none."""
    return store.run(visit.db, number, at) or visit.missing()


def subject(number: int) -> str:
    """How the audit log names it."""
    return f"broadcasts:{number}"


def told(content: Content) -> dict[str, object]:
    """What the audit log keeps of it."""
    said: dict[str, object] = {
        f"文面（{one}）": _words(content.draft, one) for one in content.draft.languages
    }
    links = [f"{link.label} {link.url}" for link in content.draft.links]
    return said | {
        "画像": content.draft.image,
        "ボタン": "、".join(links),
        "相手": content.audience.model_dump_json(exclude_defaults=True),
        "日時": content.plan.model_dump_json(exclude_defaults=True),
        "災害": "はい" if content.urgent else "いいえ",
    }


def _words(draft: Draft, language: str) -> str:
    text = draft.texts[language]
    return f"{text.title}\n{text.body}"
