"""content/shelters/: every CSV and GeoJSON file in it, and settings.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pydantic import BaseModel, ConfigDict

from bot.api import fold, metres
from bot.content import Folder, Record
from handlers.shelters.files.geojson import read_geojson
from handlers.shelters.files.records import shelter_of
from handlers.shelters.files.standard import read_table
from handlers.shelters.shelter import Shelter, Shelters

# Two files may place one building this far apart.
SAME_PLACE = 500.0


class Settings(BaseModel):
    """settings.yaml; all of it may be left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str = ""
    notice: str = ""


def load(folder: Folder) -> Shelters:
    """Read everything; what is wrong goes to `folder.faults`, and what can be used is used."""
    settings = folder.yaml("settings.yaml", Settings) or Settings()
    found = (
        shelter_of(record, folder.faults, hazardous=hazardous)
        for record, hazardous in _records(folder)
    )
    shelters = merged(one for one in found if one)
    if not shelters:
        folder.faults.warning(
            folder.place("shelters.csv"),
            "避難所の一覧がありません。",
            "自治体標準オープンデータセットの形のCSVか、国土地理院のGeoJSONを置いてください。",
        )
    return Shelters(shelters, settings.source.strip(), settings.notice.strip())


def _records(folder: Folder) -> list[tuple[Record, bool]]:
    records: list[tuple[Record, bool]] = []
    for name in folder.names("*.csv"):
        if table := folder.csv(name):
            records += read_table(table, folder.faults)
    for name in (*folder.names("*.geojson"), *folder.names("*.json")):
        if document := folder.text(name):
            records += read_geojson(document, folder.faults)
    return records


def merged(shelters: Iterable[Shelter]) -> list[Shelter]:
    """Each place once: one that stands in both lists is for emergencies and for staying."""
    by_name: dict[str, list[Shelter]] = {}
    for one in shelters:
        same = by_name.setdefault(fold(one.name), [])
        number = next((n for n, other in enumerate(same) if _same(one, other)), None)
        if number is None:
            same.append(one)
        else:
            same[number] = _both(same[number], one)
    return [one for same in by_name.values() for one in same]


def _same(one: Shelter, other: Shelter) -> bool:
    if one.address and fold(one.address) == fold(other.address):
        return True
    near = one.point and other.point and metres(one.point, other.point) <= SAME_PLACE
    return bool(near)


def _both(one: Shelter, other: Shelter) -> Shelter:
    return replace(
        one,
        reading=one.reading or other.reading,
        district=one.district or other.district,
        point=one.point or other.point,
        hazards=one.hazards | other.hazards,
        emergency=one.emergency or other.emergency,
        refuge=one.refuge or other.refuge,
        capacity=one.capacity or other.capacity,
        note=one.note or other.note,
    )
