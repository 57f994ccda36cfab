"""content/garbage/: the calendar and dictionary in the 5374 format, and the city's rules.

Files: area_days.csv (needed), center.csv, description.csv, target.csv, remarks.csv, rules.yaml.
"""

from __future__ import annotations

from bot.content import Folder
from handlers.garbage.calendar.area import Area
from handlers.garbage.calendar.closings import Closings
from handlers.garbage.calendar.remarks import Remark
from handlers.garbage.city import Calendar
from handlers.garbage.files.areas import read_areas
from handlers.garbage.files.centres import read_centres, report_unused
from handlers.garbage.files.items import read_items
from handlers.garbage.files.kinds import describe, read_kinds
from handlers.garbage.files.remarks import read_remarks
from handlers.garbage.kinds import Item, Kind
from handlers.garbage.rules import Rules


def load(folder: Folder) -> Calendar:
    """Read everything; what is wrong goes to `folder.faults`, and what can be used is used."""
    kinds = _kinds(folder)
    areas = _areas(folder, [kind.label for kind in kinds])
    labels = list(areas[0].schedules) if areas else []
    table = folder.csv("description.csv")
    kinds = describe(labels, kinds, table, folder.faults)
    rules = folder.yaml("rules.yaml", Rules) if folder.exists("rules.yaml") else None
    return Calendar(areas, kinds, _items(folder, labels, kinds), rules or Rules())


def _kinds(folder: Folder) -> list[Kind]:
    table = folder.csv("description.csv")
    return read_kinds(table, folder.faults) if table else []


def _remarks(folder: Folder) -> dict[str, Remark]:
    table = folder.csv("remarks.csv")
    return read_remarks(table, folder.faults) if table else {}


def _centres(folder: Folder) -> dict[str, Closings]:
    table = folder.csv("center.csv")
    return read_centres(table, folder.faults) if table else {}


def _areas(folder: Folder, labels: list[str]) -> list[Area]:
    table = folder.csv("area_days.csv")
    if table is None:
        if not folder.exists("area_days.csv"):
            folder.faults.error(
                folder.place("area_days.csv"), "収集日の表がありません。",
                "area_days.csvを置き、1行目に「地名,センター,」と分別の名前を書いてください。",
            )  # fmt: skip
        return []
    centres = _centres(folder)
    areas = read_areas(table, _remarks(folder), centres, labels, folder.faults)
    report_unused(folder.csv("center.csv"), [area.centre for area in areas], folder.faults)
    return areas


def _items(folder: Folder, labels: list[str], kinds: list[Kind]) -> list[Item]:
    table = folder.csv("target.csv")
    if table is None:
        return []
    return read_items(table, labels, [kind.label for kind in kinds], folder.faults)
