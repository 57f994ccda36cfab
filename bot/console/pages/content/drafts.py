"""A draft: what it changes, what `check` says of it, and publishing it."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.exceptions import Forbidden

from bot.console.pages.content.forms import PathForm, PublishForm
from bot.console.pages.content.overview import overview
from bot.console.pages.content.site import (
    ASKED,
    DROPPED,
    EDITORS,
    KEPT_MINE,
    PUBLISHED,
    READERS,
    SENT_BACK,
    TAKEN_BACK,
    Present,
    Visit,
    blobs,
    console,
    own_draft,
    packed,
    present,
    reviews,
)
from bot.console.visit import Answer
from bot.content import Fault
from bot.releases import checks, drafts, store
from bot.releases.checks import Checked
from bot.releases.comparing import Comparison, compare
from bot.releases.drafts import Change, Draft
from bot.releases.store import Signed
from bot.releases.tree import GONE, Tree
from bot.time import millis

PATIENCE_SECONDS = 8.0
"""How long a page waits for a check that is being made, before it says that it is being made."""
MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """A change as its page shows it. `theirs`: what others have published of the file since it was made."""

    change: Change
    comparison: Comparison
    kind: str
    theirs: Comparison | None
    current: str


@console.page("/draft/<int:number>", roles=READERS, changes=True)
def show_draft(visit: Visit, number: int) -> Answer:
    """The draft, and the button that publishes it, or asks somebody to."""
    one, now = drafts.by_id(visit.db, number), present(visit)
    if one is None:
        visit.missing()
    tree = one.on(now.tree)
    form = visit.form(PublishForm, note=one.note)
    report = checked(visit, now, tree) if not form.accepted else _known(visit, tree)
    refusal = _refusal(visit, one, now, tree, report)
    if form.accepted and not refusal:
        if _needs_another(visit, one):
            return _asked(visit, one, form.note.data or "")
        return _published(visit, one, now, tree, form.note.data or "")
    if form.accepted and refusal:
        form.note.errors = [refusal]
    return visit.page(
        "draft.html",
        draft=one, now=now, form=form, shown=_shown(visit, one, now), report=report,
        refusal=refusal, needs_another=_needs_another(visit, one),
        faults=_faults(report, one), mine=one.staff_id == visit.staff.id,
        may_edit=visit.staff.has_one_of(EDITORS),
        approval=visit.service.settings.console.content_approval, tree=tree.key,
    )  # fmt: skip


def checked(visit: Visit, now: Present, tree: Tree) -> Checked | None:
    """What `check` says; None while it is still looking. No transaction waits for it."""
    if found := _known(visit, tree):
        return found
    reviews().ask(packed(visit, now, tree))
    if not reviews().wait(tree.key, PATIENCE_SECONDS):
        return None
    with visit.service.database.read() as connection:  # ours may have begun before it was noted
        return checks.checked(connection, tree.key, millis(visit.now))


def _known(visit: Visit, tree: Tree) -> Checked | None:
    return checks.checked(visit.db, tree.key, millis(visit.now))


def _refusal(visit: Visit, one: Draft, now: Present, tree: Tree, report: Checked | None) -> str:
    """Why this cannot be published now; empty where it can."""
    if not one.changes:
        return "変えたファイルがありません。"
    if one.outdated(now.tree):
        return "ほかの人が先に公開したファイルがあります。下の変更を見て、どちらにするかを選んでください。"
    if tree.key == now.tree.key:
        return "いま公開している内容と同じです。"
    if report is None:
        return "まだ確かめています。もう一度この画面を開いてください。"
    if report.errors:
        return "エラーがあるので、公開できません。直してから、もう一度入れてください。"
    if visit.staff.id != one.staff_id and one.asked_ms is None:
        return "この下書きは、まだ承認を頼まれていません。"
    if visit.staff.id != one.staff_id and not visit.service.settings.console.content_approval:
        return "ほかの人の下書きは、公開できません。"
    return ""


def _needs_another(visit: Visit, one: Draft) -> bool:
    """Whether somebody else has to publish it."""
    return visit.service.settings.console.content_approval and visit.staff.id == one.staff_id


def _asked(visit: Visit, one: Draft, note: str) -> Answer:
    _must_edit(visit)
    drafts.ask(visit.db, one, note, millis(visit.now))
    visit.audit(ASKED, subject=f"content:draft:{one.id}", after={"変えたこと": note})
    return visit.done("承認を頼みました。ほかの人が公開します。", show_draft, number=one.id)


def _published(visit: Visit, one: Draft, now: Present, tree: Tree, note: str) -> Answer:
    _must_edit(visit)
    approver = visit.staff.name if visit.staff.id != one.staff_id else ""
    made = release_of(visit, now, tree, Signed(one.author, note, approver))
    drafts.end(visit.db, one)
    paths = "、".join(one.changes)
    visit.audit(
        PUBLISHED,
        subject=f"content:release:{made.number}",
        summary=f"内容の第{made.number}版を公開した({note})",
        before={"版": now.number},
        after={"版": made.number, "ファイル": paths[:1000], "作った人": one.author},
    )
    return visit.done(f"第{made.number}版を公開しました。数秒で切り替わります。", overview)


def release_of(visit: Visit, now: Present, tree: Tree, signed: Signed) -> store.Release:
    """Make the next release. What only the folder held so far is kept with it."""
    store.keep_blobs(visit.db, blobs(visit, now, tree.files.values()))
    folder = now.release.folder if now.release else now.folder
    return store.publish(visit.db, tree, folder, signed, millis(visit.now))


def _must_edit(visit: Visit) -> None:
    if not visit.staff.has_one_of(EDITORS):
        raise Forbidden


def _shown(visit: Visit, one: Draft, now: Present) -> list[Shown]:
    outdated = set(one.outdated(now.tree))
    digests = {d for c in one.changes.values() for d in (c.blob, c.base)} | {
        now.tree.files.get(path, GONE) for path in one.changes
    }
    data = {GONE: b""} | blobs(visit, now, digests)
    found = []
    for path, change in one.changes.items():
        current = now.tree.files.get(path, GONE)
        kind = "消す" if change.is_deletion else "加える" if current == GONE else "変える"
        theirs = None
        if path in outdated:
            theirs = compare(path, data.get(change.base, b""), data[current])
        comparison = compare(path, data[current], data.get(change.blob, b""))
        found.append(Shown(change, comparison, kind, theirs, current))
    return found


def _faults(report: Checked | None, one: Draft) -> tuple[list[Fault], list[Fault]]:
    """Errors and what concerns the changed files; and the rest, which was there before."""
    if report is None:
        return [], []
    ours = [f for f in report.faults if f.severity == "error" or f.file in one.changes]
    rest = [f for f in report.faults if f not in ours]
    return ours[:MOST_FAULTS], rest[:MOST_FAULTS]


@console.page("/draft/<int:number>/drop", roles=EDITORS, changes=True)
def drop(visit: Visit, number: int) -> Answer:
    """Take one file out of one's own draft."""
    one, form = _own(visit, number), visit.form(PathForm)
    path = form.path.data or ""
    if not form.accepted or path not in one.changes:
        return visit.redirect(show_draft, number=number)
    drafts.drop(visit.db, one, path, millis(visit.now))
    visit.audit(DROPPED, subject=f"content:{path}"[:120], before={"ファイル": path})
    if one.changes.keys() == {path}:
        return visit.done("下書きを取り消しました。", overview)
    return visit.done("下書きから外しました。", show_draft, number=number)


