"""What `madoguchi check` looks for in content/garbage/: calendars and closings that run out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.inspection import Inspection
from handlers.garbage.city import Calendar
from handlers.garbage.talk import feature

_SHOWN = 3


@feature.inspection
def inspect(calendar: Calendar, look: Inspection) -> None:
    """Warn of collection days that end within 60 days, and of a New Year without closings."""
    for last, districts in sorted(_ending(calendar, look).items()):
        look.faults.warning(
            look.place("area_days.csv"),
            f"収集日が{last:%Y年}{last.month}月{last.day}日までしか書かれていません({_some(districts)})。",
            "その後の収集日を書き足してください。",
        )
    if unknown := _without_new_year(calendar, look):
        look.faults.warning(
            look.place("center.csv"),
            f"次の年末年始の休みが書かれていません({_some(unknown)})。",
            "center.csv に、休みの始まりと終わりの日を書き足してください。",
        )


def _ending(calendar: Calendar, look: Inspection) -> Mapping[date, list[str]]:
    """The districts by the last day that their calendar knows, where that is near or past."""
    found = defaultdict[date, list[str]](list)
    for area in calendar.areas:
        lasts = (schedule.last_known for schedule in area.schedules.values())
        known = [last for last in lasts if last]
        if known and look.ends_soon(min(known)):
            found[min(known)].append(area.label)
    return found


def _without_new_year(calendar: Calendar, look: Inspection) -> list[str]:
    year = look.today.year if look.today.month > 1 else look.today.year - 1
    new_year = date(year, 12, 31)
    if not look.ends_soon(new_year):
        return []
    return list(dict.fromkeys(_open_centres(calendar, new_year)))


def _open_centres(calendar: Calendar, new_year: date) -> Iterator[str]:
    for area in calendar.areas:
        if area.centre and not area.closings.new_year_known(new_year):
            yield area.centre


def _some(names: Sequence[str]) -> str:
    more = f"など{len(names)}か所" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more
