"""What holds for any list of shelters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.geo import Point, metres
from handlers.shelters.now import Now
from handlers.shelters.shelter import Hazard, Shelter, Shelters

points = st.builds(Point, st.floats(20, 46), st.floats(122, 154))
shelters = st.builds(
    Shelter,
    name=st.text(min_size=1, max_size=5),
    point=st.none() | points,
    hazards=st.frozensets(st.sampled_from(Hazard)),
)


@given(
    st.lists(shelters, max_size=20), points, st.integers(1, 5), st.none() | st.sampled_from(Hazard)
)
def test_the_nearest_are_the_nearest(
    listed: list[Shelter], spot: Point, count: int, hazard: Hazard | None
) -> None:
    found = Now(Shelters(listed), {}).nearest(spot, count, hazard)
    fit = [one for one in listed if one.point and (hazard is None or hazard in one.hazards)]
    assert len(found) == min(count, len(fit))
    distances = [one.distance for one in found]
    assert distances == sorted(metres(spot, one.point) for one in fit if one.point)[:count]
