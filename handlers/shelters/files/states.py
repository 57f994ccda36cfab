"""A table of open shelters, as cities publish it in a disaster, read as states to be told.

Source: 七尾市 「開設避難所」 (open data of 2024), one row for each open shelter with the number of people;
a table written out of here; GeoJSON with the same names of properties.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from unicodedata import normalize

from bot.api import fold
from bot.content import Faults, Place, Record, header_key
from bot.sheets import Grid, Limits, Refused, read_upload
from handlers.shelters.files.records import HEADERS, shelter_of
from handlers.shelters.shelter import Hazard, Shelter
from handlers.shelters.states import State

STATE, PEOPLE = "開設状況", "人数"
_STATE_NAMES = ("開設状況", "開設状態", "状態", "開設", "開設状況区分")
_STATES = {
    State.OPEN: (
        "開設", "開設中", "開設済", "開設済み", "開いている", "受入中", "受入可", "空きあり", "1", "○", "〇",
    ),
    State.FULL: ("満員", "満", "満杯", "受入不可", "定員"),
    State.CLOSED: ("閉鎖", "閉鎖済", "閉鎖済み", "閉所", "終了", "閉設"),
    State.UNOPENED: ("未開設", "準備中", "開設前", "未", "0", "×"),
}  # fmt: skip
_BY_NAME = {fold(name): state for state, names in _STATES.items() for name in names}
_PEOPLE = re.compile(r"^(?:避難者|避難)?(?:人数|者数)(?:[_(（].*)?$")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in a row, and where."""

    line: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    """A shelter in the file, with its state; it stands in the city's list or is new."""

    line: int
    shelter: Shelter
    state: State
    people: int | None
    is_listed: bool


@dataclass(slots=True)
class Reading:
    """What a file says. Nothing is taken up while there are problems."""

    rows: list[Row] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


def read_states(data: bytes, listed: Sequence[Shelter]) -> Reading:
    """The states in a CSV file, a workbook or GeoJSON.

    Args:
        listed: the shelters that are known; a row of the same name (and address, where several share
            the name) is that shelter.

    Raises:
        Refused: it is no such file.
    """
    grid = _geojson(data) if data.lstrip()[:1] == b"{" else read_upload(data)
    columns = _columns(grid.header)
    reading, seen = Reading(), dict[str, int]()
    known = _by_name(listed)
    for line, cells in grid.rows:
        values = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
        row = _row(line, values, known, reading.problems)
        if row and row.shelter.id in seen:
            said = f"{seen[row.shelter.id]}行目にも同じ避難所があります。どちらかを消してください。"
            reading.problems.append(RowProblem(line, "名称", said))
        elif row:
            seen[row.shelter.id] = line
            reading.rows.append(row)
    return reading


def _columns(header: Sequence[str]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for at, title in enumerate(header):
        plain = normalize("NFKC", title).strip()
        if fold(plain) in map(fold, _STATE_NAMES):
            name = STATE
        elif _PEOPLE.match(plain):
            name = PEOPLE
        else:
            name = HEADERS.get(header_key(title), "")
        if name:
            found.setdefault(name, at)
    if "name" not in found:
        raise Refused(
            "「名称」の列がありません。1行目に「名称,開設状況,人数」などの列名を書いてください。"
        )
    if STATE not in found and PEOPLE not in found:
        raise Refused("「開設状況」の列も「人数」の列もありません。どちらかの列を足してください。")
    return found


def _by_name(listed: Iterable[Shelter]) -> Mapping[str, list[Shelter]]:
    found: dict[str, list[Shelter]] = {}
    for one in listed:
        found.setdefault(fold(one.name), []).append(one)
    return found


def _row(
    line: int,
    values: Mapping[str, str],
    known: Mapping[str, list[Shelter]],
    problems: list[RowProblem],
) -> Row | None:
    shelter, is_listed = _shelter(line, values, known, problems)
    people = _people(line, values.get(PEOPLE, ""), problems)
    state = _state(line, values, problems)
    return Row(line, shelter, state, people, is_listed) if shelter else None


def _shelter(
    line: int,
    values: Mapping[str, str],
    known: Mapping[str, list[Shelter]],
    problems: list[RowProblem],
) -> tuple[Shelter | None, bool]:
    name = values.get("name", "")
    same = known.get(fold(name), [])
    if len(same) > 1:
        address = fold(values.get("address", ""))
        same = [one for one in same if fold(one.address) == address and address]
        if not same:
            said = f"「{name}」という避難所は、いくつもあります。住所の列で書き分けてください。"
            problems.append(RowProblem(line, "名称", said))
            return None, False
    if same:
        return same[0], True
    return _new(line, values, problems), False


def _new(line: int, values: Mapping[str, str], problems: list[RowProblem]) -> Shelter | None:
    place = Place("file", line)
    record = Record(place, dict(values))
    hazardous = any(values.get(one.value) for one in Hazard)
    shelter = shelter_of(record, Faults(), hazardous=hazardous)
    if shelter is None:
        problems.append(RowProblem(line, "名称", "避難所の名前が空です。名前を書いてください。"))
        return None
    return replace(shelter, refuge=True)


def _state(line: int, values: Mapping[str, str], problems: list[RowProblem]) -> State:
    """The state that is written; without a column for it, a shelter in the file is open."""
    said = values.get(STATE, "") if STATE in values else "開設"
    state = _BY_NAME.get(fold(said)) if said else State.UNOPENED
    if state is None:
        told = f"「{said[:20]}」は分かりません。未開設、開設、満員、閉鎖のどれかを書いてください。"
        problems.append(RowProblem(line, STATE, told))
        return State.UNOPENED
    return state


def _people(line: int, said: str, problems: list[RowProblem]) -> int | None:
    plain = normalize("NFKC", said).replace(",", "").strip().removesuffix("人").removesuffix(".0")
    if plain in ("", "-"):
        return None
    if plain.isascii() and plain.isdigit() and len(plain) <= 6:
        return int(plain)
    told = f"「{said[:20]}」は、人数として読めません。数字だけを書いてください。"
    problems.append(RowProblem(line, PEOPLE, told))
    return None


def _geojson(data: bytes) -> Grid:
    if len(data) > Limits().bytes:
        raise Refused(
            f"ファイルが大きすぎます。{Limits().bytes // 1024 // 1024}MBまでに分けてください。"
        )
    try:
        features = json.loads(data.decode("utf-8-sig"))["features"]
        rows = [one["properties"] for one in features]
        header = list(dict.fromkeys(str(name) for row in rows for name in row))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused(
            "GeoJSONとして読めません。受け取ったままのファイルを送ってください。"
        ) from error
    cells = [
        (number, [_text(row.get(name)) for name in header]) for number, row in enumerate(rows, 1)
    ]
    return Grid(header, cells)


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, list | dict) else str(value)[:5000]
