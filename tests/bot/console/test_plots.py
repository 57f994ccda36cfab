"""Plots: what they add up, what they draw, and that their table says the same."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.plots.scale import MOST_STEPS, ticks
from bot.staff import Plot, Shape, by_category, over_time

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 11, 1)


def parts(plot: Plot, name: str) -> list[ElementTree.Element]:
    # Our own text, made a line above.
    return ElementTree.fromstring(plot.drawn).findall(f"{SVG}{name}")


def test_days_are_bars_and_a_missing_day_is_none() -> None:
    plot = over_time(
        "開かれた回数", {"回数": {DAY: 4, DAY + timedelta(days=2): 2}}, DAY, DAY + timedelta(days=2)
    )
    assert plot.table == [("日", "回数(件)"), ("11/1", "4"), ("11/2", "0"), ("11/3", "2")]
    background, high, low = parts(plot, "rect")
    assert float(high.attrib["height"]) == 2 * float(low.attrib["height"])
    assert background.attrib["fill"] == "#ffffff"


def test_a_long_period_is_added_up_by_month() -> None:
    days = {DAY + timedelta(days=n): 1 for n in range(-5, 200)}
    plot = over_time("数", {"数": days}, date(2026, 11, 10), date(2027, 3, 2))
    assert [row[1] for row in plot.table[1:]] == ["21", "31", "31", "28", "2"]
    assert plot.table[1][0] == "2026/11"


def test_a_level_is_that_of_the_months_last_known_day_and_breaks_off_where_nothing_is_known() -> (
    None
):
    days = {date(2026, 11, 3): 10, date(2026, 11, 29): 12, date(2027, 1, 5): 20}
    plot = over_time("友だち", {"人数": days}, DAY, date(2027, 2, 28), unit="人", level=True)
    assert [row[1] for row in plot.table[1:]] == ["12", "－", "20", "－"]
    assert plot.shape is Shape.LINES
    line = parts(plot, "path")[-1].attrib["d"]
    assert line.count("M") == 2
    assert "L" not in line


def test_lines_differ_without_their_colour_and_have_a_legend() -> None:
    series = {f"機能{n}": {DAY: n} for n in range(6)}
    plot = over_time("たずねられた数", series, DAY, DAY)
    lines = [one for one in parts(plot, "path") if one.attrib["stroke-width"] == "3"]
    drawn = {one.attrib["stroke-dasharray"] for one in lines}
    assert len(drawn) == 6
    assert {f"機能{n}" for n in range(6)} <= {one.text for one in parts(plot, "text")}


def test_categories_beyond_twenty_are_added_up() -> None:
    plot = by_category("担当課ごと", "担当課", {f"{n:02d}課": 30 - n for n in range(25)})
    assert len(plot.names) == 21
    assert plot.table[-1] == ("ほか", str(sum(30 - n for n in range(20, 25))))


def test_hostile_names_stay_text() -> None:
    plot = by_category('<script>"&', "名", {'"><script>alert(1)</script>': 3})
    assert "<script" not in plot.drawn
    assert any("<script>" in (one.text or "") for one in parts(plot, "text"))


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ValueError, match="1 to 6 series"):
        over_time("数", {str(n): {} for n in range(7)}, DAY, DAY)
    with pytest.raises(ValueError, match="for each of the names"):
        Plot("数", "日", ["1"], {"数": [1, 2]})


@given(st.floats(0, 1e12))
def test_an_axis_reaches_over_the_highest_value_in_few_equal_whole_steps(most: float) -> None:
    named = ticks(most)
    assert named[0] == 0
    assert named[-1] >= most
    assert 2 <= len(named) <= MOST_STEPS + 1
    assert all(re.fullmatch(r"\d+(\.0)?", str(value)) or value > 1e15 for value in named)
    assert len({b - a for a, b in itertools.pairwise(named)}) == 1


def test_nothing_is_said_to_be_nothing() -> None:
    assert over_time("数", {"数": {}}, DAY, DAY).is_empty
    assert ElementTree.fromstring(over_time("数", {"数": {}}, DAY, DAY).drawn) is not None
