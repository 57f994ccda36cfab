"""Postback data: what goes in comes out, and nothing that comes in does harm."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.talk.postback import StaleButton, encode, parameters, read, split

ARGUMENTS: dict[str, st.SearchStrategy[object]] = {
    "text": st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    "number": st.integers(-(10**9), 10**9),
    "share": st.floats(allow_nan=False),
    "yes": st.booleans(),
    "day": st.dates(),
    "moment": st.datetimes(),
    "hour": st.times(),
}
TYPES: dict[str, type] = {
    "text": str,
    "number": int,
    "share": float,
    "yes": bool,
    "day": date,
    "moment": datetime,
    "hour": time,
}


@given(values=st.fixed_dictionaries({}, optional=ARGUMENTS))
def test_arguments_survive_the_way_through_a_button(values: dict[str, object]) -> None:
    try:
        data = encode("feature", "action", values)
    except ValueError:
        return
    feature, action, raw = split(data)
    assert (feature, action) == ("feature", "action")
    assert read(TYPES, raw, set(values)) == values


@given(data=st.text(max_size=300))
def test_any_data_is_read_or_stale(data: str) -> None:
    raw = split(data)[2]
    try:
        assert read(TYPES, raw, set()).keys() <= TYPES.keys()
    except StaleButton:
        assert raw


def test_data_that_line_would_refuse_is_not_made() -> None:
    assert len(encode("f", "a", {"t": "あ" * 290})) <= 300
    for text in ("あ" * 300, "&" * 100, "😀" * 150):
        with pytest.raises(ValueError, match="300"):
            encode("f", "a", {"t": text})


def test_a_type_that_cannot_travel_is_refused_at_start() -> None:
    def step(turn: object, what: list[str]) -> None: ...

    with pytest.raises(TypeError, match="what"):
        parameters(step)
