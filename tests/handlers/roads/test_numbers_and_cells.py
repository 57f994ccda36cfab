"""Laws of the 受付番号 and of places as integers."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.api import Point, metres
from handlers.roads.ledger.cells import (
    MOST_RANGES,
    ZOOM,
    Box,
    cell_of,
    covering,
    place_of,
    tile_range,
)
from handlers.roads.ledger.numbers import new_number, read_number, shown

numbers = st.integers(0, 2**32).map(lambda seed: new_number(Random(seed)))
spots = st.builds(Point, st.floats(30, 46, allow_nan=False), st.floats(128, 146, allow_nan=False))


@given(numbers)
def test_a_number_is_read_as_it_is_shown(number: str) -> None:
    assert len(number) == 12
    assert number[0] != "0"
    assert read_number(shown(number)) == number
    assert read_number(f"受付番号 {shown(number)}".replace("-", "−")) == number
    wide = str.maketrans("0123456789-", "０１２３４５６７８９ー")
    assert read_number(shown(number).translate(wide)) == number


@given(numbers, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_no_number(number: str, place: int, off: int) -> None:
    wrong = str((int(number[place]) + off) % 10)
    assert read_number(number[:place] + wrong + number[place + 1 :]) is None


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_none(text: str) -> None:
    found = read_number(text)
    assert found is None or read_number(found) == found


@pytest.mark.parametrize("text", ["", "0225-95-1111", "1234-5678-9012-3456", "abc", "#9910"])
def test_what_is_no_number(text: str) -> None:
    assert read_number(text) is None


@given(spots, st.integers(0, ZOOM))
def test_a_place_lies_in_its_tile(spot: Point, zoom: int) -> None:
    cell = cell_of(spot)
    corner = place_of(cell)
    assert metres(spot, corner) < 6
    x = y = 0
    for bit in range(ZOOM):
        x |= (cell >> 2 * bit & 1) << bit
        y |= (cell >> (2 * bit + 1) & 1) << bit
    first, last = tile_range(zoom, x >> (ZOOM - zoom), y >> (ZOOM - zoom))
    assert first <= cell < last


@given(spots, st.floats(0.5, 60_000), st.floats(0, 1), st.floats(0, 1))
def test_a_box_is_covered_by_few_ranges(
    spot: Point, radius: float, north: float, east: float
) -> None:
    box = Box.around(spot, radius)
    inside = Point(
        box.south + (box.north - box.south) * north, box.west + (box.east - box.west) * east
    )
    ranges = covering(box)
    assert len(ranges) <= MOST_RANGES
    assert ranges == sorted(ranges)
    assert any(first <= cell_of(inside) < last for first, last in ranges)


@given(spots, st.floats(1, 500), st.floats(0, 360), st.floats(0, 1))
def test_the_box_around_a_place_holds_its_circle(
    spot: Point, radius: float, angle: float, part: float
) -> None:
    from math import cos, radians, sin

    degrees = radius * part / 111_320
    other = Point(
        spot.latitude + degrees * cos(radians(angle)),
        spot.longitude + degrees * sin(radians(angle)) / cos(radians(spot.latitude)),
    )
    if metres(spot, other) <= radius:
        assert Box.around(spot, radius).contains(other)


@pytest.mark.parametrize("tile", [(25, 0, 0), (-1, 0, 0), (3, 8, 0), (3, 0, -1)])
def test_there_is_no_such_tile(tile: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no tile"):
        tile_range(*tile)
