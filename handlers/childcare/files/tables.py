"""The CSV files of content/childcare/: which table each is, and what is in it.

A file is known by its name (facilities, hospitals, baby_stations, events), else by its headers, so that
a file of the city's open data can be put there as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from bot.content import Faults, Folder, Place, Records, Table, read_records
from handlers.childcare.events.event import Event, Events, grouped
from handlers.childcare.facilities.facility import Facilities, Facility, Group
from handlers.childcare.files import events, facilities

SETTINGS = "facilities.yaml"
# Longer names first: an event's file may be about hospitals, never the other way round.
_NAMES: Mapping[str, Group | None] = {
    "event": None,
    "baby": Group.BABY,
    "hospital": Group.CLINIC,
    "facilities": Group.CARE,
    "preschool": Group.CARE,
}
_SIGNS: Mapping[Group, frozenset[str]] = {
    Group.CLINIC: frozenset({"departments", "sort"}),
    Group.CARE: frozenset({"kind", "ages", "capacity", "temporary"}),
    Group.BABY: frozenset({"nursing", "diapers", "hot_water"}),
}


class Settings(BaseModel):
    """facilities.yaml; all of it may be left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Tables:
    """What the files hold."""

    facilities: Facilities
    events: Events


def read_tables(folder: Folder) -> Tables:
    """Read every CSV file; what is wrong goes to `folder.faults`, and what can be used is used."""
    settings = folder.yaml(SETTINGS, Settings) or Settings()
    places: list[Facility] = []
    happenings: list[Event] = []
    for name in folder.names("*.csv"):
        if table := folder.csv(name):
            _read(name, table, folder.faults, places, happenings)
    source, notice = settings.source.strip(), settings.notice.strip()
    return Tables(
        Facilities(facilities.merged(places), source, notice),
        Events(grouped(happenings), source, notice),
    )


def _read(
    name: str, table: Table, faults: Faults, places: list[Facility], happenings: list[Event]
) -> None:
    wanted = next((one for one in _NAMES if one in name.lower()), "")
    happening = read_records(table, events.HEADERS, ("name", "since"))
    if wanted == "event" or (happening and not wanted):
        happenings += _all(happening, table, faults)
        return
    found = read_records(table, facilities.HEADERS)
    group = _NAMES[wanted] if wanted else _group(found)
    if found is None or group is None:
        faults.error(_top(table), *_UNKNOWN)
        return
    if _SIGNS[group].isdisjoint(found.fields):
        faults.warning(found.header, *_DOUBTFUL)
    each = (facilities.facility_of(one, group, faults) for one in found.records)
    places += [one for one in each if one]


def _all(found: Records | None, table: Table, faults: Faults) -> Iterable[Event]:
    if found is None:
        faults.error(_top(table), *_NO_EVENTS)
        return []
    each = (events.event_of(one, faults) for one in found.records)
    return [one for one in each if one]


def _group(found: Records | None) -> Group | None:
    fields = found.fields if found else frozenset()
    return next((group for group, signs in _SIGNS.items() if fields & signs), None)


def _top(table: Table) -> Place:
    return Place(table.file, table.header.line)


_UNKNOWN = (
    "子育て施設、医療機関、赤ちゃんの駅、イベントのどの一覧か、見出しから分かりません。",
    "1行目に「名称,種別,所在地_連結表記,緯度,経度,電話番号」などの見出しを書いてください。",
)
_DOUBTFUL = (
    "この一覧らしい列(種別、診療科目、授乳室など)がありません。種類では選べません。",
    "種類の列を書き足すか、ほかの一覧なら、このフォルダーから出してください。",
)
_NO_EVENTS = (
    "イベントの一覧の見出しが見つかりません。",
    "1行目に「イベント名,開始日,終了日,開始時間,終了時間,場所名称」などの見出しを書いてください。",
)
