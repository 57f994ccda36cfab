"""YAML: everything has its place, and every slip its advice."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.content.document import Document
from bot.content.faults import Faults
from bot.content.yaml_node import Node
from bot.content.yaml_reader import read_yaml
from tests.bot.content.tree import said


def read(text: str) -> tuple[Node | None, list[str]]:
    faults = Faults()
    return read_yaml(Document("w.yaml", text, "utf-8"), faults), said(faults)


def tree(text: str) -> Node:
    node, faults = read(text)
    assert faults == []
    assert node is not None
    return node


def test_values_stay_as_they_were_written() -> None:
    node = tree(
        "code: 042021\nanswer: no\nopens: 8:30\nday: 2026-04-01\nnone:\ntilde: ~\nempty: ''\n"
    )
    assert node.plain() == {
        "code": "042021",
        "answer": "no",
        "opens": "8:30",
        "day": "2026-04-01",
        "none": None,
        "tilde": None,
        "empty": "",
    }


def test_keys_and_values_know_their_places() -> None:
    node = tree("# 覚え書き\nname: 石巻市\nitems:\n  - label: 資源\n    days: [月, 木]\n")
    assert node.entries is not None
    assert str(node.keys["name"]) == "w.yaml:2行 1文字目"
    assert str(node.entries["name"].place) == "w.yaml:2行 7文字目"
    first = node.entries["items"].child(0)
    assert first is not None
    assert str(first.keys["days"]) == "w.yaml:5行 5文字目"
    days = first.child("days")
    assert days is not None
    thursday = days.child(1)
    assert thursday is not None
    assert (thursday.text, str(thursday.place)) == ("木", "w.yaml:5行 15文字目")


@pytest.mark.parametrize("text", ["", "\n", "# 覚え書きだけ\n", "---\n", "~\n"])
def test_an_empty_file_is_an_empty_mapping(text: str) -> None:
    assert tree(text).plain() == {}


def test_an_odd_line_break_from_a_web_page_moves_no_line() -> None:
    node = tree("a: 石巻\u2028市\nb: x\n")
    assert node.plain() == {"a": "石巻 市", "b": "x"}
    assert node.keys["b"].line == 2


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "ask: 今日: 月曜日\n",
            "w.yaml:1行 8文字目: 文の中に「:」と空白があり、項目名との区切りと見分けがつきません。"
            '→ 文全体を「"」で囲むか、文の中の「:」を全角の「：」にしてください。',
        ),
        (
            "ask:\n\tday: x\n",
            "w.yaml:2行 1文字目: 行の先頭にタブがあります。"
            "→ 行の先頭のタブを消し、半角の空白で字下げしてください。",
        ),
        (
            "name：石巻市\nphone: x\n",
            "w.yaml:1行 5文字目: 項目名の後ろの「：」が全角です。"
            "→ 半角の「:」と半角の空白にしてください(例 name: 石巻市)。",
        ),
        (
            "name：石巻市\n",
            "w.yaml:1行 5文字目: 項目名の後ろの「：」が全角です。"
            "→ 半角の「:」と半角の空白にしてください(例 name: 石巻市)。",
        ),
        (
            "name:石巻市\nphone: x\n",
            "w.yaml:1行 5文字目: 項目名の後ろの「:」に空白が続いていません。"
            "→ 「:」の後ろに半角の空白を入れてください(例 name: 石巻市)。",
        ),
        (
            "ask: x\n　label:\n\ty: z\n",
            "w.yaml:3行 1文字目: 行の先頭にタブがあります。"
            "→ 行の先頭のタブを消し、半角の空白で字下げしてください。",
        ),
        (
            "ask: {district}の日です\n",
            "w.yaml:1行 6文字目: 記号で始まる文は、そのままでは読めません。"
            '→ 文全体を「"」で囲んでください(例 "{district}の日程です")。',
        ),
        (
            "- ask: 転入届\n  related: x\n - related: [move-in]\n",
            "w.yaml:3行 2文字目: 前の行までと形が合いません。"
            "→ 行の先頭の空白の数をそろえ、「\"」や「'」で囲んだ文の後ろに文字がないか確かめてください。",
        ),
        (
            "ask: *注意*\n",
            "w.yaml:1行 6文字目: 記号で始まる文は、そのままでは読めません。"
            '→ 文全体を「"」で囲んでください(例 "{district}の日程です")。',
        ),
        (
            "ask: !注意 x\n",
            "w.yaml:1行 6文字目: 記号で始まる文は、そのままでは読めません。"
            '→ 文全体を「"」で囲んでください(例 "{district}の日程です")。',
        ),
        (
            "ask: !note x\n",
            "w.yaml:1行 6文字目: 「!」で始まる文は、そのままでは読めません。"
            '→ 文全体を「"」で囲んでください。',
        ),
        (
            "one: &a x\ntwo: *a\n",
            "w.yaml:1行 6文字目: 「&」で始まる文は、そのままでは読めません。"
            '→ 文全体を「"」で囲んでください。',
        ),
        (
            'ask: "文の途中\nlabel: x\n',
            "w.yaml:1行 6文字目: "
            "「\"」または「'」で始まる文が、ファイルの最後まで閉じられていません。"
            "→ 文の終わりにも同じ記号を付けてください。",
        ),
        (
            "ask: x\n  label: y\n",
            "w.yaml:2行 8文字目: ここに「:」は書けません。"
            '→ 行の先頭の空白の数を前の行とそろえるか、文全体を「"」で囲んでください。',
        ),
        (
            "ask:\n  - x\n - y\n",
            "w.yaml:3行 2文字目: 前の行までと形が合いません。"
            "→ 行の先頭の空白の数をそろえ、"
            "「\"」や「'」で囲んだ文の後ろに文字がないか確かめてください。",
        ),
        (
            "ask:\n- x\nつづきの文\n",
            "w.yaml:4行 1文字目: 項目名の後ろに「:」がありません。"
            "→ 「項目名: 内容」の形にしてください。"
            "長い文の続きなら、行の先頭を字下げしてください。",
        ),
        (
            'ask: "C:\\img"\n',
            'w.yaml:1行 6文字目: 「"」で囲んだ文の中に、特別な意味を持つ「\\」(円記号)があります。'
            "→ 「\\」を消すか、「\\\\」と2つ重ねて書いてください。",
        ),
        (
            "ask: x\x08\n",
            "w.yaml:1行 7文字目: 目に見えない文字(制御文字)が入っています。"
            "→ この行を消して、手で打ち直してください。",
        ),
        (
            "ask: x\nask: y\n",
            "w.yaml:2行 1文字目: 項目「ask」が2回書かれています(1回目は1行)。"
            "→ どちらか一方を消してください。",
        ),
        (
            "ask: x\n---\nask: y\n",
            "w.yaml:2行 1文字目: 「---」で区切られた2つ目の内容があります。"
            "→ 1つのファイルには1つの内容だけを書き、「---」の行を消してください。",
        ),
        (
            "? [a]\n: b\n",
            "w.yaml:1行 3文字目: 項目名の場所に、項目名として使えないものがあります。"
            '→ 文の先頭の「{」「[」「?」は特別な記号です。文全体を「"」で囲んでください。',
        ),
        (
            "ただの文です\n",
            "w.yaml:1行 1文字目: 項目が1つもありません。"
            "→ 半角の「:」と空白を使い、「項目名: 内容」の形で書いてください。",
        ),
        (
            "ask: 道路は #9910 へ\n",
            "w.yaml:1行 10文字目: 「#」から後ろは覚え書きとして扱われ、読まれません。"
            '→ 文の一部なら文全体を「"」で囲み、覚え書きなら「#」の後ろに空白を入れてください。',
        ),
    ],
)
def test_a_slip_is_answered_with_its_place_and_what_to_do(text: str, fault: str) -> None:
    _, faults = read(text)
    assert faults == [fault]


@pytest.mark.parametrize("text", ["phone: 0225 # 代表\n", 'ask: "x #9910"\n', "ask: x#1\n"])
def test_a_proper_comment_is_not_taken_for_lost_words(text: str) -> None:
    assert read(text)[1] == []


@pytest.mark.parametrize("text", ["[" * 50_000, "- " * 50_000, "{a: " * 50_000])
def test_deep_nesting_is_refused_before_it_can_hurt(text: str) -> None:
    node, faults = read(text)
    assert node is None
    assert len(faults) == 1
    assert "入れ子が深すぎます。" in faults[0]


TEXTS = st.text(st.sampled_from("あ:#-'\"{}[]*&!|>%@` \n\\0"), min_size=1, max_size=8)
VALUES = st.recursive(
    TEXTS | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  the signature is PyYAML's
        return True


@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_what_yaml_writes_is_read_back(value: dict[str, Any]) -> None:
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True)
    node = read_yaml(Document("w.yaml", text, "utf-8"), Faults())
    assert node is not None
    assert node.plain() == value


@given(st.text(st.sampled_from("ab：:　 \t\n#-'\"{}[]*&!|>%@`?,"), max_size=30))
def test_any_text_is_read_or_reported(text: str) -> None:
    node, faults = read(text)
    assert node is not None or faults
