"""center.csv: 名称,休止開始日,休止終了日 - or, in some cities, 名称,休止日,休止日,..."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.content import Cell, Faults, Row, Table
from handlers.garbage.calendar.closings import Closings, Period, Yearly
from handlers.garbage.calendar.dates import read_date, western
from handlers.garbage.calendar.grammar import EMPTY
from handlers.garbage.files.layout import key

_YEARLESS = re.compile(r"(\d{1,2})[/月](\d{1,2})日?")
_LONGEST = timedelta(days=92)
_WRITE = "「2026/12/29」の形で書いてください。"

Day = date | tuple[int, int]


def read_centres(table: Table, faults: Faults) -> dict[str, Closings]:
    """The closing periods by the centre's name (as `key` folds it)."""
    closings: dict[str, Closings] = {}
    rows = table.rows
    if table.header.cells and any(_try(cell) for cell in table.header.cells[1:]):
        faults.warning(
            table.header.cell(0), "1行目に見出しがありません。",
            "1行目に「名称,休止開始日,休止終了日」と書いてください。",
        )  # fmt: skip
        rows = (table.header, *rows)
    single = _single_days(table.header)
    for row in rows:
        name = key(row.cell(0))
        if name:
            closings[name] = closings.get(name, Closings()) + _closings(row, single, faults)
    return closings


def report_unused(table: Table | None, used: Iterable[str], faults: Faults) -> None:
    """Warn of a centre that no district names: its closings would never be heeded."""
    names = {key(name) for name in used}
    reported: set[str] = set()
    for row in table.rows if table else ():
        cell = row.cell(0)
        if key(cell) and key(cell) not in names | reported:
            reported.add(key(cell))
            faults.warning(
                cell, f"「{cell.strip()}」は、area_days.csvのどの地区からも使われていません。",
                "休みの日を案内するには、area_days.csvのセンターの列に同じ名前を書いてください。",
            )  # fmt: skip


def _single_days(header: Row) -> bool:
    names = [key(cell) for cell in header.cells[1:]]
    return "休止日" in names or "休業日" in names or "休みの日" in names


def _closings(row: Row, single: bool, faults: Faults) -> Closings:
    days = [(cell, _day(cell, faults)) for cell in row.cells[1:]]
    if single:
        found = [_period(cell, day, day, faults) for cell, day in days if day]
    else:
        found = [_pair(days[n : n + 2], faults) for n in range(0, len(days), 2)]
    return Closings(tuple(period for period in found if period))


def _pair(pair: Sequence[tuple[Cell, Day | None]], faults: Faults) -> Period | Yearly | None:
    known = [day for _, day in pair if day]
    if not known:
        return None
    if len(known) < 2:
        faults.warning(
            pair[0][0], "休止期間の始まりか終わりがありません。1日だけの休みと読みました。", _WRITE
        )
    return _period(pair[0][0], known[0], known[-1], faults)


def _period(cell: Cell, first: Day, last: Day, faults: Faults) -> Period | Yearly | None:
    if isinstance(first, tuple) and isinstance(last, tuple):
        return Yearly(first, last)
    if isinstance(first, tuple) or isinstance(last, tuple):
        faults.warning(cell, "片方の日付に年がありません。", _WRITE)
        return None
    return _dated(cell, first, last, faults)


def _dated(cell: Cell, first: date, last: date, faults: Faults) -> Period | None:
    if last < first and first.month > last.month:
        # 2026/12/29 to 2026/1/3: the year of the end was forgotten.
        last = last.replace(year=first.year + 1)
        faults.warning(
            cell, f"終わりの日が始まりより前です。終わりを{last:%Y/%m/%d}と読みました。",
            "終わりの日の年を確かめてください。",
        )  # fmt: skip
    if timedelta() <= last - first <= _LONGEST:
        return Period(first, last)
    faults.warning(
        cell, "休止期間が読めません（逆か、長すぎます）。", "始まりと終わりの日を確かめてください。"
    )
    return None


def _day(cell: Cell, faults: Faults) -> Day | None:
    if unicodedata.normalize("NFKC", cell).strip().casefold() in EMPTY | {""}:
        return None
    day = _try(cell)
    if day is None:
        faults.warning(cell, f"「{cell.strip()}」は日付として読めません。", _WRITE)
    return day


def _try(cell: Cell) -> Day | None:
    text = "".join(unicodedata.normalize("NFKC", cell).split())
    try:
        if match := _YEARLESS.fullmatch(text):
            date(2024, int(match[1]), int(match[2]))
            return int(match[1]), int(match[2])
        return read_date(western(text))
    except ValueError:
        return None
