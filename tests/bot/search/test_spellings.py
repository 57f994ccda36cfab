"""How else a name may be written: in English, in romaji, without okurigana, with a clause, with a slip."""

import pytest

from bot.search import Entry, Found, Index, Verdict
from tests.bot.search import city

TITLES = (
    "ワッフルメーカー",
    "コルクボード",
    "ベルト",
    "ボルト",
    "風呂のふた",
    "流し台",
    "置き時計",
    "時計",
    "コートハンガー",
    "ハンガー",
    "コップ",
    "トースター",
    "フィルム（写真）",
    "うちわ（木製）",
    "すべり台",
)
INDEX = Index.build([Entry(title, title, "garbage") for title in TITLES], city.words())


def asked(text: str) -> Found:
    return INDEX.search(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("waffle maker", "ワッフルメーカー"),
        ("cork board", "コルクボード"),
        ("how can I throw away a belt", "ベルト"),
        ("bath lid", "風呂のふた"),
        ("lid of a bath", "風呂のふた"),
        ("suberidai no sutekata", "すべり台"),
        ("beruto wa nanigomi desuka", "ベルト"),
        ("流台", "流し台"),
        ("置時計", "置き時計"),
        ("コートを掛けるハンガー", "コートハンガー"),
        ("コツプ", "コップ"),
        ("トーター", "トースター"),
        ("木製のうちわ", "うちわ（木製）"),
    ],
)
def test_another_writing_is_the_same_thing(text: str, title: str) -> None:
    assert [hit.entry.title for hit in asked(text).hits][:1] == [title]


def test_what_follows_the_name_and_is_no_detail_is_something_else() -> None:
    assert asked("写真フィルムのケーマ").verdict is not Verdict.CLEAR


def test_how_a_thing_is_does_not_surely_point_to_another_category() -> None:
    roads = Entry("道路の穴の通報", "roads", "roads")
    index = Index.build([Entry("コートハンガー", "item", "garbage"), roads], city.words())
    found = index.search("コートを掛けるハンガーが壊れた")
    assert found.verdict is Verdict.CLEAR
    assert found.hits[0].entry.category == "garbage"
