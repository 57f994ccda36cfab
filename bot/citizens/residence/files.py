"""content/platform/districts.yaml and towns.csv: the city's own table of places.

towns.csv: 町名,読み,地区,緯度,経度 (town,reading,district,latitude,longitude). Only the first is needed; a
town with several rows is known by several points.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.citizens.residence.atlas import Residence
from bot.citizens.residence.boundary import load_boundary
from bot.citizens.residence.spots import District, Town
from bot.content import Cell, Faults, Folder, Row, Table

DISTRICTS, TOWNS = "districts.yaml", "towns.csv"
_HEADINGS = {
    "town": ("町名", "町", "地名", "town"),
    "reading": ("読み", "よみ", "読みがな", "ふりがな", "reading"),
    "district": ("地区", "地区名", "district"),
    "latitude": ("緯度", "latitude", "lat"),
    "longitude": ("経度", "longitude", "lng", "lon"),
}
_JAPAN = {"latitude": (20.0, 46.0), "longitude": (122.0, 154.0)}
# The longest area that a row of `citizen_place` and a button can carry.
Name = Annotated[str, Field(min_length=1, max_length=40)]


class _DistrictEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    reading: Annotated[str, Field(max_length=80)] = ""
    also_called: list[Name] = []
    group: Annotated[str, Field(max_length=40)] = ""


class _Districts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    districts: list[_DistrictEntry]


def load_residence(folder: Folder) -> Residence:
    """Read the files as far as they are there; what is wrong goes to `folder.faults`."""
    districts = _districts(folder)
    table = folder.csv(TOWNS)
    known = {district.name for district in districts}
    towns = _towns(table, known, folder.faults) if table else []
    return Residence(districts, towns, load_boundary(folder))


def _districts(folder: Folder) -> list[District]:
    read = folder.yaml(DISTRICTS, _Districts)
    entries = read.districts if read else []
    found: dict[str, District] = {}
    for one in entries:
        if one.name in found:
            folder.faults.error(
                folder.place(DISTRICTS),
                f"地区「{one.name}」が2回書かれています。",
                "どちらかを消すか、名前を書き分けてください。",
            )
        found[one.name] = District(one.name, one.reading, tuple(one.also_called), one.group)
    return list(found.values())


def _towns(table: Table, districts: set[str], faults: Faults) -> list[Town]:
    columns = _columns(table, faults)
    towns: dict[str, Town] = {}
    for row in table.rows if "town" in columns else ():
        town = _town(row, columns, districts, faults)
        if town is None:
            continue
        before = towns.setdefault(town.name, replace(town, points=()))
        if before.district != town.district:
            faults.error(
                row.cell(columns.get("district", columns["town"])),
                f"「{town.name}」の地区が、前の行と違います。",
                "同じ町の行には、同じ地区を書いてください。",
            )
        towns[town.name] = replace(before, points=before.points + town.points)
    return list(towns.values())


def _columns(table: Table, faults: Faults) -> Mapping[str, int]:
    headings = {
        unicodedata.normalize("NFKC", cell).strip(): n for n, cell in enumerate(table.header)
    }
    columns = {
        part: headings[name]
        for part, names in _HEADINGS.items()
        for name in names
        if name in headings
    }
    if "town" not in columns:
        faults.error(
            table.header,
            "「町名」の列がありません。",
            "1行目に「町名,読み,地区,緯度,経度」と書いてください。",
        )
    return columns


def _town(row: Row, columns: Mapping[str, int], districts: set[str], faults: Faults) -> Town | None:
    def cell(part: str) -> Cell | None:
        return row.cell(columns[part]) if part in columns else None

    def text(part: str) -> str:
        return unicodedata.normalize("NFC", cell(part) or "").strip()

    name, district = row.cell(columns["town"]), text("district")
    if not name.strip() or len(name.strip()) > 40:
        faults.error(name, "町の名前がないか、長すぎます。", "40文字までの町名を書いてください。")
        return None
    if district and districts and district not in districts:
        faults.error(
            row.cell(columns["district"]),
            f"「{district}」という地区は、{DISTRICTS} にありません。",
            "同じ書き方にそろえるか、分からないときは空けておいてください。",
        )
        district = ""
    north, east = (_degrees(cell(part), _JAPAN[part], faults) for part in _JAPAN)
    points = () if north is None or east is None else ((north, east),)
    return Town(name.strip(), text("reading"), district, points)


def _degrees(cell: Cell | None, bounds: tuple[float, float], faults: Faults) -> float | None:
    if cell is None or not cell.strip():
        return None
    try:
        value = float(unicodedata.normalize("NFKC", cell))
    except ValueError:
        value = math.nan
    if bounds[0] <= value <= bounds[1]:
        return value
    low, high = (int(bound) for bound in bounds)
    faults.error(
        cell,
        f"「{cell.strip()}」は、日本の中の緯度・経度として読めません。",
        f"{low}から{high}までの数を、度の小数で書いてください。分からないときは空けておいてください。",
    )
    return None
