"""What a new deployment brought in its folder that the releases have not: shown, taken over, or left.

Nothing of the folder is used by itself once there are releases, and nothing of it is lost silently: until
somebody has decided, the list of files and the home page say so.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.console.pages.content.drafts import release_of, show_draft
from bot.console.pages.content.forms import ConfirmForm
from bot.console.pages.content.overview import overview
from bot.console.pages.content.site import (
    EDITORS,
    FOLDER_LEFT,
    Present,
    Visit,
    blobs,
    console,
    present,
    put,
)
from bot.console.visit import Answer
from bot.releases import store
from bot.releases.comparing import Comparison, compare
from bot.releases.store import Signed
from bot.releases.tree import GONE


@dataclass(frozen=True, slots=True)
class News:
    """A file that the folder has otherwise than the folder that the newest release knows of.

    Attributes:
        current: its digest in the newest release; `known` and `come` in the folder, before and now.
    """

    path: str
    known: str
    come: str
    current: str
    comparison: Comparison

    @property
    def is_disputed(self) -> bool:
        """Whether the console changed the file, too."""
        return self.current not in (self.known, self.come)

    @property
    def is_there(self) -> bool:
        """Whether the releases say the same already."""
        return self.current == self.come


@console.page("/folder", roles=EDITORS, changes=True)
def show_folder(visit: Visit) -> Answer:
    """The differences, and the two answers to them."""
    now = present(visit)
    if not now.is_folder_news or now.release is None:
        return visit.redirect(overview)
    found = news(visit, now)
    take, leave = visit.form(ConfirmForm, "take"), visit.form(ConfirmForm, "leave")
    if take.accepted:
        return _taken(visit, now, found)
    if leave.accepted:
        return _left(visit, now)
    return visit.page("folder.html", now=now, found=found, take=take, leave=leave)


def news(visit: Visit, now: Present) -> list[News]:
    """What the folder has otherwise than it had."""
    assert now.release is not None
    known = store.tree_of(visit.db, now.release.folder)
    changes = known.differences(now.folder.tree)
    current = {path: now.tree.files.get(path, GONE) for path in changes}
    data = {GONE: b""} | blobs(
        visit, now, {*current.values(), *(new for _, new in changes.values())}
    )
    return [
        News(path, old, new, current[path], compare(path, data[current[path]], data[new]))
        for path, (old, new) in changes.items()
    ]


def _taken(visit: Visit, now: Present, found: list[News]) -> Answer:
    """Put what came into one's own draft, and know the folder from now on."""
    made = None
    for one in found:
        if not one.is_there:
            data = None if one.come == GONE else now.folder.blobs[one.come]
            # A disputed file is based on the folder's old version, so that the draft shows both sides.
            made = put(visit, one.path, data, one.known if one.is_disputed else one.current)
    number = _known(visit, now, "配備されたフォルダーの変更を下書きに入れた")
    if made is None:
        return visit.done(f"公開している内容と同じでした(第{number}版)。", overview)
    return visit.done(
        "フォルダーの変更を下書きに入れました。確かめてから公開してください。",
        show_draft,
        number=made.id,
    )


def _left(visit: Visit, now: Present) -> Answer:
    _known(visit, now, "配備されたフォルダーの変更を見送った")
    return visit.done("フォルダーの変更を見送りました。内容は変わりません。", overview)


def _known(visit: Visit, now: Present, note: str) -> int:
    """A release of the same content that knows the folder as it is now."""
    store.keep_blobs(visit.db, now.folder.blobs)
    store.keep_tree(visit.db, now.folder.tree)
    assert now.release is not None
    made = release_of(
        visit, Present(None, now.tree, now.folder), now.tree, Signed(visit.staff.name, note)
    )
    visit.audit(
        FOLDER_LEFT,
        subject=f"content:release:{made.number}",
        summary=note,
        before={"フォルダー": now.release.folder[:12]},
        after={"フォルダー": now.folder.tree.key[:12]},
    )
    return made.number


@console.todo("配備されたフォルダーの変更", show_folder, roles=EDITORS)
def waiting(visit: Visit) -> int:
    now = present(visit)
    return len(news(visit, now)) if now.is_folder_news else 0
