"""GeoJSON (RFC 7946) and plain JSON lists as tables whose rows know their lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from bot.content import Document, Faults, Place, Row, Table
from bot.content.table import cell

_BETWEEN = re.compile(r"[\s,]*")
_LIST = re.compile(r"\s*\[|\s*\{.*?\"features\"\s*:\s*\[", re.DOTALL)
_BROKEN = (
    "JSONとして読めません。",
    "受け取ったファイルを、手を加えずに選び直してください。",
)
_NO_LIST = (
    "一覧になっていないJSONです。取り込めません。",
    "GeoJSONか、同じ内容のCSVを選んでください。",
)

Fields = Mapping[str, str]


def read_json(document: Document, faults: Faults) -> Table | None:
    """A table with a column for each property, and for the place on the map; None where it is none."""
    try:
        found = [(line, _fields(one)) for line, one in _objects(document) if isinstance(one, dict)]
    except json.JSONDecodeError as error:
        faults.error(document.place(error.pos), *_BROKEN)
        return None
    except (RecursionError, ValueError):
        faults.error(Place(document.file), *_BROKEN)
        return None
    if not found:
        faults.error(Place(document.file), *_NO_LIST)
        return None
    names = list(dict.fromkeys(name for _, fields in found for name in fields))
    header = _row(document.file, 1, names)
    rows = [_row(document.file, line, [one.get(n, "") for n in names]) for line, one in found]
    return Table(document.file, header, tuple(rows))


def _objects(document: Document) -> Iterator[tuple[int, object]]:
    """The members of the list, and the line on which each begins."""
    text, decoder = document.text, json.JSONDecoder()
    start = _LIST.match(text)
    json.loads(text)
    if not start:
        return
    at, line, counted = _after(text, start.end()), 1, 0
    while at < len(text) and text[at] != "]":
        line, counted = line + text.count("\n", counted, at), at
        one, end = decoder.raw_decode(text, at)
        yield line, one
        at = _after(text, end)


def _after(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at)
    return match.end() if match else at


def _fields(one: Mapping[str, object]) -> Fields:
    properties = one.get("properties")
    if not isinstance(properties, dict):
        return {name: _text(value) for name, value in one.items()}
    given = {name: _text(value) for name, value in properties.items()}
    # Coordinates may be those of a plane, in metres; degrees among the properties go before them.
    return given | {name: value for name, value in _position(one).items() if not given.get(name)}


def _position(feature: Mapping[str, object]) -> dict[str, str]:
    geometry = feature.get("geometry")
    pair = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if not isinstance(pair, list) or len(pair) < 2:
        return {}
    east, north = pair[:2]
    degrees = isinstance(east, int | float) and isinstance(north, int | float)
    if not degrees or abs(east) > 180 or abs(north) > 90:
        return {}
    return {"緯度": str(north), "経度": str(east)}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    return "" if value is None or isinstance(value, list | dict) else str(value)


def _row(file: str, line: int, texts: list[str]) -> Row:
    return Row(file, line, tuple(cell(text, file, line, n) for n, text in enumerate(texts, 1)))
