"""How LINE counts, and the checks built on it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.emulator.validate import problems, schema
from bot.emulator.validate.limits import (
    ACTION_URI,
    HTTPS_URL,
    grapheme_length,
    graphemes,
    units,
    utf16_length,
)

FAMILY = "👨‍👩‍👧‍👦"
FLAG = "🇯🇵"
COMBINED = "か\u3099"


@given(st.text())
def test_utf16_units_are_what_the_encoding_says(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.text())
def test_nobody_counts_more_graphemes_than_characters_nor_characters_than_units(text: str) -> None:
    assert grapheme_length(text) <= len(text) <= utf16_length(text)


@pytest.mark.parametrize(
    ("text", "seen", "stored"), [("ごみ", 2, 2), (FAMILY, 1, 11), (FLAG, 1, 4), (COMBINED, 1, 2)]
)
def test_the_two_ways_differ(text: str, seen: int, stored: int) -> None:
    assert (grapheme_length(text), utf16_length(text)) == (seen, stored)


@given(st.text(min_size=1), st.integers(1, 40))
def test_a_text_is_accepted_exactly_up_to_its_limit(text: str, high: int) -> None:
    assert (not units(high)(text)) == (utf16_length(text) <= high)
    assert (not graphemes(high)(text)) == (grapheme_length(text) <= high)


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("https://example.com/a?b=c", True),
        ("HTTPS://example.com", True),
        ("http://example.com", False),
        ("https://", False),
        ("https:", False),
        ("https://a b.example", False),
        ("https://[::1", False),
        ("data:image/png;base64,AA", False),
        ("https://example.com/" + "a" * 2000, False),
        (7, False),
    ],
)
def test_media_come_over_https(address: Any, right: bool) -> None:
    assert (not HTTPS_URL(address)) == right


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("tel:0225951111", True),
        ("line://nv/camera", True),
        ("http://example.com", True),
        ("javascript:alert(1)", False),
        ("intent://example", False),
        ("example.com", False),
        ("tel:", False),
        ("https://example.com/" + "a" * 980, True),
        ("https://example.com/" + "a" * 981, False),
    ],
)
def test_actions_open_four_schemes(address: str, right: bool) -> None:
    assert (not ACTION_URI(address)) == right


def test_a_problem_knows_its_place() -> None:
    check = schema.record({"list": schema.array(schema.record({"n": schema.integer(1)}), 1, 3)})
    (problem,) = check({"list": [{"n": 1}, {"n": 0}]})
    assert problems.dotted(problem.path) == "list[1].n"
    assert problems.pointer(problem.path) == "/list/1/n"
    assert problem.message == "Must be greater than or equal to 1"


def test_every_problem_of_an_object_is_told() -> None:
    check = schema.record({"a": schema.boolean, "b": schema.boolean}, {"c": schema.boolean})
    found = {problems.dotted(each.path) for each in check({"b": 1, "c": "x", "d": None, "e": 2})}
    assert found == {"a", "b", "c", "d", "e"}


def test_true_is_no_number() -> None:
    assert schema.integer(0)(True)
    assert schema.number(0, 1)(False)
    assert schema.integer(0)(1.5)
