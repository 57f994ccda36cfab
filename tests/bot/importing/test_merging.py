"""What a file changes, what it leaves, and that a second time changes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from bot.importing.merging import Merged, merge
from bot.importing.pairing import pair
from bot.importing.reading import Incoming
from bot.importing.sheet import Sheet, Style, empty_sheet
from tests.bot.importing.town import PARKS

WORDS = st.sampled_from(["", "東", "西", "南"])
ROWS = st.lists(
    st.fixed_dictionaries({"ID": st.sampled_from(["", "1", "2"]), "name": WORDS, "note": WORDS})
)


def _sheet(*rows: tuple[str, ...]) -> Sheet:
    names = ("ID", "name", "note")
    return Sheet((), names, names, rows, Style(), b"")


def _incoming(*rows: Mapping[str, str]) -> Incoming:
    names = tuple(rows[0]) if rows else ()
    return Incoming(names, rows, 0, 0)


def _merged(sheet: Sheet, *rows: Mapping[str, str], replacing: bool = False) -> Merged:
    return merge(sheet, _incoming(*rows), PARKS, replacing=replacing)


def test_rows_are_added_changed_and_left() -> None:
    sheet = _sheet(("1", "東公園", "池"), ("2", "西公園", ""), ("3", "南公園", "丘"))
    done = _merged(
        sheet,
        {"ID": "1", "name": "東公園", "note": "池"},
        {"ID": "2", "name": "西の公園", "note": ""},
        {"ID": "4", "name": "北公園", "note": ""},
    )
    assert done.sheet.rows == (
        ("1", "東公園", "池"), ("2", "西の公園", ""), ("3", "南公園", "丘"), ("4", "北公園", ""),
    )  # fmt: skip
    assert (done.same, done.untouched) == (1, 1)
    assert [(one.sort, one.title) for one in done.changes] == [
        ("changed", "西の公園"),
        ("added", "北公園"),
    ]


def test_an_empty_cell_takes_nothing_away() -> None:
    done = _merged(_sheet(("1", "東公園", "池")), {"ID": "1", "name": "東公園", "note": ""})
    assert done.sheet.rows == (("1", "東公園", "池"),)
    assert done.changes == ()


def test_replacing_takes_away_what_is_not_named() -> None:
    sheet = _sheet(("#", "覚え書き", ""), ("1", "東公園", "池"), ("2", "西公園", ""))
    done = _merged(sheet, {"ID": "1", "name": "東公園", "note": ""}, replacing=True)
    assert done.sheet.rows == (("#", "覚え書き", ""), ("1", "東公園", ""))
    assert [one.sort for one in done.changes] == ["changed", "removed"]


def test_a_cell_that_says_the_same_in_another_way_stays_as_written() -> None:
    done = _merged(
        _sheet(("１", " 東公園", "池<br>丘")), {"ID": "1", "name": "東公園", "note": "池\n丘"}
    )
    assert done.changes[0].cells == (("ID", "１", "1"),)
    assert done.sheet.rows == (("1", " 東公園", "池<br>丘"),)


def test_a_row_without_its_number_is_known_by_its_name() -> None:
    done = _merged(_sheet(("", "東公園", "池")), {"ID": "7", "name": "東公園", "note": "丘"})
    assert done.sheet.rows == (("7", "東公園", "丘"),)


def test_a_new_file_has_the_columns_of_what_came() -> None:
    done = merge(empty_sheet(()), _incoming({"name": "東", "note": ""}), PARKS, replacing=False)
    assert (done.sheet.header, done.sheet.rows) == (("name", "note"), (("東", ""),))


@given(before=ROWS, rows=ROWS, replacing=st.booleans())
def test_the_second_time_changes_nothing(
    before: list[dict[str, str]], rows: list[dict[str, str]], replacing: bool
) -> None:
    sheet = _sheet(*(tuple(row.values()) for row in before))
    distinct = list({tuple(row.values()): row for row in rows if row["name"]}.values())
    once = _merged(sheet, *distinct, replacing=replacing)
    twice = _merged(once.sheet, *distinct, replacing=replacing)
    assert twice.changes == ()
    assert twice.sheet.rows == once.sheet.rows


@given(before=ROWS, rows=ROWS)
def test_nothing_is_lost(before: list[dict[str, str]], rows: list[dict[str, str]]) -> None:
    done = _merged(_sheet(*(tuple(row.values()) for row in before)), *rows)
    assert len(done.sheet.rows) >= max(len(before), len(rows))
    assert done.count("removed") == 0


def test_as_many_rows_as_can_be_are_known_to_be_the_same() -> None:
    # 10 fits both, 11 only the first: a greedy choice would give the first to 10.
    fits = {(0, 10), (1, 10), (0, 11)}
    assert pair([0, 1], [10, 11], lambda old, new: (old, new) in fits) == {0: 11, 1: 10}


def test_many_rows_of_one_name_are_paired() -> None:
    numbers = range(1500)
    assert pair(numbers, numbers, lambda old, new: old == new or new % 2 == 0) == {
        number: number for number in numbers
    }
