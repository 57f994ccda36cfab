"""Links that do not open."""

from __future__ import annotations

from bot.staff import Answer
from handlers.procedures.registry.desk import entry
from handlers.procedures.registry.links import troubles
from handlers.procedures.staff.site import PUBLISHERS, READERS, Visit, console

REASONS = {
    "address": "アドレスとして開けません",
    "private": "公開されていない場所を指しています",
    "unknown_host": "ホームページの名前が見つかりません",
    "certificate": "証明書に問題があります",
    "timeout": "時間内に返事がありません",
    "unreachable": "つながりません",
    "not_found": "ページがありません",
    "server": "相手のサーバーのエラーです",
    "redirects": "転送が多すぎます",
}


@console.page("/links", roles=READERS, label="リンクの点検")
def broken_links(visit: Visit) -> Answer:
    """What did not open at the last try, the longest first."""
    rows = [(one, REASONS.get(one.reason, one.reason)) for one in troubles(visit.db)]
    marked = {one.procedure for one, _ in rows if _is_marked(visit, one.procedure)}
    return visit.page("links.html", rows=rows, marked=marked)


@console.todo("開かないリンク", broken_links, roles=PUBLISHERS)
def waiting(visit: Visit) -> int:
    return len(troubles(visit.db))


def _is_marked(visit: Visit, number: int) -> bool:
    one = entry(visit.db, number)
    return one is not None and one.broken
