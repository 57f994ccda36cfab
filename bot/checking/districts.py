"""Districts that are named somewhere and are none of the city's."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from bot.checking.texts import File, Told
from bot.common_content import common
from bot.content import Faults, Snapshot
from bot.normalise import fold

_KEYS = frozenset({"district", "districts", "area", "areas", "地区", "地区名"})
_TABLES = frozenset({"地名"})


def known(snapshot: Snapshot, files: Iterable[File]) -> frozenset[str]:
    """The names of districts and towns: the city's, and those of tables of districts (地名). Folded."""
    residence = common(snapshot).residence
    own = [name for one in residence.districts for name in (one.name, *one.also_called)]
    own += [town.name for town in residence.towns]
    listed = [
        told.text for file in files if file.table for told in file.texts() if told.name in _TABLES
    ]
    return frozenset(map(fold, [*own, *listed])) if residence.districts else frozenset()


def check(told: Told, places: frozenset[str], faults: Faults) -> None:
    """Warn of a district that nobody knows; says nothing where the city's are not known."""
    name = told.text.strip()
    if not places or told.name not in _KEYS or not name or fold(name) in places:
        return
    if "\n" in name or len(name) > 40 or "{" in name or told.place.file.endswith("words.yaml"):
        return
    near = get_close_matches(fold(name), sorted(places), 1)
    hint = f"「{near[0]}」の書き間違いではありませんか。" if near else ""
    faults.warning(
        told.place, f"「{name}」という地区はありません。",
        f"{hint}content/platform/districts.yaml と同じ名前で書いてください。",
    )  # fmt: skip