@console.page("/draft/<int:number>/keep", roles=EDITORS, changes=True)
def keep(visit: Visit, number: int) -> Answer:
    """Keep one's own version of a file that others have changed meanwhile, having seen what they changed."""
    one, form, now = _own(visit, number), visit.form(PathForm), present(visit)
    path, seen = form.path.data or "", form.base.data or ""
    if not form.accepted or path not in one.changes or seen != now.tree.files.get(path, GONE):
        return visit.redirect(show_draft, number=number)
    drafts.accept(visit.db, one, path, seen, millis(visit.now))
    visit.audit(KEPT_MINE, subject=f"content:{path}"[:120], after={"ファイル": path})
    return visit.done("この下書きの内容にします。", show_draft, number=number)


@console.page("/draft/<int:number>/back", roles=EDITORS, changes=True)
def send_back(visit: Visit, number: int) -> Answer:
    """Take the request for approval back, or refuse it."""
    one, form = drafts.by_id(visit.db, number), visit.form(PathForm)
    if one is None:
        visit.missing()
    if not form.accepted or one.asked_ms is None:
        return visit.redirect(show_draft, number=number)
    drafts.ask(visit.db, one, one.note, None)
    act = TAKEN_BACK if one.staff_id == visit.staff.id else SENT_BACK
    visit.audit(act, subject=f"content:draft:{one.id}")
    return visit.done(f"{act.title}。", show_draft, number=number)


@console.todo("承認を待つ下書き", overview, roles=EDITORS)
def waiting(visit: Visit) -> int:
    return sum(
        one.asked_ms is not None and one.staff_id != visit.staff.id
        for one in drafts.everybodys(visit.db)
    )


def _own(visit: Visit, number: int) -> Draft:
    one = own_draft(visit)
    if one is None or one.id != number:
        visit.missing()
    return one
