"""The section of the console, and what its pages know of the content as it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flask import current_app

from bot.console import visit as visits
from bot.console.reviews import Reviews
from bot.console.roles import EVERYONE, Role
from bot.console.sections import Console
from bot.console.talks import Talks
from bot.feature import Feature, Nothing
from bot.releases import Release, Tree, drafts, folder_tree, store
from bot.releases.drafts import Draft
from bot.releases.tree import GONE, Packed
from bot.talk.words import PLATFORM
from bot.time import millis

feature = Feature("content", title="案内の内容")
console = Console(feature, __name__, label="案内の内容", order=800)
Visit = visits.Visit[Nothing]

READERS, EDITORS = EVERYONE, frozenset({Role.PR, Role.DX, Role.ADMIN})

CHANGED = console.act("changed", "内容のファイルを下書きにした")
DELETED = console.act("deleted", "内容のファイルを消す下書きをした")
DROPPED = console.act("dropped", "下書きを取り消した")
KEPT_MINE = console.act("kept_mine", "ほかの人の変更を見たうえで、下書きを残した")
ASKED = console.act("asked", "下書きの承認を頼んだ")
TAKEN_BACK = console.act("taken_back", "承認の依頼を取り下げた")
SENT_BACK = console.act("sent_back", "下書きを差し戻した")
PUBLISHED = console.act("published", "内容を公開した")
BROUGHT_BACK = console.act("brought_back", "内容を前の版に戻した")
FOLDER_LEFT = console.act("folder_left", "配備されたフォルダーの変更を見送った")


@dataclass(frozen=True)
class Present:
    """The content in use: the newest release, or the folder where there is none (number 0).

    Attributes:
        folder: what is deployed in the folder; its bytes are at hand.
    """

    release: Release | None
    tree: Tree
    folder: Packed

    @property
    def number(self) -> int:
        return self.release.number if self.release else 0

    @property
    def is_folder_news(self) -> bool:
        """Whether the folder is another than the one that the newest release knows of."""
        return bool(self.release) and self.folder.tree.key != self.release.folder  # type: ignore[union-attr]


def present(visit: Visit) -> Present:
    """The content as it is now."""
    release = store.newest(visit.db)
    folder = folder_tree(visit.service.settings.content)
    tree = store.tree_of(visit.db, release.tree) if release else folder.tree
    return Present(release, tree, folder)


def blobs(visit: Visit, now: Present, digests: Collection[str]) -> dict[str, bytes]:
    """The bytes of some files, from the database or the folder."""
    wanted = {one for one in digests if one != GONE}
    at_hand = {one: now.folder.blobs[one] for one in wanted if one in now.folder.blobs}
    return at_hand | store.blobs_of(visit.db, wanted - at_hand.keys())


def blob(visit: Visit, now: Present, digest: str) -> bytes:
    """The bytes of a file; nothing where there is no file."""
    return blobs(visit, now, [digest]).get(digest, b"")


def packed(visit: Visit, now: Present, tree: Tree) -> Packed:
    """A tree with all its bytes."""
    return Packed(tree, blobs(visit, now, tree.files.values()))


def own_draft(visit: Visit) -> Draft | None:
    """The draft of who asks."""
    return drafts.of_staff(visit.db, visit.staff.id)


def put(visit: Visit, path: str, data: bytes | None, base: str) -> Draft:
    """Put a file, or its deletion, into the draft of who asks."""
    staff = (visit.staff.id, visit.staff.name)
    draft = drafts.put(visit.db, staff, path, data, base, millis(visit.now))
    size = {} if data is None else {"大きさ": f"{len(data):,}バイト"}
    act = DELETED if data is None else CHANGED
    visit.audit(act, subject=f"content:{path}"[:120], after={"ファイル": path} | size)
    return draft


def folders(visit: Visit) -> list[str]:
    """The folders that the bot reads."""
    return [PLATFORM, *visit.service.registry.features]


def reviews() -> Reviews:
    """The checks of this process."""
    found: Reviews = current_app.extensions["console-reviews"]
    return found


def talks() -> Talks:
    """The talks of this process."""
    found: Talks = current_app.extensions["console-talks"]
    return found
