"""/roads: the way in; and, if the city wants it, the list, map and GeoJSON of cases that staff approved."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from bot.api import millis
from bot.public import Answer, scripted, shared
from handlers.roads.ledger.case import Case
from handlers.roads.ledger.lists import Filter, Page, Sort, page
from handlers.roads.ledger.mapped import cases_in_tile, clusters_in_tile
from handlers.roads.ledger.numbers import shown
from handlers.roads.public.site import Visit, content_of, pages, phone_of

KEEP = timedelta(minutes=1)
MOST, CLOSE_ZOOM = 1000, 15
GEOJSON = "application/geo+json; charset=utf-8"


@pages.get("")
def home(visit: Visit) -> Answer:
    """The way to the form and to the state of a report; below it the published cases."""
    content = content_of(visit)
    found = _published(visit, visit.asked("after") or None) if content.publication.map else None
    made = visit.page(
        "home.html",
        content=content,
        phone=phone_of(visit),
        found=found,
        shown=shown,
        rounded=content.publication.rounded,
    )
    return scripted(made, pictures=visit.city.tiles.origin) if found else made


@pages.get(".geojson")
def points(visit: Visit) -> Answer:
    """The published cases as open data; places rounded."""
    if not content_of(visit).publication.map:
        return visit.page("gone.html", status=404)
    found = _published(visit, visit.asked("after") or None, MOST)
    body = _collection([_feature(visit, case) for case in found.cases])
    return shared(visit.body(body, GEOJSON, keep=KEEP))


@pages.get("/tiles/<int:zoom>/<int:x>/<int:y>.geojson")
def tile(visit: Visit, zoom: int, x: int, y: int) -> Answer:
    """The published cases of one tile of the map, gathered where they would lie on each other."""
    if not content_of(visit).publication.map or zoom > 24 or max(x, y) >= 1 << zoom:
        return visit.page("gone.html", status=404)
    now, wanted = millis(visit.now), _wanted(visit)
    with visit.read() as connection:
        if zoom >= CLOSE_ZOOM:
            cases = cases_in_tile(connection, zoom, x, y, wanted, now_ms=now)
            made = [_feature(visit, case) for case in cases]
        else:
            groups = clusters_in_tile(connection, zoom, x, y, wanted, now_ms=now)
            made = [_point(one.longitude, one.latitude, {"count": one.count}) for one in groups]
    return visit.body(_collection(made), GEOJSON, keep=KEEP)


def _published(visit: Visit, after: str | None, limit: int = 50) -> Page:
    with visit.read() as connection:
        now = millis(visit.now)
        return page(
            connection, _wanted(visit), now_ms=now, sort=Sort.NEWEST, after=after, limit=limit
        )


def _wanted(visit: Visit) -> Filter:
    oldest = visit.now - timedelta(days=content_of(visit).publication.days)
    return Filter(published=True, since_ms=millis(oldest))


def _feature(visit: Visit, case: Case) -> dict[str, Any]:
    spot = content_of(visit).publication.rounded(case)
    kind = content_of(visit).kind_label(case.kind)
    told = {
        "title": f"{kind}（{case.state.label}）",
        "number": shown(case.number),
        "kind": kind,
        "state": case.state.label,
        "district": case.district,
        "mark": "plain" if case.open else "over",
        "day": visit.now.fromtimestamp(case.created_ms / 1000, visit.now.tzinfo).date().isoformat(),
    }
    return _point(spot.longitude, spot.latitude, told)


def _point(longitude: float, latitude: float, told: dict[str, Any]) -> dict[str, Any]:
    place = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "geometry": place, "properties": told}


def _collection(made: list[dict[str, Any]]) -> str:
    whole = {"type": "FeatureCollection", "features": made}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
