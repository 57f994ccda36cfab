"""The releases: who published what when, what changed in each, and the way back to any of them."""

from __future__ import annotations

from typing import Any, cast

from bot.console.pages.content.drafts import MOST_FAULTS, checked, release_of
from bot.console.pages.content.forms import ConfirmForm
from bot.console.pages.content.overview import overview
from bot.console.pages.content.site import (
    BROUGHT_BACK,
    EDITORS,
    READERS,
    Visit,
    console,
    present,
)
from bot.console.visit import Answer
from bot.releases import store
from bot.releases.checks import Checked
from bot.releases.comparing import compare
from bot.releases.store import Release, Signed
from bot.releases.tree import GONE, Tree

PAGE = 50


@console.page("/releases", roles=READERS, label="公開した版")
def show_releases(visit: Visit) -> Answer:
    """All releases, newest first."""
    asked = visit.asked("below")
    below = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else None
    found = store.releases(visit.db, PAGE, below)
    return visit.page(
        "releases.html",
        rows=found, now=store.newest(visit.db), may_edit=visit.staff.has_one_of(EDITORS),
        more=found[-1].number if len(found) == PAGE else None,
    )  # fmt: skip


@console.page("/release/<int:number>", roles=READERS)
def show_release(visit: Visit, number: int) -> Answer:
    """One release: what it changed against the one before, or against the one in use."""
    return _shown(visit, number)


def _shown(visit: Visit, number: int, **more: Any) -> Answer:
    """The page of a release; with `report`, also what the check of today's program says of it."""
    one, newest = store.release(visit.db, number), store.newest(visit.db)
    if one is None or newest is None:
        visit.missing()
    before = _before(visit, one)
    tree = store.tree_of(visit.db, one.tree)
    changes = before.differences(tree)
    data = {GONE: b""} | store.blobs_of(
        visit.db, {d for pair in changes.values() for d in pair if d != GONE}
    )
    shown = [
        (path, old, new, compare(path, data.get(old, b""), data.get(new, b"")))
        for path, (old, new) in changes.items()
    ]
    return visit.page(
        "release.html",
        one=one, shown=shown, is_newest=one.number == newest.number, same=one.tree == newest.tree,
        may_edit=visit.staff.has_one_of(EDITORS), **{"checked": False, "report": None, "faults": []} | more,
    )  # fmt: skip


def _before(visit: Visit, one: Release) -> Tree:
    """What was in use before a release: of the first one, the folder it was made from."""
    earlier = store.release(visit.db, one.number - 1)
    return store.tree_of(visit.db, earlier.tree if earlier else one.folder)


def check_first(visit: Visit, number: int) -> Checked | None:
    """What today's program says of an earlier release: what it asks of content may have changed since."""
    one = store.release(visit.db, number)
    if one is None:
        return None
    return checked(visit, present(visit), store.tree_of(visit.db, one.tree))


@console.page("/release/<int:number>/back", roles=EDITORS, changes=True, before=check_first)
def bring_back(visit: Visit, number: int) -> Answer:
    """Publish an earlier release again, under a new number, if today's program still takes it."""
    one, now, form = store.release(visit.db, number), present(visit), visit.form(ConfirmForm)
    if one is None:
        visit.missing()
    if not form.accepted or one.tree == now.tree.key:
        return visit.redirect(show_release, number=number)
    report = cast("Checked | None", visit.prepared)
    if report is None or report.errors:
        errors = report.errors[:MOST_FAULTS] if report else ()
        return _shown(visit, number, checked=True, report=report, faults=errors)
    tree = store.tree_of(visit.db, one.tree)
    made = release_of(visit, now, tree, Signed(visit.staff.name, f"第{number}版に戻した"))
    visit.audit(
        BROUGHT_BACK,
        subject=f"content:release:{made.number}",
        summary=f"内容を第{number}版に戻した(第{made.number}版)",
        before={"版": now.number},
        after={"版": made.number, "戻した版": number},
    )
    return visit.done(
        f"第{number}版の内容に戻しました(第{made.number}版)。数秒で切り替わります。", overview
    )
