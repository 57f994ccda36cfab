"""What the tables of open data have in common."""

from __future__ import annotations

import pytest

from bot.content import (
    HEAD,
    Faults,
    Records,
    by_header,
    has_point,
    phone_of,
    point_of,
    read_records,
)
from bot.content.csv_reader import read_table
from bot.geo import Point

HEADERS = by_header(HEAD)


def records(text: str) -> Records | None:
    return read_records(read_table("a.csv", text, Faults()), HEADERS)


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("(047)374-1751", "047-374-1751"),
        ("０３－３８６２－９１１１", "03-3862-9111"),
        ("047(712)6555", "047-712-6555"),
        ("04996-2-5570", "04996-2-5570"),
        ("0471234567", "0471234567"),
        ("(047)337-8703/(047)337-8750", "047-337-8703"),
        ("(047)712-6555（そよかぜキッズ）", "047-712-6555"),
        ("95-1111", ""),
        ("なし", ""),
        ("12345678901234", ""),
    ],
)
def test_phone_numbers(text: str, phone: str) -> None:
    assert phone_of(text) == phone


def test_titles_comments_and_spare_rows_are_no_records() -> None:
    found = records(
        "公共施設一覧\n令和8年4月現在,,\n備考,名 称,住所\n,東,1\n#覚え書き,,\n,,\n,NULL,\n"
    )
    assert found is not None
    assert [one.text("name") for one in found.records] == ["東"]
    assert found.records[0].where("address").line == 4
    assert found.fields == {"note", "name", "address"}


def test_a_table_without_headers_holds_nothing() -> None:
    assert records("東小学校,見本市東1,38.4,141.3\n") is None


@pytest.mark.parametrize(
    ("cells", "point", "message"),
    [
        ("38.4,141.3", Point(38.4, 141.3), ""),
        ("３８．４ ,141.3", Point(38.4, 141.3), ""),
        ("141.3,38.4", None, "逆です"),
        ("0,0", None, "日本の外"),
        ("たぶん,141.3", None, "数字として読めません"),
    ],
)
def test_points(cells: str, point: Point | None, message: str) -> None:
    found, faults = records(f"名称,緯度,経度\n東,{cells}\n"), Faults()
    assert found is not None
    assert has_point(found.records[0])
    assert point_of(found.records[0], faults) == point
    assert message in "".join(map(str, faults))
    assert len(faults) == (point is None)
