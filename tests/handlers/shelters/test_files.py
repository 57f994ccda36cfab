"""Files as cities write them, good and bad."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.api import Point
from bot.content import Document, Faults
from handlers.shelters.files.geojson import read_geojson
from handlers.shelters.files.records import shelter_of
from handlers.shelters.shelter import Hazard
from tests.handlers.shelters.conftest import OWN, LoadFiles, load_folder

HEAD = (
    "名称,名称_カナ,所在地_連結表記,緯度,経度,災害種別_洪水,災害種別_津波,指定避難所との重複,"
    "想定収容人数\n"
)
SCHOOL = "東小学校,ﾋｶﾞｼｼｮｳｶﾞｯｺｳ,見本市東1-1,38.43,141.30,1,,1,480\n"


def test_a_row_of_the_standard_layout(load_files: LoadFiles) -> None:
    shelters, faults = load_files({"a.csv": HEAD + SCHOOL})
    (one,) = shelters.all
    assert (one.name, one.reading, one.address) == (
        "東小学校",
        "ひがししょうがっこう",
        "見本市東1-1",
    )
    assert one.point == Point(38.43, 141.30)
    assert one.hazards == {Hazard.FLOOD}
    assert (one.emergency, one.refuge, one.capacity) == (True, True, "480人")
    assert not list(faults)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("令和8年4月1日現在\n" + HEAD + SCHOOL, "utf-8-sig"),
        (HEAD.replace(",", "\t") + SCHOOL.replace(",", "\t"), "utf-16"),
        ((HEAD + SCHOOL).replace("\n", "\r\n"), "cp932"),
        (HEAD + "# 覚え書き\n" + SCHOOL.replace("38.43", "３８．４３"), "utf-8"),
        (HEAD + SCHOOL.replace(",1,,1,", ",○,×,〇,"), "utf-8"),
        (HEAD + SCHOOL.replace(",1,,1,", ",1.0,NULL,1,"), "utf-8"),
    ],
)
def test_other_spellings_mean_the_same(load_files: LoadFiles, text: str, encoding: str) -> None:
    shelters, faults = load_files({"a.csv": text.encode(encoding)})
    (one,) = shelters.all
    assert (one.name, one.point) == ("東小学校", Point(38.43, 141.30))
    assert one.hazards == {Hazard.FLOOD}
    assert not list(faults)


@pytest.mark.parametrize(
    ("row", "place", "message"),
    [
        ("東小学校,,,,,1,,,", "2行 4列目(D列)", "緯度と経度がない"),
        ("東小学校,,,141.3,38.4,1,,,", "2行 4列目(D列)", "逆です"),
        ("東小学校,,,-17507.7,114708.2,1,,,", "2行 4列目(D列)", "日本の外"),
        ("東小学校,,,38.4,141.3,たぶん,,,", "2行 6列目(F列)", "使えるという印か"),
        (",,見本市東1,38.4,141.3,1,,,", "2行 1列目(A列)", "名称がありません"),
    ],
)
def test_a_fault_says_where_and_what(
    load_files: LoadFiles, row: str, place: str, message: str
) -> None:
    _, faults = load_files({"a.csv": HEAD + row + "\n" + SCHOOL})
    (fault,) = faults
    assert (fault.severity, fault.place.spot) == ("warning", place)
    assert message in fault.message


def test_a_doubtful_mark_is_never_taken_for_safety(load_files: LoadFiles) -> None:
    shelters, _ = load_files({"a.csv": HEAD + SCHOOL.replace(",1,,1,", ",？,,1,")})
    assert not shelters.all[0].hazards


def test_a_table_without_headers_is_refused(load_files: LoadFiles) -> None:
    shelters, faults = load_files({"a.csv": SCHOOL})
    assert not shelters.all
    assert [fault.message for fault in faults.errors] == ["避難所の一覧の見出しが見つかりません。"]


def test_a_list_of_something_else_is_doubted(load_files: LoadFiles) -> None:
    _, faults = load_files({"aed.csv": "名称,緯度,経度\n東駅,38.4,141.3\n"})
    assert "指定避難所の一覧として読みました" in str(*faults)


def test_both_lists_give_one_shelter(load_files: LoadFiles) -> None:
    refuges = (
        "名称,所在地_連結表記,緯度,経度\n"
        "東小学校,見本市東１－１,38.4301,141.3001\n"
        "西小学校,,38.5,141.4\n"
    )
    first = HEAD + SCHOOL.replace(",1,480", ",,480")
    shelters, _ = load_files({"a.csv": first, "避難所.csv": refuges})
    told = {one.name: (one.emergency, one.refuge) for one in shelters.all}
    assert told == {"東小学校": (True, True), "西小学校": (False, True)}


def test_one_name_at_two_places_stays_two(load_files: LoadFiles) -> None:
    other = SCHOOL.replace("東1-1", "西9-9").replace("141.30", "141.40")
    shelters, _ = load_files({"a.csv": HEAD + SCHOOL + other})
    assert len(shelters.named("東小学校")) == 2


@pytest.mark.parametrize("text", ["", "[]", "{", '{"features": 1}', "[" * 100_000, "null"])
def test_broken_geojson_is_reported(text: str) -> None:
    faults = Faults()
    assert read_geojson(Document("a.geojson", text, "utf-8"), faults) == []
    assert len(faults.errors) == 1


values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text("東1○×.,- ", max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2)
    ),
    max_leaves=5,
)
names = st.sampled_from(["施設・場所名", "住所", "洪水", "津波", "緯度", "経度", "備考"])


@given(
    st.lists(
        st.fixed_dictionaries({"properties": st.dictionaries(names, values), "geometry": values})
    )
)
def test_any_geojson_is_read_or_reported(features: list[object]) -> None:
    faults = Faults()
    document = Document("a.json", json.dumps({"features": features}), "utf-8")
    records = read_geojson(document, faults)
    assert len(records) == len(features)
    for record, hazardous in records:
        shelter = shelter_of(record, faults, hazardous=hazardous)
        assert (shelter is None) == (not record.text("name"))
        if shelter and shelter.point:
            assert 20 <= shelter.point.latitude <= 46


def test_our_own_list_is_sound() -> None:
    shelters, faults = load_folder(OWN)
    assert not list(faults)
    assert len(shelters.all) == 302
    assert all(one.point and one.district for one in shelters.all)
    assert shelters.source
