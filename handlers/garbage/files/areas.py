"""area_days.csv: one row per district, one column per kind of garbage."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.content import Faults, Row, Table
from handlers.garbage.calendar.area import Area
from handlers.garbage.calendar.closings import Closings
from handlers.garbage.calendar.remarks import Remark
from handlers.garbage.calendar.schedule import Schedule
from handlers.garbage.calendar.tokens import parse_cell
from handlers.garbage.files.area_table import AreaTable, find_columns
from handlers.garbage.files.layout import key, tidy

Read = tuple[Row, Area]

# A row such as ―――国見町――― is no district but the heading of those below it.
_HEADING = re.compile(r"[―─—－=＝■◆●○*＊-]{2,}(.*?)[―─—－=＝■◆●○*＊-]{2,}")


def read_areas(
    table: Table,
    remarks: Mapping[str, Remark],
    centres: Mapping[str, Closings],
    labels: Sequence[str],
    faults: Faults,
) -> list[Area]:
    """The districts in the order of the file; an error where no collection day can be read.

    Args:
        remarks: by their number.
        centres: closing periods by the folded name of the centre.
        labels: the kinds of description.csv, for columns that have no header.
    """
    layout = find_columns(table, labels, faults)
    reader = _Reader(layout, remarks, centres, faults)
    read = [(row, area) for row in layout.rows if (area := reader.area(row))]
    if not any(area.has_calendar for _, area in read):
        faults.error(
            table, "収集日が1つも読めません。",
            "1行目に「地名,センター,」と分別の名前を、2行目から地区ごとの収集日を書いてください。",
        )  # fmt: skip
    return _distinct(read, layout.area, faults)


class _Reader:
    """Reads rows; what many rows share is reported once."""

    def __init__(
        self,
        layout: AreaTable,
        remarks: Mapping[str, Remark],
        centres: Mapping[str, Closings],
        faults: Faults,
    ) -> None:
        self._layout, self._centres, self._faults = layout, centres, faults
        self._unknown_centres: set[str] = set()
        self._group = ""
        # Whole columns repeat the same few cells.
        self._parse = lru_cache(maxsize=None)(lambda text: parse_cell(text, remarks))

    def area(self, row: Row) -> Area | None:
        layout = self._layout
        label = tidy(row.cell(layout.area))
        if heading := _HEADING.fullmatch(label):
            self._group = heading[1].strip()
            return None
        if label.startswith(("#", "＃")) or not self._usable(row, label):
            return None
        schedules: dict[str, Schedule] = {}
        for index, kind in layout.kinds:
            schedules[kind] = _join(schedules.get(kind), self._schedule(row, index))
        centre = tidy(row.cell(layout.centre)) if layout.centre is not None else ""
        return Area(label, schedules, self._closings(row, centre), centre, self._group)

    def _usable(self, row: Row, label: str) -> bool:
        if not label:
            self._faults.warning(
                row.cell(self._layout.area),
                "地名が空です。この行は読みませんでした。",
                "地名を書くか、行を消してください。",
            )
            return False
        if self._shifted(row):
            self._faults.warning(
                row.cell(self._layout.width),
                "列が見出しより多く、ずれています。読みませんでした。",
                "地名などの中の「,」を「、」に直してください。",
            )  # fmt: skip
            return False
        self._report_missing(row)
        return True

    def _report_missing(self, row: Row) -> None:
        if self._layout.kinds and len(row) <= self._layout.kinds[-1][0]:
            self._faults.warning(
                row.cell(len(row)),
                "見出しより列が少ない行です。足りない分別は、収集なしと読みました。",
                "足りない列の収集日を書いてください。収集がなければ「,」だけ書いてください。",
            )

    def _shifted(self, row: Row) -> bool:
        """A comma inside a name moves all days by one column: worse than no days at all."""
        extra = any(cell.strip() for cell in row.cells[self._layout.width :])
        return extra and any(self._parse(str(row.cell(n)))[1] for n, _ in self._layout.kinds)

    def _schedule(self, row: Row, index: int) -> Schedule:
        cell = row.cell(index)
        schedule, misread = self._parse(str(cell))
        for each in misread:
            self._faults.warning(cell, each.message, each.advice)
        return schedule

    def _closings(self, row: Row, centre: str) -> Closings:
        name = key(centre)
        if name in ("", "null", "-", "なし"):
            return Closings()
        if name not in self._centres and name not in self._unknown_centres:
            self._unknown_centres.add(name)
            self._faults.warning(
                row.cell(self._layout.centre or 0),
                f"center.csvに「{centre}」がありません。休みの日が分かりません。",
                "center.csvに書き足すか、名前をそろえてください。",
            )  # fmt: skip
        return self._centres.get(name, Closings())


def _distinct(read: Sequence[Read], column: int, faults: Faults) -> list[Area]:
    """Give every district a name of its own; a second row that says the same is left out."""
    by_label: dict[str, list[Area]] = {}
    for row, area in read:
        same = by_label.setdefault(area.label, [])
        known = any(_same_days(area, other) for other in same)
        if same:
            faults.warning(row.cell(column), *_twice(area.label, known=known))
        if not known:
            same.append(area)
    return [area for areas in by_label.values() for area in _numbered(areas)]


def _twice(label: str, *, known: bool) -> tuple[str, str]:
    if known:
        return f"「{label}」の同じ行が前にもあります。", "この行を消してください。"
    return (
        f"「{label}」の行が前にもあり、収集日が違います。番号を付けて分けました。",
        "違う地区なら、地名で見分けられるようにしてください。",
    )


def _numbered(areas: list[Area]) -> list[Area]:
    if len(areas) == 1:
        return areas
    return [replace(area, label=f"{area.label}（{n}）") for n, area in enumerate(areas, 1)]


def _same_days(one: Area, other: Area) -> bool:
    return one.schedules == other.schedules and one.closings == other.closings


def _join(one: Schedule | None, other: Schedule) -> Schedule:
    if one is None:
        return other
    return Schedule(
        tuple(dict.fromkeys(one.rules + other.rules)), one.dates | other.dates,
        one.skipped | other.skipped, tuple(dict.fromkeys(one.remarks + other.remarks)),
    )  # fmt: skip
