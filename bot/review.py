"""The whole check of a content folder: what `madoguchi check` says, and what a draft has to pass."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.checking.tree import Tree, inspect
from bot.content import Faults, Place, Snapshot
from bot.content.loading import load
from bot.registry import Registry
from bot.richmenu.font import Font, NoFont, find_font
from bot.richmenu.reading import check_menus, read_menus
from bot.settings import PROJECT
from bot.talk.words import PLATFORM


def review(root: Path, registry: Registry, menu_font: str, today: date) -> Faults:
    """Everything that is wrong with a folder, as of a day; takes seconds."""

    def build(snapshot: Snapshot, found: Faults) -> object:
        if file := read_menus(root, found):
            font = _font(menu_font, file.place(), found)
            check_menus(file, snapshot, registry, font, found)
        return registry.index(snapshot, found)

    snapshot, trace = load(root, PROJECT / "content", registry.content(), build)
    faults = Faults(snapshot.faults)
    # Without the platform's words nothing can be asked; why they are missing stands in the report.
    if PLATFORM in snapshot.words:
        inspect(Tree(root, snapshot, trace, registry), today, faults)
    return faults


def _font(menu_font: str, place: Place, faults: Faults) -> Font | None:
    try:
        return find_font(menu_font)
    except NoFont as error:
        faults.warning(place, "メニューの文字が枠に入るかを、確かめられませんでした。", str(error))
        return None
