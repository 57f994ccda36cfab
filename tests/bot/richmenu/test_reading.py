"""What is wrong in content/menu.yaml is told with its place and what to do."""

from __future__ import annotations

import pytest

from tests.bot.richmenu.conftest import CheckMenus

GOOD = """\
menus:
  - id: kurashi
    name: くらし
    bar: メニュー
    default: true
    tabs: [kurashi, bousai]
    rows:
      - areas:
          - label: メニュー
            sub: 一覧
            icon: list
            colour: green
            action: {text: メニュー}
          - label: [数を, かぞえる]
            action: {postback: "counting:add?by=2"}
  - id: bousai
    name: 防災
    bar: メニュー
    rows:
      - areas:
          - label: もどる
            action: {tab: kurashi}
          - label: 電話
            action: {phone: "119"}
          - label: 市
            action: {link: "https://www.city.example.jp/"}
"""


def test_a_good_file_has_no_faults(check: CheckMenus) -> None:
    file, faults = check(GOOD)
    assert faults == []
    assert file
    assert [menu.id for menu in file.menus.menus] == ["kurashi", "bousai"]
    assert file.menus.menus[0].rows[0].areas[1].label == ["数を", "かぞえる"]


WRONG = [
    ("id: bousai", "id: 防災", 16, 9, "id として使えません", "半角の英小文字"),
    ("id: bousai", "id: kurashi", 16, 9, "「kurashi」が2つ", "どちらかの id"),
    ("tabs: [kurashi, bousai]", "tabs: [kurashi, kosodate]", 6, 21, "「kosodate」という", "bousai"),
    ("tabs: [kurashi, bousai]", "tabs: [bousai]", 6, 11, "このメニュー自身", "kurashi も"),
    ("{tab: kurashi}", "{tab: kurasi}", 22, 27, "「kurasi」という", "kurashi、bousai"),
    ("icon: list", "icon: lists", 11, 19, "決められた言葉ではありません", "「garbage」"),
    ("colour: green", "colour: midori", 12, 21, "「midori」という色", "blue、navy"),
    ("colour: green", 'colour: "#FFE680"', 12, 21, "明るすぎて", "濃い色"),
    ("{text: メニュー}", "{text: メニュウ}", 13, 28, "決まった答えのある", "「メニュー」の書き間違い"),
    ("{text: メニュー}", "{text: メニュー, tab: bousai}", 13, 21, "1つだけ", "どれか1つ"),
    ("{text: メニュー}", "{}", 13, 21, "1つだけ", "どれか1つ"),
    ("counting:add?by=2", "counting:ad", 15, 32, "「counting:ad」という動き", "counting:add"),
    ("counting:add?by=2", "kazoe:add", 15, 32, "「kazoe:add」という動き", "機能の名前"),
    ("counting:add?by=2", "counting:add?by=two", 15, 32, "値が合いません", "担当者"),
    ("counting:add?by=2", "counting:add?by=2&to=3", 15, 32, "「to」という値", "by"),
    ('"119"', '"市役所"', 24, 29, "電話番号として", "半角の数字"),
    ("https://www", "http://www", 26, 28, "リンクとして", "https://"),
    ("sub: 一覧", "sub: 一二三四五六七八九十一二三四五六七八九", 10, 18, "1行で入りません", "短く"),
    ("sub: 一覧", "sub: 一覧🗑", 10, 18, "「🗑」は、絵に書けない", "ふつうの文字"),
    ("label: もどる", "label: 一二三四五六七八九十一二三四五六七八九十一", 21, 20, "1文字多く", "短く"),
    ("label: もどる", "lable: もどる", 21, 13, "「lable」という項目", "label"),
    ("bar: メニュー\n    rows", "bar: メニューを開くときはここを押す\n    rows", 18, 10, "14文字", "短く"),
    ("    default: true\n", "    default: yes\n    defalt: no\n", 6, 5, "「defalt」", "default"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "column", "message", "advice"), WRONG)
def test_faults(
    check: CheckMenus, old: str, new: str, line: int, column: int, message: str, advice: str
) -> None:
    assert GOOD.count(old) >= 1
    _, faults = check(GOOD.replace(old, new, 1))
    found = [f for f in faults if message in f.message and advice in f.advice]
    assert [(f.file, f.line, f.column) for f in found] == [("menu.yaml", line, column)], faults


def test_two_defaults(check: CheckMenus) -> None:
    _, faults = check(GOOD.replace("id: bousai", "id: bousai\n    default: true"))
    assert [(f.line, f.column) for f in faults] == [(17, 14)]
    assert "2つあります" in faults[0].message


def test_a_label_that_does_not_fit_is_refused(check: CheckMenus) -> None:
    crowd = "".join(
        f"          - {{label: 国民健康保険と年金{n}, action: {{text: メニュー}}}}\n"
        for n in range(4)
    )
    _, faults = check(
        GOOD.replace("          - label: メニュー\n", crowd + "          - label: メニュー\n")
    )
    fits = [f for f in faults if "押せる場所に入りません" in f.message]
    assert {9, 10, 11, 12} <= {f.line for f in fits}


def test_more_areas_than_line_takes(check: CheckMenus) -> None:
    row = "      - areas:\n" + "          - {label: 一, action: {text: メニュー}}\n" * 6
    _, faults = check(GOOD.replace("    rows:\n", "    rows:\n" + row * 3, 1))
    assert any("22か所" in f.message and "20か所まで" in f.advice for f in faults)


def test_a_file_with_another_ending_is_noticed(check: CheckMenus, tmp_path: object) -> None:
    (tmp_path / "menu.yml").write_text(GOOD)  # type: ignore[operator]
    _, faults = check("menus: []")
    assert any(f.file == "menu.yaml" and f.line == 1 for f in faults)
