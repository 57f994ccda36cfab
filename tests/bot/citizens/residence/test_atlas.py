"""Finding the place that a citizen means."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.citizens.residence import District, Residence, Spot, Town
from bot.geo import Point, metres

CITY = "見本市"
EAST, WEST = "東部", "西部（本庁）"
SAMPLE = Residence(
    [
        District(EAST, "とうぶ", ("旧東町",)),
        District(WEST, "せいぶ", ("本庁", "港")),
    ],
    [
        Town("桜町一丁目", "さくらまち", EAST, ((38.40, 141.30),)),
        Town("桜町二丁目", "さくらまち", EAST, ((38.41, 141.30),)),
        Town("港", "みなと", WEST, ((38.42, 141.35),)),
        Town("港が丘", "みなとがおか", WEST, ((38.43, 141.35),)),
        Town("大字北沢", "きたざわ", "", ((38.50, 141.40), (38.52, 141.42))),
        Town("境一丁目", "さかい", EAST),
        Town("境二丁目", "さかい", WEST),
    ],
)
SAKURA, MINATO = Spot("桜町", EAST), Spot(district=WEST)


def names(text: str) -> list[str]:
    return [str(spot) for spot in SAMPLE.find(text, CITY).spots]


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("桜町", SAKURA),
        ("さくらまち", SAKURA),
        ("サクラマチ", SAKURA),
        ("桜町二丁目", Spot("桜町二丁目", EAST)),
        ("桜町２丁目", Spot("桜町二丁目", EAST)),
        ("桜町2-3-4", Spot("桜町二丁目", EAST)),
        ("桜町9-1", SAKURA),
        ("見本県見本市桜町１−２", Spot("桜町一丁目", EAST)),
        ("見本市とうぶ", Spot(district=EAST)),
        ("旧東町", Spot(district=EAST)),
        ("西部(本庁)", MINATO),
        ("港ケ丘", Spot("港が丘", WEST)),
        ("港ヶ丘", Spot("港が丘", WEST)),
        ("北沢", Spot("大字北沢")),
        ("北沢字山12", None),
        ("港", MINATO),
        ("港12", MINATO),
    ],
)
def test_a_name_a_reading_or_an_address_means_one_spot(text: str, spot: Spot | None) -> None:
    assert SAMPLE.find(text, CITY).single == spot


def test_a_part_of_a_name_is_never_taken_for_sure() -> None:
    assert names("みなと") == ["港(西部（本庁）)"]
    found = SAMPLE.find("みなとが", CITY)
    assert (found.sure, [spot.town for spot in found.spots]) == (False, ["港が丘"])
    assert names("さくら") == ["桜町(東部)"], "the town, not each of its blocks"


def test_a_town_across_two_districts_lets_the_citizen_choose_the_block() -> None:
    assert names("境") == ["境一丁目(東部)", "境二丁目(西部（本庁）)"]


def test_a_slip_of_the_finger_is_offered_and_nonsense_is_not() -> None:
    assert names("きたさわ") == ["大字北沢"]
    assert not SAMPLE.find("きたさわ", CITY).sure
    assert names("ほげほげ") == []


def test_another_city_is_no_place_of_ours() -> None:
    assert names("隣県隣市桜町1") == []
    assert SAMPLE.at(38.40, 141.30, "日本、〒000-0000 隣県隣市本町1", CITY).spots == ()


def test_a_location_is_known_by_its_address_before_its_point() -> None:
    found = SAMPLE.at(38.40, 141.30, "日本、〒000-0000 見本県見本市港が丘1-2", CITY)
    assert found.single == Spot("港が丘", WEST)


def test_a_location_without_a_known_address_is_near_a_town_and_not_sure() -> None:
    found = SAMPLE.at(38.521, 141.421, "日本", CITY)
    assert (found.spots, found.sure) == ((Spot("大字北沢"),), False)


@pytest.mark.parametrize("spot", [(38.6, 141.3), (0, 0), (-90, 180), (90, -180)])
def test_far_from_every_town_nothing_is_guessed(spot: tuple[float, float]) -> None:
    assert SAMPLE.at(*spot, "", CITY).spots == ()


def test_a_button_means_only_what_the_city_still_has() -> None:
    assert SAMPLE.spot("桜町", "") == SAKURA
    assert SAMPLE.spot("桜町", WEST) == SAKURA, "the table knows better than the button"
    assert SAMPLE.spot("大字北沢", EAST) == Spot("大字北沢", EAST)
    assert SAMPLE.spot("大字北沢", "火星") == Spot("大字北沢")
    assert SAMPLE.spot("", EAST) == Spot(district=EAST)
    assert SAMPLE.spot("火星", EAST) is None
    assert SAMPLE.spot("", "火星") is None
    assert SAMPLE.spot("さくらまち", "") is None, "a reading is no name to be stored"


def test_a_city_without_tables_finds_nothing() -> None:
    empty = Residence()
    assert not empty
    assert empty.find("桜町").spots == ()
    assert empty.at(38.4, 141.3).spots == ()
    assert empty.exact("桜町") is None


@given(st.text(max_size=300))
@example("字")
@example("1丁目")
@example("県市")
@example("\u3000" * 200)
def test_any_text_gets_an_answer_and_the_same_one_again(text: str) -> None:
    found = SAMPLE.find(text, CITY)
    assert found == SAMPLE.find(text, CITY)
    assert all(SAMPLE.spot(spot.town, spot.district) == spot for spot in found.spots)


@given(
    st.floats(-90, 90, allow_nan=False),
    st.floats(-180, 180, allow_nan=False),
    st.text(max_size=60),
)
def test_any_location_gets_an_answer(latitude: float, longitude: float, address: str) -> None:
    for spot in SAMPLE.at(latitude, longitude, address, CITY).spots:
        assert SAMPLE.spot(spot.town, spot.district) == spot


@pytest.mark.parametrize(
    ("address", "spot"),
    [
        ("見本県見本市桜町2-3-4", Spot("桜町二丁目", EAST)),
        ("見本市大字北沢12番地", Spot("大字北沢", "")),
        ("見本県隣市桜町2-3-4", None),
        ("", None),
    ],
)
def test_the_spot_of_an_address(address: str, spot: Spot | None) -> None:
    assert SAMPLE.of_address(address, CITY) == spot


@pytest.mark.parametrize(
    ("spot", "point"),
    [
        (Spot("桜町", EAST), Point(38.405, 141.30)),
        (Spot("桜町一丁目", EAST), Point(38.40, 141.30)),
        (Spot("大字北沢"), Point(38.51, 141.41)),
        (Spot("境一丁目", EAST), None),
        (Spot(district=WEST), None),
    ],
)
def test_the_middle_of_a_town(spot: Spot, point: Point | None) -> None:
    found = SAMPLE.centre(spot)
    assert (found is None) == (point is None)
    if found and point:
        assert metres(found, point) < 1
