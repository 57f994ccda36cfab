"""Tables of facilities as cities write them, good and bad, and what is found in them."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.api import Closed, Holidays, Open, Point, metres
from handlers.childcare.facilities.facility import Facilities, Facility, Found, Group, nearest
from handlers.childcare.facilities.listing import LISTED, packed, unpacked
from tests.handlers.childcare.tables import load_file, only

HEAD = (
    "名称,名称_カナ,種別,所在地_連結表記,緯度,経度,電話番号,受入年齢,利用可能曜日,開始時間,終了時間,"
    "利用可能日時特記事項,一時預かりの有無,URL,備考\n"
)
NURSERY = (
    "東保育所,ﾋｶﾞｼﾎｲｸｼｮ,認可保育所,見本市東1-1,38.43,141.30,(0225)95-1111,0歳から5歳,月火水木金土,7:30,"
    "18:30,祝日を除く,有,https://example.jp/,417\n"
)
HOLIDAYS = Holidays({date(2026, 1, 1): "元日", date(2026, 11, 23): "勤労感謝の日"})


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+09:00")


def test_a_row_of_the_standard_layout(tmp_path: Path) -> None:
    tables, faults = load_file(tmp_path, "facilities.csv", HEAD + NURSERY)
    one = only(tables)
    assert not list(faults)
    assert (one.group, one.name, one.reading) == (Group.CARE, "東保育所", "ひがしほいくしょ")
    assert (one.kinds, one.point) == (("認可保育所",), Point(38.43, 141.30))
    assert (one.phone, one.url, one.ages) == (
        "0225-95-1111",
        "https://example.jp/",
        "0歳から5歳",
    )
    assert one.marks["temporary"] is True
    # A number alone is the city's own, and says nothing to citizens.
    assert one.note == ""


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-20T10:00", Open(time(18, 30))),
        ("2026-11-20T18:30", Closed(at("2026-11-21T07:30"))),
        # A Sunday, and Monday the holiday.
        ("2026-11-22T10:00", Closed(at("2026-11-24T07:30"))),
        ("2026-11-23T10:00", Closed(at("2026-11-24T07:30"))),
        # Nothing is said of the turn of the year, and nobody wrote down the holidays of 2027.
        ("2026-12-30T10:00", None),
        ("2027-02-03T10:00", None),
    ],
)
def test_open_now(tmp_path: Path, now: str, state: Open | Closed | None) -> None:
    one = only(load_file(tmp_path, "facilities.csv", HEAD + NURSERY)[0])
    assert one.hours
    assert one.hours.state(at(now), HOLIDAYS) == state


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("子育て施設一覧\n令和8年4月1日現在\n" + HEAD + NURSERY, "utf-8-sig"),
        ((HEAD + NURSERY).replace("\n", "\r\n"), "cp932"),
        ((HEAD + NURSERY).replace(",", "\t"), "utf-16"),
        (HEAD + NURSERY.replace("7:30,18:30", "７時３０分,18時半"), "utf-8"),
        (HEAD + NURSERY.replace("月火水木金土", "月-土"), "utf-8"),
        (HEAD + NURSERY.replace("38.43", "３８．４３").replace(",有,", ",○,"), "utf-8"),
        (
            (HEAD + NURSERY).replace("所在地_連結表記", "住所"),
            "utf-8",
        ),
        (HEAD + NURSERY + NURSERY, "utf-8"),
        (HEAD + NURSERY + ",,,,,,,,,,,,,,\n" * 19, "utf-8"),
    ],
)
def test_other_spellings_mean_the_same(tmp_path: Path, text: str, encoding: str) -> None:
    tables, faults = load_file(tmp_path, "facilities.csv", text.encode(encoding))
    one = only(tables)
    assert not list(faults)
    assert (one.point, one.phone, one.marks["temporary"]) == (
        Point(38.43, 141.30),
        "0225-95-1111",
        True,
    )
    assert one.hours
    assert one.hours.state(at("2026-11-20T18:29"), HOLIDAYS) == Open(time(18, 30))


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("東保育所", "", "2行 1列目(A列)", "名称がありません"),
        ("38.43", "141.30", "2行 5列目(E列)", "日本の外"),
        ("38.43", "", "2行 5列目(E列)", "数字として読めません"),
        ("(0225)95-1111", "95-1111", "2行 7列目(G列)", "電話番号として読めません"),
        ("月火水木金土", "だいたい毎日", "2行 9列目(I列)", "曜日として読めません"),
        ("18:30", "夕方", "2行 10列目(J列)", "時間として読めません"),
        (",有,", ",要相談,", "2行 13列目(M列)", "あるという印か"),
        ("https://example.jp/", "javascript:alert(1)", "2行 14列目(N列)", "アドレスとして"),
    ],
)
def test_a_fault_says_where_and_the_rest_is_used(
    tmp_path: Path, old: str, new: str, place: str, message: str
) -> None:
    assert old in NURSERY
    rows = NURSERY.replace(old, new, 1) + NURSERY.replace("東", "西").replace("38.43", "38.53")
    tables, faults = load_file(tmp_path, "facilities.csv", HEAD + rows)
    (fault,) = faults
    assert (fault.severity, fault.place.spot) == ("warning", place)
    assert message in fault.message
    assert "西保育所" in [one.name for one in tables.facilities.all]


def test_without_coordinates_it_is_found_but_not_near(tmp_path: Path) -> None:
    row = NURSERY.replace("38.43,141.30", ",")
    tables, faults = load_file(tmp_path, "facilities.csv", HEAD + row)
    assert only(tables).point is None
    assert not list(faults)
    assert nearest(tables.facilities.all, Point(38.43, 141.30)) == []
    assert tables.facilities.named("東保育所")


CLINIC = "名称,医療機関の種類,診療科目,住所,緯度,経度,電話番号,診療曜日,診療開始時間,診療終了時間\n"


def test_a_clinic_in_several_rows(tmp_path: Path) -> None:
    rows = (
        "東医院,診療所,内科;小児科,見本市東1,,,,月火水金,9:00,12:00\n"
        "東医院,診療所,内科;小児科,見本市東1,,,,月火水金,14:00,18:00\n"
        "東医院,診療所,皮膚科,見本市東1,,,,木土,9:00,12:00\n"
    )
    tables, faults = load_file(tmp_path, "122033_10_hospital.csv", CLINIC + rows)
    one = only(tables)
    assert not list(faults)
    assert one.kinds == ("内科", "小児科", "皮膚科")
    assert one.hours
    assert one.hours.state(at("2026-11-20T13:00"), HOLIDAYS) == Closed(at("2026-11-20T14:00"))
    assert one.hours.state(at("2026-11-19T13:00"), HOLIDAYS) == Closed(at("2026-11-20T09:00"))


def test_a_holiday_clinic_has_hours_of_holidays(tmp_path: Path) -> None:
    rows = "東休日診療所,診療所,内科,,,,,毎日,19:00,22:00\n東休日診療所,診療所,内科,,,,,日祝,9:00,17:00\n"
    one = only(load_file(tmp_path, "hospitals.csv", CLINIC + rows)[0])
    assert one.hours
    assert one.hours.state(at("2026-11-23T10:00"), HOLIDAYS) == Open(time(17))
    assert one.hours.state(at("2026-11-24T10:00"), HOLIDAYS) == Closed(at("2026-11-24T19:00"))


def test_what_is_open_day_and_night_has_no_turn_of_the_year(tmp_path: Path) -> None:
    rows = "東救急病院,病院,内科,,,,,毎日,0:00,24:00\n"
    one = only(load_file(tmp_path, "hospitals.csv", CLINIC + rows)[0])
    assert one.hours
    assert one.hours.state(at("2027-01-01T03:00"), HOLIDAYS) == Open(None)


def test_one_name_at_two_places_stays_two(tmp_path: Path) -> None:
    other = NURSERY.replace("東1-1", "西9-9").replace("141.30", "141.40")
    tables, _ = load_file(tmp_path, "facilities.csv", HEAD + NURSERY + other)
    assert len(tables.facilities.named("東保育所")) == 2
    assert len({one.id for one in tables.facilities.all}) == 2


def test_hours_in_the_remark(tmp_path: Path) -> None:
    text = "名称,種別,備考\n東ひろば,広場,月～金9時～11時30分、13時～15時30分○園庭で遊べます\n"
    one = only(load_file(tmp_path, "facilities.csv", text)[0])
    assert one.hours
    assert one.hours.state(at("2026-11-20T11:30"), HOLIDAYS) == Closed(at("2026-11-20T13:00"))


@pytest.mark.parametrize("name", ["子ども.csv", "facilities.csv", "events.csv"])
def test_a_list_of_something_else_is_refused(tmp_path: Path, name: str) -> None:
    tables, faults = load_file(tmp_path, name, "駅,線,時刻\n東,本線,9:00\n")
    assert not tables.facilities.all
    assert len(faults.errors) == 1


def test_a_file_is_known_by_its_headers(tmp_path: Path) -> None:
    text = "名称,授乳室,おむつ替えコーナー,お湯\n東公民館,1,○,無\n"
    one = only(load_file(tmp_path, "29.csv", text)[0])
    assert one.group is Group.BABY
    assert (one.marks["nursing"], one.marks["diapers"], one.marks["hot_water"]) == (
        True,
        True,
        False,
    )


points = st.builds(Point, st.floats(20, 46), st.floats(122, 154))
facilities = st.builds(
    Facility,
    group=st.sampled_from(Group),
    name=st.text(min_size=1, max_size=5),
    point=st.none() | points,
)


@given(st.lists(facilities, max_size=20), points)
def test_the_nearest_are_the_nearest(listed: list[Facility], spot: Point) -> None:
    found = [one.distance for one in nearest(listed, spot)]
    assert found == sorted(metres(spot, one.point) for one in listed if one.point)


@given(st.lists(facilities, max_size=25), points)
def test_a_list_comes_back_from_its_button(listed: list[Facility], spot: Point) -> None:
    known = Facilities(listed)
    text = packed(nearest(listed, spot))
    assert len(text) <= 13 * LISTED
    back = unpacked(text, known)
    assert [one.facility.id for one in back] == [
        one.facility.id for one in nearest(listed, spot)[:LISTED]
    ]


def test_what_is_gone_is_left_out() -> None:
    one, other = Facility(Group.CARE, "東"), Facility(Group.CARE, "西")
    text = packed([Found(one, 120.0), Found(other, 250.0)])
    assert unpacked(text, Facilities([other])) == [Found(other, 250.0)]
