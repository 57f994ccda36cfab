"""content/roads/: kinds, owners of other roads and things, and sentences for staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from bot.content import Folder
from handlers.roads.files.kinds import Kind, KindsFile
from handlers.roads.files.owners import Owner, OwnersFile, Road
from handlers.roads.files.publication import Publication
from handlers.roads.files.replies import RepliesFile, Template
from handlers.roads.ledger.case import OURS, Case

KINDS, OWNERS, REPLIES = "kinds.yaml", "owners.yaml", "replies.yaml"
PUBLICATION = "publication.yaml"


@dataclass(frozen=True)
class Content:
    """All of content/roads/ but the words."""

    settings: KindsFile
    owners: tuple[Owner, ...]
    roads: tuple[Road, ...]
    replies: tuple[Template, ...]
    publication: Publication

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return self.settings.kinds

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments that a case can be given to."""
        of_kinds = (kind.department for kind in self.kinds if kind.department)
        return tuple(dict.fromkeys((*self.settings.departments, *of_kinds)))

    @cached_property
    def kinds_by_id(self) -> Mapping[str, Kind]:
        return {kind.id: kind for kind in self.kinds}

    @cached_property
    def owners_by_id(self) -> Mapping[str, Owner]:
        return {owner.id: owner for owner in self.owners}

    def kind_label(self, kind: str) -> str:
        """What a kind is called; its id where the file has lost it."""
        found = self.kinds_by_id.get(kind)
        return found.label if found else kind

    def owner_name(self, owner: str) -> str:
        """What an owner is called; "" for the city itself."""
        found = self.owners_by_id.get(owner)
        return found.name if found else "" if owner == OURS else owner

    def due(self, kind: str, now: datetime) -> datetime:
        """By when a report of this kind that comes in now ought to be answered."""
        found = self.kinds_by_id.get(kind)
        days = found.answer_days if found and found.answer_days else self.settings.terms.answer
        return now + timedelta(days=days)

    def templates_for(self, case: Case) -> list[Template]:
        """The sentences that fit a case, for each state that it may get."""
        return [one for one in self.replies if not one.kinds or case.kind in one.kinds]


def load(folder: Folder) -> Content | None:
    """Read the files; None, and an error in `folder.faults`, without a usable kinds.yaml."""
    settings = folder.yaml(KINDS, KindsFile)
    owners = folder.yaml(OWNERS, OwnersFile) or OwnersFile()
    replies = folder.yaml(REPLIES, RepliesFile) or RepliesFile()
    if settings is None:
        if not folder.exists(KINDS):
            folder.faults.warning(
                folder.place(KINDS), "道路の通報の種類の一覧がありません。", _ADVICE
            )
        return None
    publication = folder.yaml(PUBLICATION, Publication) or Publication()
    content = Content(settings, owners.owners, owners.roads, replies.replies, publication)
    _check_names(content, folder)
    return content


_ADVICE = "kinds.yaml を置いてください。見本は、このプログラムの content/roads にあります。"


def _check_names(content: Content, folder: Folder) -> None:
    """What one file says by an id must stand in the other."""
    owners = {OURS, *content.owners_by_id}
    for kind in content.kinds:
        if kind.owner not in owners:
            _unknown(folder, KINDS, kind.owner, "owners.yaml の id か city を書いてください。")
    for road in content.roads:
        if road.owner not in owners:
            _unknown(folder, OWNERS, road.owner, "同じファイルの owners の id を書いてください。")
    for template in content.replies:
        for name in set(template.kinds) - set(content.kinds_by_id):
            _unknown(folder, REPLIES, name, "kinds.yaml の id を書いてください。")


def _unknown(folder: Folder, file: str, name: str, advice: str) -> None:
    folder.faults.error(folder.place(file), f"「{name}」という id はありません。", advice)
