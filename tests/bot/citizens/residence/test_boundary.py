"""The city's border: which places lie in it, what is read, and what a clerk is told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.citizens.residence import Residence, Town
from bot.geo import Point
from tests.bot.citizens.residence.test_files import load

SQUARE = [[[141.0, 38.0], [141.2, 38.0], [141.2, 38.2], [141.0, 38.2], [141.0, 38.0]]]
INSIDE, NEXT_TO, FAR = Point(38.1, 141.1), Point(38.1, 141.2005), Point(38.1, 141.3)


def area(code: str | None = None, **geometry: Any) -> dict[str, Any]:
    shape = {"type": "Polygon", "coordinates": SQUARE} | geometry
    return {"type": "Feature", "properties": {"N03_007": code}, "geometry": shape}


def written(folder: Path, found: Any) -> tuple[Residence, list[str]]:
    (folder / "boundary.geojson").write_text(json.dumps(found), "utf-8")
    return load(folder)


def test_places_lie_within_the_border_or_on_a_pier(tmp_path: Path) -> None:
    for found in (
        {"type": "FeatureCollection", "features": [area()]},
        area(),
        {"type": "MultiPolygon", "coordinates": [SQUARE]},
    ):
        residence, faults = written(tmp_path, found)
        assert faults == []
        assert residence.covers(INSIDE, "042021")
        assert residence.covers(NEXT_TO)
        assert not residence.covers(FAR, "042021")


def test_of_a_prefectures_file_only_the_city_counts(tmp_path: Path) -> None:
    other = [[[east + 1, north] for east, north in SQUARE[0]]]
    both = [area("04202"), area("04214", coordinates=other)]
    residence, _ = written(tmp_path, {"type": "FeatureCollection", "features": both})
    there = Point(38.1, 142.1)
    assert residence.covers(INSIDE, "042021")
    assert not residence.covers(there, "042021")
    assert residence.covers(there, "042145")


@pytest.mark.parametrize("found", [
    [], {}, {"type": "FeatureCollection", "features": []},
    {"type": "Point", "coordinates": [141, 38]},
    {"type": "Polygon", "coordinates": [[[38, 141], [38.1, 141], [38.1, 141.1], [38, 141]]]},
    {"type": "Polygon", "coordinates": [[[141, 38], [141, 38]]]},
    {"type": "Polygon", "coordinates": "x"}, {"type": "Feature", "geometry": None},
])  # fmt: skip
def test_what_is_no_border_is_said(tmp_path: Path, found: Any) -> None:
    residence, (fault,) = written(tmp_path, found)
    assert "市の境界として読めません" in fault
    assert residence.covers(FAR)


def test_without_a_border_the_towns_count() -> None:
    towns = Residence([], [Town("桜町", points=((38.1, 141.1),))])
    assert towns.covers(Point(38.11, 141.1))
    assert not towns.covers(Point(38.2, 141.1))
    assert Residence().covers(FAR)
    assert Residence([], [Town("桜町")]).covers(FAR)


def test_the_real_border_of_ishinomaki(tmp_path: Path, shared: Path) -> None:
    shutil.copy(shared / "geo" / "N03-21_04_210101_miyagi.json", tmp_path / "boundary.geojson")
    residence, faults = load(tmp_path)
    assert faults == []
    for place in (Point(38.4343, 141.3027), Point(38.2713, 141.4776), Point(38.5118, 141.4443)):
        assert residence.covers(place, "042021")
    for other in (Point(38.4262, 141.2103), Point(38.4456, 141.4446), Point(38.2682, 140.8694)):
        assert not residence.covers(other, "042021")
