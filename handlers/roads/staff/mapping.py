"""The map of the same cases as the queue: points by tile, gathered where there are too many of them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.staff import Answer
from handlers.roads.content import Content
from handlers.roads.ledger import lists
from handlers.roads.ledger.case import Case, Priority
from handlers.roads.ledger.mapped import Cluster, cases_in_tile, clusters_in_tile
from handlers.roads.ledger.numbers import shown
from handlers.roads.staff import filtering
from handlers.roads.staff.case import case as case_page
from handlers.roads.staff.site import (
    PRIORITIES,
    READERS,
    Visit,
    console,
    content_of,
    now_ms,
)

GEOJSON = "application/geo+json"
# More points on 256 x 256 pixels hide each other.
MOST_POINTS = 60
LISTED = 50


@console.page("/map", roles=READERS, label="通報の地図")
def map_of_cases(visit: Visit) -> Answer:
    """The map, with the first cases of the list beside it for those who do not see it."""
    form = filtering.filters(visit)
    wanted, now, given = filtering.wanted(form, visit), now_ms(visit), filtering.given(form)
    found = lists.page(visit.db, wanted, now_ms=now, sort=filtering.sorting(form), limit=LISTED)
    visit.draws_map()
    return visit.page(
        "map.html",
        form=form, given=given, narrowed=filtering.is_narrowed(form), cases=found.cases, after=found.after,
        points=visit.address(points, zoom=0, x=0, y=0, **given).replace("/0/0/0", "/{z}/{x}/{y}"),
        content=content_of(visit), now_ms=now, priorities=PRIORITIES,
    )  # fmt: skip


@console.page("/points/<int:zoom>/<int:x>/<int:y>", roles=READERS)
def points(visit: Visit, zoom: int, x: int, y: int) -> Answer:
    """The cases of one tile of the map as GeoJSON."""
    wanted = filtering.on_map(filtering.wanted(filtering.filters(visit), visit))
    now, content = now_ms(visit), content_of(visit)
    try:
        cases = cases_in_tile(visit.db, zoom, x, y, wanted, now_ms=now, limit=MOST_POINTS + 1)
        if len(cases) <= MOST_POINTS:
            features = [_point(visit, content, case, now) for case in cases]
        else:
            groups = clusters_in_tile(visit.db, zoom, x, y, wanted, now_ms=now)
            features = [_group(group) for group in groups]
    except ValueError:
        visit.missing()
    return visit.file(as_geojson(features), GEOJSON)


def as_geojson(features: list[Mapping[str, object]]) -> str:
    """A FeatureCollection (RFC 7946)."""
    return json.dumps(
        {"type": "FeatureCollection", "features": features},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def feature_of(
    latitude: float, longitude: float, properties: Mapping[str, object]
) -> Mapping[str, object]:
    """A point of GeoJSON, longitude first, to about 10 cm."""
    place = [round(longitude, 6), round(latitude, 6)]
    geometry = {"type": "Point", "coordinates": place}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _point(visit: Visit, content: Content, case: Case, now: int) -> Mapping[str, object]:
    title = f"{content.kind_label(case.kind)}({case.state.label}) {shown(case.number)}"
    address = visit.address(case_page, number=case.number)
    told = {"title": title, "href": address, "mark": mark(case, now)}
    return feature_of(case.latitude, case.longitude, told)


def _group(group: Cluster) -> Mapping[str, object]:
    return feature_of(group.latitude, group.longitude, {"count": group.count})


def mark(case: Case, now: int) -> str:
    """How a case is marked on the map."""
    if not case.open:
        return "over" if case.state.is_over else "away"
    if case.priority >= Priority.URGENT or case.reopened:
        return "urgent"
    return "late" if case.is_overdue(now) else "plain"
