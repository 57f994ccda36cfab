"""Whose business a place is: roads as lines on the map, words, kinds; and what clerks are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.api import Point, metres
from bot.content import Faults
from bot.content.folder import Directory, Folder
from bot.content.trace import Trace
from handlers.roads.content import Content, load
from handlers.roads.files.owners import Road
from handlers.roads.ledger.drafts import Unsent
from handlers.roads.owners import owner_of, road_at

OWN = Path(__file__).parents[3] / "content" / "roads"
KINDS = "kinds:\n  - {id: hole, label: 穴}\n  - {id: pole, label: 電柱, owner: power}\n"
OWNERS = """
owners:
  - {id: national, name: 国, things: 国道, also_called: [国道9号], phone: "#9910"}
  - {id: power, name: 電力会社, things: 電柱}
roads:
  - {name: 国道9号, owner: national, width: 10, line: ["38.40,141.30", "38.41,141.30", "38.41, 141.32"]}
"""


def read(
    folder: Path, kinds: str = KINDS, owners: str = OWNERS
) -> tuple[Content | None, list[str]]:
    (folder / "kinds.yaml").write_text(kinds, "utf-8")
    (folder / "owners.yaml").write_text(owners, "utf-8")
    faults = Faults()
    made = load(Folder((Directory(folder, "roads"),), Trace(), faults))
    return made, [str(one) for one in faults]


@pytest.fixture
def content(tmp_path: Path) -> Content:
    made, faults = read(tmp_path)
    assert made is not None
    assert faults == []
    return made


def _owner(content: Content, unsent: Unsent) -> str:
    found = owner_of(content, unsent)
    return found.id if found else ""


def test_on_the_road_beside_it_and_past_its_end(content: Content) -> None:
    for spot, on_it in (
        (Point(38.405, 141.30009), True), (Point(38.405, 141.3003), False),
        (Point(38.41005, 141.31), True), (Point(38.39985, 141.30), False),
    ):  # fmt: skip
        unsent = Unsent(mark=1, latitude=spot.latitude, longitude=spot.longitude)
        assert _owner(content, unsent) == ("national" if on_it else "")
        assert bool(road_at(content, spot)) is on_it
        roughly = unsent.model_copy(update={"rough": True})
        assert _owner(content, roughly) == "", "the middle of a town says nothing of roads"


def test_words_and_kinds_point_to_owners_once(content: Content) -> None:
    assert _owner(content, Unsent(mark=1, words="国道９号の橋")) == "national"
    assert _owner(content, Unsent(mark=1, place="国道9号 交差点")) == "national"
    assert _owner(content, Unsent(mark=1, kind="pole")) == "power"
    told = Unsent(mark=1, kind="pole", words="国道9号", owners_told=["power"])
    assert _owner(content, told) == "national"
    assert _owner(content, Unsent(mark=1, kind="pole", owner="power")) == ""


@given(st.floats(-300, 300), st.floats(-300, 300))
def test_the_way_to_a_road_is_the_way_over_the_ground(north: float, east: float) -> None:
    start = Point(38.4, 141.3)
    spot = Point(start.latitude + north / 111_195, start.longitude + east / 87_140)
    line = (f"{start.latitude},{start.longitude}", "38.4,141.4")
    road = Road(name="x", owner="x", width=100, line=line)
    content = Content.__new__(Content)
    object.__setattr__(content, "roads", (road,))
    nearest = Point(start.latitude, max(start.longitude, spot.longitude))
    away = metres(spot, nearest)
    if abs(away - 100) > 1:
        assert bool(road_at(content, spot)) is (away < 100)


@pytest.mark.parametrize(("kinds", "owners", "complaint"), [
    ("kinds: []\n", OWNERS, "kinds"),
    (KINDS.replace("pole, label", "hole, label"), OWNERS, "2回"),
    (KINDS.replace("owner: power", "owner: nobody"), OWNERS, "「nobody」という id はありません"),
    (KINDS, OWNERS.replace("owner: national, width", "owner: x, width"), "「x」という id"),
    (KINDS, OWNERS.replace("38.41, 141.32", "141.32,38.41"), "地図の点として読めません"),
    (KINDS, OWNERS.replace("#9910", "電話"), "電話番号として読めません"),
    (KINDS.replace("label: 穴", "label: 穴, radious: 5"), OWNERS, "radius"),
])  # fmt: skip
def test_slips_are_named(tmp_path: Path, kinds: str, owners: str, complaint: str) -> None:
    _, faults = read(tmp_path, kinds, owners)
    assert any(complaint in fault for fault in faults), faults


def test_the_projects_own_files_are_right() -> None:
    faults = Faults()
    made = load(Folder((Directory(OWN, "roads"),), Trace(), faults))
    assert made is not None
    assert not list(faults)
    assert {template.state for template in made.replies} > {"done", "excluded", "handed"}
