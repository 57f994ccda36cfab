"""The queue: what waits, page by page, and the counts on the home page."""

from __future__ import annotations

from bot.staff import Answer
from handlers.roads.ledger import lists
from handlers.roads.ledger.lists import Filter
from handlers.roads.staff import filtering
from handlers.roads.staff.site import (
    PRIORITIES,
    READERS,
    WORKERS,
    Visit,
    console,
    content_of,
    now_ms,
)

PAGE = 50


@console.page("", roles=READERS, label="通報の一覧")
def queue(visit: Visit) -> Answer:
    """The cases of a filter."""
    form = filtering.filters(visit)
    wanted, now = filtering.wanted(form, visit), now_ms(visit)
    found = lists.page(
        visit.db, wanted, now_ms=now,
        sort=filtering.sorting(form), after=visit.asked("after") or None, limit=PAGE,
    )  # fmt: skip
    return visit.page(
        "queue.html",
        form=form, given=filtering.given(form), narrowed=filtering.is_narrowed(form),
        cases=found.cases, after=found.after, began=bool(visit.asked("after")),
        content=content_of(visit), now_ms=now, priorities=PRIORITIES,
        people=visit.colleagues(gone=True), may_work=visit.staff.has_one_of(WORKERS),
    )  # fmt: skip


@console.todo("未読の通報", queue, roles=WORKERS)
def unread(visit: Visit) -> int:
    return lists.count(visit.db, Filter(unread=True, open=True), now_ms=now_ms(visit))


@console.todo("期限を過ぎた通報", queue, roles=WORKERS)
def overdue(visit: Visit) -> int:
    return lists.count(visit.db, Filter(overdue=True, open=True), now_ms=now_ms(visit))


@console.todo("自分が担当の通報", queue, roles=WORKERS)
def mine(visit: Visit) -> int:
    wanted = Filter(assignee=visit.staff.email, open=True)
    return lists.count(visit.db, wanted, now_ms=now_ms(visit))
