"""content/garbage/: the calendar and dictionary in the 5374 format, and the city's rules.

Files: area_days.csv (needed), center.csv, description.csv, target.csv, remarks.csv, rules.yaml,
notices.yaml.
"""

from __future__ import annotations

from bot.content import Folder
from handlers.garbage.calendar.area import Area
from handlers.garbage.city import Calendar
from handlers.garbage.files.areas import read_areas
from handlers.garbage.files.centres import read_centres, report_unused
from handlers.garbage.files.items import read_items
from handlers.garbage.files.kinds import describe, read_kinds
from handlers.garbage.files.notices import read_notices
from handlers.garbage.files.remarks import read_remarks
from handlers.garbage.rules import Rules


def load(folder: Folder) -> Calendar:
    """Read everything; what is wrong goes to `folder.faults`, and what can be used is used."""
    faults, described = folder.faults, folder.csv("description.csv")
    kinds = read_kinds(described, faults) if described else []
    areas = _areas(folder, [kind.label for kind in kinds])
    collected = list(areas[0].schedules) if areas else []
    kinds = describe(collected, kinds, described, faults)
    target = folder.csv("target.csv")
    labels = [kind.label for kind in kinds]
    items = read_items(target, collected, labels, faults) if target else []
    rules = _rules(folder, {area.label for area in areas})
    return read_notices(folder, Calendar(areas, kinds, items, rules))


def _rules(folder: Folder, labels: set[str]) -> Rules:
    rules = folder.yaml("rules.yaml", Rules) if folder.exists("rules.yaml") else None
    for name in (rules.also_called if rules else {}).keys() - labels:
        folder.faults.warning(
            folder.place("rules.yaml"),
            f"also_called の「{name}」という地区は、area_days.csvにありません。",
            "area_days.csvの地名と同じに書いてください。",
        )
    return rules or Rules()


def _areas(folder: Folder, labels: list[str]) -> list[Area]:
    faults, table = folder.faults, folder.csv("area_days.csv")
    if table is None:
        if not folder.exists("area_days.csv"):
            faults.error(folder.place("area_days.csv"), *_MISSING)
        return []
    remarks, centres = folder.csv("remarks.csv"), folder.csv("center.csv")
    closings = read_centres(centres, faults) if centres else {}
    known = read_remarks(remarks, faults) if remarks else {}
    areas = read_areas(table, known, closings, labels, faults)
    report_unused(centres, [area.centre for area in areas], faults)
    return areas


_MISSING = (
    "収集日の表がありません。",
    "area_days.csvを置き、1行目に「地名,センター,」と分別の名前を書いてください。",
)
