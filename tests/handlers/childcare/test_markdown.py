"""The small Markdown of messages: what a card shows, and what is refused with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import MessageError
from handlers.childcare.messages.markdown import Heading, Item, Paragraph, Run, plain, read
from handlers.childcare.messages.rendering import link, render

TEXT = """\
# 六か月

**はちみつ**は、まだです。
[市のページ](https://example.jp/a)も見てください。

- 水を抜く
* かぎを掛ける
1. はじめに
"""


def test_blocks_in_order() -> None:
    blocks, problems = read(TEXT)
    assert problems == []
    assert blocks == [
        Heading((Run("六か月"),)),
        Paragraph(
            (
                Run("はちみつ", bold=True),
                Run("は、まだです。"),
                Run("\n"),
                Run("市のページ", url="https://example.jp/a"),
                Run("も見てください。"),
            )
        ),
        Item("・", (Run("水を抜く"),)),
        Item("・", (Run("かぎを掛ける"),)),
        Item("1.", (Run("はじめに"),)),
    ]


def test_the_card_says_the_same_in_plain_words_and_has_the_link_as_a_button() -> None:
    blocks, _ = read(TEXT)
    payload = render("題名", blocks, [link("電話", "tel:0225-95-1111")]).payload()
    assert payload["altText"] == f"題名\n{plain(blocks)}"
    assert "・ 水を抜く" in payload["altText"]
    footer = payload["contents"]["footer"]["contents"]
    assert [button["action"]["uri"] for button in footer] == [
        "https://example.jp/a",
        "tel:0225-95-1111",
    ]


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(MessageError):
        link("ページ", "javascript:alert(1)")


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("```", 0),
        ("> 引用", 0),
        ("| 表 | 表 |", 0),
        ("---", 0),
        ("* * *", 0),
        ("===", 0),
        ("#### 四段目", 0),
        ("#題名", 0),
        ("  - 入れ子", 0),
        ("前![絵](a.png)", 1),
        ("前[名前](two words)", 4),
        ("`文字`", 0),
        ("~~消し~~", 0),
        ("前<b>後", 1),
        ("*斜体*", 0),
        ("前**太字", 1),
        ("前\\後", 1),
    ],
)
def test_what_a_card_cannot_show_is_refused_at_its_place(line: str, column: int) -> None:
    _, problems = read(f"はじめ\n\n{line}\n\n終わり")
    assert [one.offset for one in problems] == [5 + column]


@given(st.text(alphabet="#-*[]()!>|`~<a \n1.・あ\\_", max_size=60))
def test_any_text_is_read_and_every_problem_lies_within_it(text: str) -> None:
    blocks, problems = read(text)
    assert all(0 <= one.offset < len(text) for one in problems)
    if not problems and (said := [block for block in blocks if plain([block]).strip()]):
        render("題名", said)
