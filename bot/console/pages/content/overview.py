"""The list of all content files, the release in use and the drafts."""

from __future__ import annotations

from collections.abc import Mapping

from bot.console.pages.content import describing
from bot.console.pages.content.site import (
    EDITORS,
    READERS,
    Present,
    Visit,
    blobs,
    console,
    own_draft,
    present,
)
from bot.console.visit import Answer
from bot.releases import drafts, menus

_ABOUTS: dict[tuple[str, str], str] = {}
_MOST_KEPT = 10_000
MOST_FAULTS = 20


@console.page("", roles=READERS, label="ファイルの一覧")
def overview(visit: Visit) -> Answer:
    """All files by feature, the release in use, drafts, and what the folder has that the release has not."""
    now = present(visit)
    groups = describing.grouped(
        now.tree.files, abouts(visit, now, now.tree.files), visit.service.registry
    )
    everybodys = drafts.everybodys(visit.db)
    return visit.page(
        "files.html",
        now=now, groups=groups, drafts=everybodys, own=own_draft(visit),
        may_edit=visit.staff.has_one_of(EDITORS),
        refused=visit.service.library.refused[:MOST_FAULTS],
        menu=menus.of_release(visit.db, now.number),
    )  # fmt: skip


def abouts(visit: Visit, now: Present, files: Mapping[str, str]) -> dict[str, str]:
    """What is said of files, by path; kept by their digests."""
    unknown = {path: one for path, one in files.items() if (path, one) not in _ABOUTS}
    if unknown:
        found = blobs(visit, now, unknown.values())
        titles = describing.layout_titles(visit.service.registry)
        if len(_ABOUTS) > _MOST_KEPT:
            _ABOUTS.clear()
        for path, one in unknown.items():
            _ABOUTS[path, one] = describing.about(path, found.get(one, b""), titles)
    return {path: _ABOUTS[path, one] for path, one in files.items()}
