"""Cells as people, spreadsheets and web pages write them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.importing import (
    Refusal,
    address,
    day,
    degrees,
    hiragana,
    katakana,
    line,
    mark,
    number,
    text,
)
from bot.importing.values import Reader


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-04-01", "2026/4/1"),
        ("2026/4/1", "2026/4/1"),
        ("２０２６年４月１日", "2026/4/1"),
        ("20260401", "2026/4/1"),
        ("令和8年4月1日", "2026/4/1"),
        ("令和元年5月1日", "2019/5/1"),
        ("R8.4.1", "2026/4/1"),
        ("平成31年4月30日（火）", "2019/4/30"),
        ("昭和64/1/7", "1989/1/7"),
        ("2026/4/1 0:00:00", "2026/4/1"),
        (" 2026 . 4 . 1 ", "2026/4/1"),
        ("2026-12-12T00:00:00", "2026/12/12"),
        ("令和八年十二月九日", "2026/12/9"),
        ("平成三十一年四月二十日", "2019/4/20"),
        ("Ｓ６３．１．１", "1988/1/1"),
        ("", ""),
        ("NULL", ""),
    ],
)
def test_days(written: str, meant: str) -> None:
    assert day(written) == meant


@pytest.mark.parametrize(
    "written",
    ["4/1", "2026/2/30", "2026年4月", "令和8年13月1日", "あした", "2026/4/1から", "45383"],
)
def test_what_is_no_day_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(Refusal) as refused:
        day(written)
    assert written in refused.value.message
    assert "2026/4/1" in refused.value.advice


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("12月10日", "年がありません"),
        ("12/10(木)", "年がありません"),
        ("46365", "2026/12/9 のこと"),
    ],
)
def test_what_is_missing_in_a_day_is_told(written: str, told: str) -> None:
    with pytest.raises(Refusal) as refused:
        day(written)
    assert told in refused.value.advice


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("38.43", "38.43"), (" ３８．４３ ", "38.43"), ("38°25′48″", "38.43"), ("", ""),
        ("北緯38度25分48秒", "38.43"), ("東経１４１度１８分０秒", "141.3"), ("141°18'00\"E", "141.3"),
        ("38度25.8分", "38.43"), ("N38.43", "38.43"), ("141.3度", "141.3"), ("-", ""),
    ],
)  # fmt: skip
def test_degrees(written: str, meant: str) -> None:
    assert degrees(written) == meant


@pytest.mark.parametrize("written", ["38.43,141.30", "38°99′00″", "北緯", "1411800分", "あたり"])
def test_what_is_no_degree_is_refused(written: str) -> None:
    with pytest.raises(Refusal) as refused:
        degrees(written)
    assert "度の小数" in refused.value.advice


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("１，４００", "1400"), ('"1,400 "'.strip('"'), "1400"), ("-", ""), ("３８．４", "38.4"),
        ("", ""), ("-5", "-5"), ('="0225"', "0225"),
    ],
)  # fmt: skip
def test_numbers(written: str, meant: str) -> None:
    assert number(written) == meant


@pytest.mark.parametrize("written", ["約30", "30人", "1/2", "٣", "1e9"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(Refusal):
        number(written)


@pytest.mark.parametrize(
    ("written", "meant"), [("○", "1"), ("1.0", "1"), ("有", "1"), ("×", ""), ("", ""), ("０", "")]
)
def test_marks(written: str, meant: str) -> None:
    assert mark(written) == meant


def test_a_doubtful_mark_is_refused() -> None:
    with pytest.raises(Refusal):
        mark("△")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("袋に入れる。<br>朝出す。", "袋に入れる。\n朝出す。"),
        ("  紙&amp;布\u3000 ", "紙&布"),
        ("<p>水を切る</p><p>出す</p>", "水を切る\n出す"),
        ("\ufeff缶\u200b", "缶"),
        ("3 < 5", "3 < 5"),
        ("a\x00b\x07c", "abc"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("#REF!", ""),
        ("-（なし）", "-（なし）"),
        ("+81-225-95-1111", "+81-225-95-1111"),
    ],
)
def test_texts(written: str, meant: str) -> None:
    assert text(written) == meant


@pytest.mark.parametrize(
    "formula", ["=cmd|' /C calc'!A0", "@SUM(1+9)", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
                " =1+1", "<b>=1+1</b>", '=HYPERLINK("http://x")']
)  # fmt: skip
def test_formulas_are_refused(formula: str) -> None:
    with pytest.raises(Refusal, match="式"):
        line(formula)


def test_an_address_gets_half_width_numbers_only() -> None:
    assert address("石巻市羽黒町１－２　ユニオンＡ") == "石巻市羽黒町1-2 ユニオンＡ"
    assert address("大字ー番地") == "大字ー番地"


def test_readings_are_of_one_script() -> None:
    assert hiragana("ｱｲﾛﾝ・ヴェール") == "あいろん・ゔぇーる"
    assert katakana("ｼｵﾊﾏ たいいくかん") == "シオハマ タイイクカン"


@pytest.mark.parametrize("read", [line, number, mark, day, address, hiragana, katakana])
@given(cell=st.text(st.characters(exclude_characters="&"), max_size=30))
def test_what_was_made_plain_stays_as_it_is(read: Reader, cell: str) -> None:
    assert _again(read, cell) is None


def _again(read: Callable[[str], str], cell: str) -> str | None:
    """What a second reading would change; None where nothing."""
    try:
        once = read(cell)
    except Refusal:
        return None
    return None if read(once) == once else once
