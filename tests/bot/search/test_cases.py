"""What citizens type, and what the search makes of it, in a small city."""

import pytest

from bot.search import Index, Verdict


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("傘", "傘"),
        ("かさ", "傘"),
        ("だんぼうる", "段ボール"),
        ("ダンボール箱", "段ボール"),
        ("牛にゅうパック", "牛乳パック"),
        ("ぎゅうにゅうぱっく", "牛乳パック"),
        ("ペトボトル", "ペットボトル"),
        ("ﾍﾟｯﾄﾎﾞﾄﾙ", "ペットボトル"),
        ("ペットボトルキャップ", "ペットボトルのふた"),
        ("ふらいぱん", "フライパン"),
        ("バッテリ", "バッテリー"),
        ("スマートホン", "スマートフォン"),
        ("こわれた傘", "傘"),
        ("割れてしまった蛍光灯", "蛍光灯"),
        ("蛍光灯 割れた", "蛍光灯"),
        ("布団 大きい", "布団"),
        ("古い布団", "布団"),
        ("いらなくなった自転車", "自転車"),
        ("冷蔵庫を処分したいのですが", "冷蔵庫"),
        ("テレビってどうやって捨てればいいですか？", "テレビ"),
        ("すみません、ラップの捨て方を教えてください", "ラップ"),
        ("いかはなにごみ", "いか"),
        ("陶器の茶碗", "茶わん（陶器）"),
        ("木の茶わん", "茶わん（木製）"),
        ("かがみ", "鏡（かがみ）"),
        ("エプロン", "前掛け（エプロン）"),
        ("ガムテ", "ガムテープ"),
        ("サランラップ", "ラップ"),
        ("チャリ", "自転車"),
        ("時計 目覚まし", "目覚まし時計"),
        ("カニの殻", "エビ・カニの殻"),
        ("danboru", "段ボール"),
        ("petto botoru", "ペットボトル"),
        ("umbrella", "傘"),
        ("how to throw away an old umbrella", "傘"),
        ("はっぽうすちろうる", "発泡スチロール"),
        ("転入届", "転入届"),
        ("引っ越してきた", "転入届"),
    ],
)
def test_a_clear_answer(index: Index, text: str, title: str) -> None:
    found = index.search(text)

    assert (found.verdict, found.hits[0].entry.title) == (Verdict.CLEAR, title)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("茶わん", {"茶わん（陶器）", "茶わん（木製）"}),
        ("ストーブの", {"石油ストーブ", "電気ストーブ"}),
        ("自転車のタイヤ", {"自転車"}),
        ("傘の袋", {"傘"}),
        ("発泡", {"発泡スチロール"}),
        ("ペット", {"ペットボトル"}),
        ("はっぽすちろるば", {"発泡スチロール"}),
        ("住民票", {"住民票の写しの交付"}),
    ],
)
def test_near_hits_are_offered(index: Index, text: str, titles: set[str]) -> None:
    found = index.search(text)

    assert titles <= {hit.entry.title for hit in found.hits}


@pytest.mark.parametrize(
    "text",
    [
        "自転車を盗まれた",
        "傘の袋",
        "自転車のタイヤ",
        "傘を忘れました",
        "冷蔵庫を買いたい",
        "電気毛布",
    ],
)
def test_another_matter_is_not_answered_at_once(index: Index, text: str) -> None:
    assert index.search(text).verdict is not Verdict.CLEAR


@pytest.mark.parametrize(
    "text",
    ["宇宙船", "ほげほげ", "asdfgh", "ああああ", "12345", "。。。", "", "  ", "😀", "こんにちは"],
)
def test_what_is_not_there(index: Index, text: str) -> None:
    found = index.search(text)

    assert (found.verdict, found.hits) == (Verdict.NONE, ())


def test_only_the_category_that_is_asked(index: Index) -> None:
    garbage = index.search("保育園の申し込み", category="garbage")
    faq = index.search("保育園の申し込み", category="faq")

    assert garbage.verdict is not Verdict.CLEAR
    assert faq.hits[0].entry.title == "保育園にはいつから申し込めますか"


def test_a_question_word_points_to_a_category(index: Index) -> None:
    assert index.search("環境課の電話番号は").hits[0].entry.category == "department"


def test_no_more_than_the_limit(index: Index) -> None:
    assert len(index.search("電池", limit=2).hits) == 2
