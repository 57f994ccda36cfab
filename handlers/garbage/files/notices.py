"""notices.yaml: delayed, cancelled and moved collections, as staff announce them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.api import fold
from bot.content import Faults, Folder, Node, Place
from handlers.garbage.calendar.area import Area
from handlers.garbage.calendar.dates import read_date, western
from handlers.garbage.city import Calendar
from handlers.garbage.notices.notice import Announced, Notice, What
from handlers.garbage.rules import Clock

FILE = "notices.yaml"
SAY_LIMIT = 1000
_ZONE = ZoneInfo("Asia/Tokyo")
_WHAT = {"遅れ": What.DELAYED, "中止": What.CANCELLED, "変更": What.CHANGED}


def _day(value: object) -> object:
    """A day as people write it; what cannot be read is left to pydantic to refuse."""
    if not isinstance(value, str):
        return value
    try:
        return read_date(western(unicodedata.normalize("NFKC", value).strip()))
    except ValueError:
        return value


Day = Annotated[date, BeforeValidator(_day)]
Names = list[str]


class Entry(BaseModel):
    """One notice as staff write it. Empty lists mean: all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{1,60}$")]
    date: Day
    what: Literal["遅れ", "中止", "変更"]
    to: Day | None = None
    kinds: Names = []
    districts: Names = []
    groups: Names = []
    centres: Names = []
    say: Annotated[str, Field(max_length=SAY_LIMIT)] = ""
    urgent: bool = False
    published: bool = True


class File(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    send_from: Clock = time(6)
    send_until: Clock = time(22)
    notices: list[Entry] | None = []


def read_notices(folder: Folder, calendar: Calendar) -> Calendar:
    """The calendar as the notices have changed it: cancelled days rest, moved ones are elsewhere.

    Where there is no file, or none that can be used, the calendar as it is.
    """
    node = folder.node(FILE)
    file = folder.yaml(FILE, File) if node else None
    if node is None or file is None:
        return calendar
    if file.send_from >= file.send_until:
        folder.faults.error(folder.place(FILE), *_HOURS)
    changed = folder.trace.modified().astimezone(_ZONE).date()
    listed, seen = node.child("notices"), set[str]()
    notices: list[Notice] = []
    for entry, spot in zip(file.notices or [], (listed and listed.items) or [], strict=True):
        reader = _Reader(calendar, entry, spot, folder.faults)
        reader.check(seen, changed)
        notice = reader.notice()
        if entry.published:
            notices.append(notice)
            calendar = replace(calendar, areas=[_amended(area, notice) for area in calendar.areas])
    announced = Announced(tuple(notices), file.send_from, file.send_until)
    return replace(calendar, announced=announced)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one notice; `calendar` follows the notices before it."""

    calendar: Calendar
    entry: Entry
    spot: Node
    faults: Faults

    def check(self, seen: set[str], changed: date) -> None:
        """What is wrong with the notice in itself; `changed` is when staff last wrote a file."""
        entry, last = self.entry, self.entry.to or self.entry.date
        if entry.id in seen:
            message = f"「{entry.id}」というidが、2つあります。"
            self.faults.error(self._at("id"), message, _OTHER_ID)
        seen.add(entry.id)
        if entry.to is None and entry.what == "変更":
            self.faults.error(self._at("what"), *_NO_TO)
        if entry.to is not None and entry.what != "変更":
            self.faults.error(self._at("to"), *_NEEDLESS_TO)
        if entry.to == entry.date:
            self.faults.error(self._at("to"), *_SAME_DAY)
        if max(entry.date, last) < changed:
            self.faults.warning(self._at("date"), f"{entry.date}は、過ぎた日です。", _PAST)

    def notice(self) -> Notice:
        """The notice, with the districts that it hits; what it names and there is not is left out."""
        entry, kinds, areas = self.entry, self._kinds(), self._areas()
        hits = {area.label: due for area in areas if (due := _due(area, kinds, entry.date))}
        if areas and kinds and not hits:
            message = f"{entry.date}には、その収集がありません。"
            self.faults.warning(self._at("date"), message, _NOT_DUE)
        what = _WHAT[entry.what]
        return Notice(entry.id, what, entry.date, hits, entry.to, entry.say.strip(), entry.urgent)

    def _kinds(self) -> Sequence[str]:
        every = self.calendar.collected
        return self._named("kinds", every, "分別", "1行目") if self.entry.kinds else every

    def _areas(self) -> list[Area]:
        every, entry = self.calendar.areas, self.entry
        if not (entry.districts or entry.groups or entry.centres):
            return list(every)
        labels = self._named("districts", [area.label for area in every], "地区", "地名")
        groups = self._named("groups", [area.group for area in every], "まとまり", "見出し")
        centres = self._named("centres", [area.centre for area in every], "センター", "センター")
        return [a for a in every if a.label in labels or a.group in groups or a.centre in centres]

    def _named(self, field: str, known: Iterable[str], what: str, where: str) -> list[str]:
        """Those of the known names that the notice's field names."""
        by_fold = {fold(name): name for name in known if name}
        found, items = [], self.spot.child(field)
        for number, name in enumerate(getattr(self.entry, field)):
            if fold(name) in by_fold:
                found.append(by_fold[fold(name)])
            elif items and (item := items.child(number)):
                message = f"「{name}」という{what}は、ありません。"
                advice = f"area_days.csvの{where}と同じに書いてください。"
                self.faults.error(item.place, message, advice)
        return found

    def _at(self, field: str) -> Place:
        child = self.spot.child(field)
        return child.place if child else self.spot.place


def _due(area: Area, kinds: Iterable[str], day: date) -> tuple[str, ...]:
    return tuple(kind for kind in kinds if kind in area.schedules and area.collects(kind, day))


def _amended(area: Area, notice: Notice) -> Area:
    if notice.what is What.DELAYED or area.label not in notice.hits:
        return area
    schedules = dict(area.schedules)
    for kind in notice.hits[area.label]:
        old = schedules[kind]
        moved = old.moved - {notice.day} | ({notice.to} if notice.to else set())
        schedules[kind] = replace(old, skipped=old.skipped | {notice.day}, moved=moved)
    return replace(area, schedules=schedules)


_OTHER_ID = "お知らせごとに、違うidを書いてください。"
_PAST = "終わったお知らせは、消してください。日を間違えたときは、直してください。"
_NOT_DUE = "日と、分別と、地区を確かめてください。このままでは、だれにも届きません。"
_NO_TO = ("変更のあとの日がありません。", "「to: 2026-11-25」のように書いてください。")
_NEEDLESS_TO = ("to は、変更のときだけ書けます。", "to を消すか、what を「変更」にしてください。")
_SAME_DAY = ("変更のあとの日が、もとの日と同じです。", "to を直してください。")
_HOURS = (
    "send_from が send_until より後です。",
    "お知らせを送ってよい時間を、早い順に書いてください。",
)
