"""What holds for any two places."""

from __future__ import annotations

from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from bot.geo import EARTH, Point, metres, rounded

points = st.builds(Point, st.floats(20, 46), st.floats(122, 154))


@given(points, points)
def test_there_and_back_is_the_same(one: Point, other: Point) -> None:
    assert isclose(metres(one, other), metres(other, one), abs_tol=1e-3)
    assert metres(one, one) == 0


@given(points, points, points)
def test_a_detour_is_never_shorter(one: Point, via: Point, other: Point) -> None:
    assert metres(one, other) <= metres(one, via) + metres(via, other) + 1e-3


@given(points)
def test_a_degree_north_is_a_degree_of_the_meridian(spot: Point) -> None:
    north = Point(spot.latitude + 1, spot.longitude)
    assert isclose(metres(spot, north), EARTH * 3.141592653589793 / 180, rel_tol=1e-6)


def test_a_known_way() -> None:
    """From Sendai to Tokyo station: some 303 km."""
    assert 300e3 < metres(Point(38.2602, 140.8825), Point(35.6812, 139.7671)) < 306e3


@given(st.floats(0, 2e6))
def test_a_distance_is_said_with_a_unit_and_is_about_right(distance: float) -> None:
    said = rounded(distance)
    told = float(said.removesuffix("km")) * 1000 if said.endswith("km") else float(said[:-1])
    assert abs(told - distance) <= max(10, distance * 0.051)
