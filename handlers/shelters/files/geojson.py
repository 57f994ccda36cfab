"""GeoJSON (RFC 7946) as 国土地理院 gives it out: one point feature per shelter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.content import Document, Faults, Place, Record
from handlers.shelters.files.records import field_of
from handlers.shelters.shelter import Hazard

_HAZARDS = frozenset(hazard.value for hazard in Hazard)


def read_geojson(document: Document, faults: Faults) -> list[tuple[Record, bool]]:
    """The records of a file, and whether each names hazards; none, and an error, where it is no GeoJSON."""
    try:
        features = json.loads(document.text)["features"]
    except json.JSONDecodeError as error:
        faults.error(document.place(error.pos), *_BROKEN)
        return []
    except (KeyError, TypeError, ValueError, RecursionError):
        features = None
    if not isinstance(features, list):
        faults.error(Place(document.file), *_BROKEN)
        return []
    return [_record(document.file, one) for one in features if isinstance(one, dict)]


def _record(file: str, feature: Mapping[str, Any]) -> tuple[Record, bool]:
    given = feature.get("properties")
    properties = given if isinstance(given, dict) else {}
    fields = {
        field: _text(value) for name, value in properties.items() if (field := field_of(str(name)))
    }
    # Coordinates may be those of a plane, in metres; degrees among the properties go before them.
    record = Record(Place(file), _position(feature) | _given(fields))
    return record, not _HAZARDS.isdisjoint(fields)


def _given(fields: Mapping[str, str]) -> dict[str, str]:
    return {field: text for field, text in fields.items() if text}


def _position(feature: Mapping[str, Any]) -> dict[str, str]:
    geometry = feature.get("geometry")
    pair = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if not isinstance(pair, list) or len(pair) < 2:
        return {}
    return {"longitude": _text(pair[0]), "latitude": _text(pair[1])}


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, list | dict) else str(value)


_BROKEN = (
    "GeoJSONとして読めません。",
    "国土地理院などから受け取ったファイルを、手を加えずに置き直してください。",
)
