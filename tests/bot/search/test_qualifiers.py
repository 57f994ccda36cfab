"""What a title says beside its name: of what, of which size; and what only looks like the name."""

import pytest

from bot.search import Entry, Index, SearchWords, Verdict
from tests.bot.search import city

WORDS = city.words()


def best(asked: str, *titles: str) -> str:
    """The first of the titles for what is asked, with the project's words."""
    index = Index.build([Entry(title, title, "garbage") for title in titles], WORDS)
    return next((hit.entry.title for hit in index.search(asked).hits), "")


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("布団 70cm以上", "ふとん７０㎝超える"),
        ("布団 50センチ", "ふとん７０㎝以下"),
        ("1メートルの布団", "ふとん７０㎝超える"),
        ("ふとん 30cm以下", "ふとん７０㎝以下"),
    ],
)
def test_a_size_chooses_between_sizes(asked: str, title: str) -> None:
    assert best(asked, "ふとん７０㎝以下", "ふとん７０㎝超える") == title


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("スチールの机", "机（金属製）"),
        ("木でできた机", "机（木製）"),
        ("ステンレス机", "机（金属製）"),
        ("机（竹）", "机（木製）"),
        ("プラスチックの机", "机（金属以外）"),
    ],
)
def test_materials_of_one_kind_are_one(asked: str, title: str) -> None:
    titles = ("机（木製）", "机（金属製）", "机（金属以外）")
    assert best(asked, *titles[: 2 if title != titles[2] else 3]) == title


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("ガラスの照明のかさ", ("照明器具のかさガラス製", "照明器具のかさ金属製", "傘")),
        (
            "紙のヨーグルト容器",
            ("ヨーグルトのカップ（紙製）", "ヨーグルトの外フィルム", "紙パック"),
        ),
        ("父が使っていた介護ベッド", ("ベッド（介護用手動式）", "ベッド", "ベッドパット")),
        ("バドミントンのシャトル", ("バトミントンシャトル", "テニスのシャトル", "シャトル")),
    ],
)
def test_words_of_a_phrase_in_another_order(asked: str, titles: tuple[str, ...]) -> None:
    for order in (titles, titles[::-1]):
        assert best(asked, *order) == titles[0]


def test_what_only_resembles_a_word_of_the_title_is_never_the_answer_at_once() -> None:
    titles = ("飲み薬のびん", "米袋")
    index = Index.build([Entry(title, title, "garbage") for title in titles], WORDS)
    assert index.search("薬の袋").verdict is not Verdict.CLEAR


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("めがね", ("めがねガラスレンズ", "虫めがね", "めがねケース上記以外")),
        ("パソコン", ("ノート型パソコン", "パソコン机８０％以上金属製")),
        ("タイヤ", ("タイヤ（ホイール含む）　自転車は受入可能", "タイヤチェーン")),
        ("テント", ("テントレジャー用", "点灯管")),
        ("木製のうちわ", ("うちわ（木製）", "うちわ（プラスチック製）")),
        ("金属の学習机", ("学習机（金属製）", "机（金属製）", "学習机（木製）")),
        ("からしチューブ", ("からしのチューブ", "チューブ類")),
        ("割れたコップ", ("割れたガラス・コップ", "コップ（紙製）")),
        ("落葉", ("落ち葉", "枯れ葉")),
        ("シャンプーの容器", ("シャンプーなどの容器", "農薬の容器")),
        ("パイプベッド", ("ベッド（パイプ）", "ベッド（木製）")),
        ("2段ベッド", ("二段ベッド", "ベッド")),
    ],
)
def test_the_thing_itself_is_before_what_has_its_name_in_it(
    asked: str, titles: tuple[str, ...]
) -> None:
    for order in (titles, titles[::-1]):
        assert best(asked, *order) == titles[0]


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("掃徐機", "掃除機"),
        ("さんりんしゃ", "三輪車"),
        ("びにーるぶくろ", "ビニール袋"),
        ("オブラウト", "オブラート"),
        ("キックボード", "キックボード"),
        ("シャンプーの空き容器", "シャンプーの容器"),
        ("電卓は何色の袋に入れますか", "電卓"),
        ("ゴミの分別 電卓", "電卓"),
    ],
)
def test_found_in_spite_of_a_slip_or_much_around_it(asked: str, title: str) -> None:
    assert best(asked, title, "枡", "棚", "風鈴") == title


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("ダンス", "たんす"),
        ("ブック", "服"),
        ("プリン", "風鈴"),
        ("化粧品", "スプレー缶（塗料・化粧品・殺虫剤用）"),
        ("灯油", "一斗缶（灯油など）"),
        ("自動車のタイヤ", "オイル（自動車、機械油）"),
    ],
)
def test_what_only_resembles_it_is_not_the_answer(asked: str, title: str) -> None:
    index = Index.build([Entry(title, "a", "garbage")], WORDS)

    assert index.search(asked).verdict is not Verdict.CLEAR


def test_a_wider_word_is_offered_but_is_no_answer() -> None:
    words = SearchWords.model_validate({"kinds": {"陶器": ["茶碗"]}})
    index = Index.build([Entry("陶器類", "a", "garbage")], words)

    found = index.search("古い茶碗")

    assert (found.verdict, [hit.entry.data for hit in found.hits]) == (Verdict.NEAR, ["a"])
