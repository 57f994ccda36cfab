"""content/platform/boundary.geojson: the city's border, as 国土数値情報 (N03) and others publish it.

A collection may hold more than the city: features that name a municipality (`N03_007`, the five digits of
the 全国地方公共団体コード) count only for that one. shapely is imported when the first place is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from bot.content import Folder
from bot.geo import OnMap

BOUNDARY = "boundary.geojson"
CODE = "N03_007"
# Piers, bridges and breakwaters reach beyond the coastline of the map; in degrees, about 100 m.
TOLERANCE = 0.001
_MOST_BYTES = 10 * 1024 * 1024


class Boundary:
    """The areas of a city, in degrees (WGS 84)."""

    def __init__(self, features: tuple[Mapping[str, Any], ...]) -> None:
        self._features = features
        self._area = lru_cache(maxsize=4)(self._prepared)

    def covers(self, spot: OnMap, code: str) -> bool:
        """Whether a place lies in the city with this 全国地方公共団体コード (six digits, or empty)."""
        from shapely import Point

        return bool(self._area(code[:5]).covers(Point(spot.longitude, spot.latitude)))

    def _prepared(self, code: str) -> Any:
        from shapely import prepare, union_all
        from shapely.geometry import shape

        area = union_all([shape(one["geometry"]).buffer(TOLERANCE) for one in self._of(code)])
        prepare(area)
        return area

    def _of(self, code: str) -> Iterator[Mapping[str, Any]]:
        for one in self._features:
            named = str((one.get("properties") or {}).get(CODE) or "")
            if not code or named in ("", code):
                yield one


def load_boundary(folder: Folder) -> Boundary | None:
    """Read the file, where there is one; what is wrong goes to `folder.faults`."""
    document = folder.text(BOUNDARY, _MOST_BYTES)
    if document is None:
        return None
    try:
        features = tuple(_features(json.loads(document.text)))
        for one in features:
            _check(one["geometry"])
    except (ValueError, TypeError, KeyError, AttributeError):
        features = ()
    if not features:
        folder.faults.error(
            folder.place(BOUNDARY),
            "市の境界として読めません。",
            "面(PolygonかMultiPolygon)の入ったGeoJSONを置くか、ファイルを消してください。",
        )
        return None
    return Boundary(features)


def _features(found: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if found["type"] == "FeatureCollection":
        yield from found["features"]
    elif found["type"] == "Feature":
        yield found
    else:
        yield {"properties": {}, "geometry": found}


def _check(geometry: Mapping[str, Any]) -> None:
    """Raises ValueError, TypeError or KeyError for what is no area of Japan in degrees."""
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise ValueError(geometry["type"])
    areas = geometry["coordinates"]
    for area in [areas] if geometry["type"] == "Polygon" else areas:
        for ring in area:
            if len(ring) < 4 or not all(_in_japan(point) for point in ring):
                raise ValueError("no ring of points in Japan")


def _in_japan(point: list[float]) -> bool:
    longitude, latitude, *_ = point
    return 122 <= longitude <= 154 and 20 <= latitude <= 46
