"""Faults: their places, their order and the line a clerk reads."""

import pytest

from bot.content.faults import Fault, Faults, Place, column_letters
from bot.content.table import Row, cell


def test_a_fault_reads_as_one_line_with_the_excel_column() -> None:
    faults = Faults()
    faults.error(
        cell("水９", "garbage/area_days.csv", 12, 3), "第9水曜日はありません。", "1から5で。"
    )
    assert [str(fault) for fault in faults] == [
        "garbage/area_days.csv:12行 3列目(C列): 第9水曜日はありません。→ 1から5で。"
    ]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place("garbage/area_days.csv"), "garbage/area_days.csv"),
        (Place("garbage/area_days.csv", 7), "garbage/area_days.csv:7行"),
        (Place("city.yaml", 7, 3), "city.yaml:7行 3文字目"),
        (Place("A.CSV", 7, 28), "A.CSV:7行 28列目(AB列)"),
    ],
)
def test_a_place_says_as_much_as_it_knows(place: Place, words: str) -> None:
    assert str(place) == words


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")]
)
def test_columns_are_named_as_excel_names_them(column: int, letters: str) -> None:
    assert column_letters(column) == letters


def test_faults_come_in_reading_order_and_once() -> None:
    faults = Faults()
    faults.warning(Place("b.csv", 1, 1), "い。", "ろ。")
    faults.error(Place("a.csv", 10), "い。", "ろ。")
    faults.error(Place("a.csv", 2, 9), "い。", "ろ。")
    faults.error(Row("a.csv", 2, ()), "い。", "ろ。")
    faults.error(Place("a.csv", 10), "い。", "ろ。")
    assert [(fault.file, fault.line, fault.column) for fault in faults] == [
        ("a.csv", 2, None),
        ("a.csv", 2, 9),
        ("a.csv", 10, None),
        ("b.csv", 1, 1),
    ]
    assert len(faults) == 4
    assert [fault.file for fault in faults.warnings] == ["b.csv"]
    assert {fault.file for fault in faults.errors} == {"a.csv"}


def test_a_fault_keeps_its_place() -> None:
    fault = Fault("error", "a.csv", 2, 9, "い。", "ろ。")
    assert fault.place == Place("a.csv", 2, 9)
