"""content/platform/holidays.csv: national holidays as the Cabinet Office publishes them (syukujitsu.csv)."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

from bot.content import Faults, Folder, Row, Table
from bot.hours import Holidays

FILE = "holidays.csv"
_DATE = re.compile(r"(\d{4})[/\-.年](\d{1,2})[/\-.月](\d{1,2})日?")
# From this month on the list should hold the next year, too.
AUTUMN = 11


def load_holidays(folder: Folder, today: date) -> Holidays:
    """Read the list; `folder.faults` hears where it is wrong or, as of `today`, running out."""
    table = folder.csv(FILE)
    if table is None:
        return Holidays()
    holidays = read_holidays(table, folder.faults)
    if ends_soon(holidays, today):
        last = holidays.last_year
        known = f"{last}年までしか" if last else "1つも"
        folder.faults.warning(
            folder.place(FILE),
            f"国民の祝日が{known}書かれていません。書かれていない年は、開いているかどうかを答えられません。",
            "内閣府の「国民の祝日」のCSVから、次の年の祝日を書き足してください。",
        )
    return holidays


def read_holidays(table: Table, faults: Faults) -> Holidays:
    """The list; a row whose date cannot be read is reported and left out."""
    names: dict[date, str] = {}
    for row in table.rows:
        day = _day(row.cell(0))
        if day is None:
            _report(row, faults)
        else:
            names[day] = row.cell(1).strip()
    return Holidays(names)


def ends_soon(holidays: Holidays, today: date) -> bool:
    """Whether the list should be continued: it lacks this year, or in late autumn the next."""
    needed = today.year + (today.month >= AUTUMN)
    last = holidays.last_year
    return last is None or last < needed


def _day(text: str) -> date | None:
    match = _DATE.fullmatch(normalize("NFKC", text).strip())
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _report(row: Row, faults: Faults) -> None:
    faults.warning(
        row.cell(0),
        f"「{row.cell(0).strip()}」は祝日の日付として読めません。",
        "2026/1/1 のように、年/月/日で書いてください。",
    )
