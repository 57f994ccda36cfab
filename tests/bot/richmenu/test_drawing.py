"""Colours, letters and signs, apart from any menu."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.richmenu.colours import INK, NAMED, SOFT_INK, THEMES, WHITE, contrast, rgb
from bot.richmenu.drawing import picture
from bot.richmenu.font import Font, NoFont, find_font
from bot.richmenu.geometry import shares
from bot.richmenu.icon_names import IconName
from bot.richmenu.icons import icon
from bot.richmenu.lettering import Room, fit, places_to_break
from bot.richmenu.pictures import Pictures
from bot.richmenu.schema import Menus
from tests.bot.richmenu.conftest import area


def test_contrast_is_wcags() -> None:
    assert contrast((0, 0, 0), WHITE) == pytest.approx(21)
    assert contrast(rgb("#767676"), WHITE) == pytest.approx(4.54, abs=0.01)
    assert contrast(WHITE, WHITE) == 1


def test_all_words_and_signs_stand_out() -> None:
    pairs = [(WHITE, rgb(name)) for name in NAMED] + [(INK, WHITE), (SOFT_INK, WHITE)]
    pairs += [(WHITE, theme.idle_tab) for theme in THEMES.values()]
    pairs += [(INK, THEMES["day"].ground), (WHITE, THEMES["alert"].ground)]
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 4.5} == {}


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("近くの避難所", ["近くの", "避難所"]),
        ("よくある質問", ["よくある", "質問"]),
        ("津波・地震", ["津波・", "地震"]),
        ("お問い合わせ", ["お問い合わせ"]),
        ("予防接種", ["予防接種"]),
        ("窓口(本庁)", ["窓口", "(本庁)"]),
        ("ホームページ", ["ホームページ"]),
    ],
)
def test_where_a_line_may_break(label: str, parts: list[str]) -> None:
    places = [0, *places_to_break(label), len(label)]
    assert [label[a:b] for a, b in itertools.pairwise(places)] == parts


def test_a_label_is_broken_only_where_one_line_would_be_small(font: Font) -> None:
    wide = fit([Room(["近くの避難所"], 800, 400)], font, 120, 60)
    assert (wide.pixels, wide.lines) == (120, (("近くの避難所",),))
    narrow = fit([Room(["近くの避難所"], 400, 400)], font, 120, 60)
    assert (narrow.pixels, narrow.lines) == (120, (("近くの", "避難所"),))
    assert fit([Room(["予防接種の予定"], 100, 400)], font, 120, 60).misfits == (0,)


@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=6),
    st.integers(0, 300),
    st.integers(100, 2500),
)
def test_shares_leave_no_gap(weights: list[int], start: int, length: int) -> None:
    spans = shares(start, length, weights)
    assert spans[0][0] == start
    assert all(a + b == c for (a, b), (c, _) in itertools.pairwise(spans))
    assert sum(spans[-1]) == start + length


def test_every_sign_is_drawn_and_differs_from_the_others() -> None:
    drawn = {name: icon(name, 60) for name in get_args(IconName)}
    assert len({mask.tobytes() for mask in drawn.values()}) == len(drawn)
    for name, mask in drawn.items():
        inked = sum(mask.histogram()[128:]) / 3600
        assert 0.1 < inked < 0.75, name


def test_what_a_font_lacks(font: Font) -> None:
    assert font.lacks("石巻市の窓口 Ａ1") == []
    assert font.lacks("ごみ🗑") == ["🗑"]


def test_a_wrong_font_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoFont, match="MENU_FONT"):
        find_font(str(tmp_path / "none.otf"))
    (tmp_path / "text.otf").write_text("no font")
    with pytest.raises(NoFont, match="書体として読めません"):
        find_font(str(tmp_path / "text.otf"))


def _menus(**more: Any) -> Menus:
    menu = {
        "id": "a",
        "name": "くらし",
        "bar": "帯",
        "size": "compact",
        "rows": [{"areas": [area()]}],
    }
    return Menus.model_validate({"menus": [menu | more]})


def test_pictures_are_drawn_once(
    tmp_path: Path, font: Font, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Pictures(font, tmp_path).png(_menus().menus[0], _menus())
    assert first == picture(_menus().menus[0], _menus(), font)
    monkeypatch.setattr("bot.richmenu.pictures.picture", lambda *_: b"drawn")
    kept = Pictures(font, tmp_path)
    assert kept.png(_menus().menus[0], _menus()) == first
    other = _menus(rows=[{"areas": [area("別の文字")]}])
    assert kept.png(other.menus[0], other) == b"drawn"


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path, font: Font) -> None:
    (tmp_path / "file").write_text("")
    assert Pictures(font, tmp_path / "file" / "kept").png(_menus().menus[0], _menus())
