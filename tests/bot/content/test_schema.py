"""Schemas: every pydantic error is told in Japanese at the place that caused it."""

import re
from datetime import date, time
from enum import Enum
from typing import Annotated, Any, Literal, get_args

import pytest
from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import ErrorDetails, core_schema

from bot.content.document import Document
from bot.content.faults import Faults
from bot.content.schema import validate
from bot.content.schema_words import ContentError, describe
from bot.content.yaml_reader import read_yaml
from tests.bot.content.tree import said

JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")


class Kind(Enum):
    BURNABLE = "燃えるごみ"
    PLASTIC = "プラ"


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid")

    label: str
    days: list[int] = []


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, Field(max_length=5)] = "題"
    count: Annotated[int, Field(ge=1, le=9)] = 1
    ratio: float = 1
    open: bool = True
    since: date = date(2026, 4, 1)
    until: time = time(8, 30)
    kind: Kind = Kind.BURNABLE
    mode: Literal["通常", "災害"] = "通常"
    item: Item | None = None
    items: list[Item] = []
    by_name: dict[str, Item] = {}
    either: Item | int | None = None

    @field_validator("title")
    @classmethod
    def _no_exclamation(cls, title: str) -> str:
        if "！" in title:
            raise ContentError("題に「！」は使えません。", "「！」を消してください。")
        if "？" in title:
            raise ValueError("題に「？」は使えません。")
        return title


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")

    ask: str
    label: str


def check(text: str, model: type[BaseModel] = Model) -> tuple[BaseModel | None, list[str]]:
    faults = Faults()
    node = read_yaml(Document("w.yaml", text, "utf-8"), faults)
    assert node is not None
    return validate(node, model, faults), said(faults)


def test_text_becomes_what_the_schema_asks_for() -> None:
    model, faults = check(
        "count: 3\nratio: 0.5\nopen: no\nsince: 2026-05-01\nuntil: 17:15\nkind: プラ\nmode: 災害\n"
        "item: {label: 瓶, days: [1, 2]}\n"
    )
    assert faults == []
    assert model == Model(
        count=3,
        ratio=0.5,
        open=False,
        since=date(2026, 5, 1),
        until=time(17, 15),
        kind=Kind.PLASTIC,
        mode="災害",
        item=Item(label="瓶", days=[1, 2]),
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "title: ごみの分け方\n",
            "w.yaml:1行 8文字目: 「title」: 長すぎます。→ 5文字以内で書いてください。",
        ),
        (
            "title:\ncount: 2\n",
            "w.yaml:1行 1文字目: 「title」: 内容がありません。→ 内容を書いてください。",
        ),
        (
            "title: だめ！\n",
            "w.yaml:1行 8文字目: 題に「！」は使えません。→ 「！」を消してください。",
        ),
        (
            "title: だめ？\n",
            "w.yaml:1行 8文字目: 題に「？」は使えません。→ 書き方を手引きで確かめてください。",
        ),
        (
            "count: 三\n",
            "w.yaml:1行 8文字目: 「count」: 整数を書くところです。"
            "→ 小数点や単位を付けず、半角の整数を書いてください。",
        ),
        (
            "count: 10\n",
            "w.yaml:1行 8文字目: 「count」: 数が大きすぎます。→ 9以下の数を書いてください。",
        ),
        (
            "open: はい\n",
            "w.yaml:1行 7文字目: 「open」: 「はい」か「いいえ」を決めるところです。"
            "→ true(はい)か false(いいえ)を書いてください。",
        ),
        (
            "since: 令和8年\n",
            "w.yaml:1行 8文字目: 「since」: 日付として読めません。"
            "→ 2026-04-01 のように、半角で「年-月-日」と書いてください。",
        ),
        (
            "until: 8時半\n",
            "w.yaml:1行 8文字目: 「until」: 時刻として読めません。"
            "→ 08:30 のように、半角で「時:分」と2桁ずつ書いてください。",
        ),
        (
            "mode: 訓練\n",
            "w.yaml:1行 7文字目: 「mode」: 決められた言葉ではありません。"
            "→ 「通常」、「災害」のどれかを書いてください。",
        ),
        (
            "items:\n  - label: a\n    days:\n      - 1\n      - 火\n",
            "w.yaml:5行 9文字目: 「daysの2番目」: 整数を書くところです。"
            "→ 小数点や単位を付けず、半角の整数を書いてください。",
        ),
        (
            "count: 1\nitem:\n  days: [1]\n",
            "w.yaml:2行 1文字目: 「label」がありません。→ 「label: 内容」の行を足してください。",
        ),
        (
            "items:\n  - label: a\n  - days: [1]\n",
            "w.yaml:3行 5文字目: 「label」がありません。→ 「label: 内容」の行を足してください。",
        ),
        (
            "items: 瓶\n",
            "w.yaml:1行 8文字目: 「items」: 一覧にするところです。"
            "→ 1行に1つずつ、先頭に「- 」を付けて書いてください。",
        ),
        (
            "by_name:\n  瓶: 資源\n",
            "w.yaml:2行 6文字目: 「瓶」: 「項目名: 内容」を並べるところです。"
            "→ 半角の「:」と空白を使い、「項目名: 内容」の形で書いてください。",
        ),
        (
            "title: {district}\n",
            "w.yaml:1行 8文字目: 「title」: 文字を書くところです。"
            '→ 文を「"」で囲んで1つだけ書いてください。',
        ),
        (
            "coumt: 赤\n",
            "w.yaml:1行 1文字目: 「coumt」という項目はありません。"
            "→ 「count」の書き間違いではありませんか。",
        ),
        (
            "by_name:\n  瓶:\n    label: a\n    dayz: [1]\n",
            "w.yaml:4行 5文字目: 「dayz」という項目はありません。"
            "→ 「days」の書き間違いではありませんか。",
        ),
        (
            "item: {label: a, 備考: x}\n",
            "w.yaml:1行 18文字目: 「備考」という項目はありません。"
            "→ ここに書ける項目は label、days です。",
        ),
    ],
)
def test_a_fault_has_its_place_and_its_advice(text: str, fault: str) -> None:
    model, faults = check(text)
    assert model is None
    assert faults == [fault]


class Renamed(BaseModel):
    model_config = ConfigDict(extra="forbid")

    item: Annotated[Item | None, Field(alias="品目")] = None
    counts: dict[Annotated[str, Field(max_length=2)], int] = {}


def test_keys_go_by_the_name_they_have_in_the_file() -> None:
    _, faults = check("品目:\n  label: 瓶\n  dayz: [1]\n", Renamed)
    assert faults == [
        "w.yaml:3行 3文字目: 「dayz」という項目はありません。→ 「days」の書き間違いではありませんか。"
    ]
    _, faults = check("item: x\n", Renamed)
    assert faults == [
        "w.yaml:1行 1文字目: 「item」という項目はありません。"
        "→ ここに書ける項目は 品目、counts です。"
    ]


def test_a_wrong_key_is_reported_at_the_key() -> None:
    _, faults = check("counts:\n  とても長い: 1\n", Renamed)
    assert faults == [
        "w.yaml:2行 3文字目: 「とても長い」: 長すぎます。→ 2文字以内で書いてください。"
    ]


def test_a_misspelt_key_is_one_mistake() -> None:
    _, faults = check("ask: x\nlable: y\n", Strict)
    assert faults == [
        "w.yaml:2行 1文字目: 「lable」という項目はありません。"
        "→ 「label」の書き間違いではありませんか。"
    ]


def test_every_fault_of_a_file_is_reported_at_once() -> None:
    _, faults = check("count: x\nopen: はい\nsince: z\n")
    assert [fault.split(" ")[0] for fault in faults] == ["w.yaml:1行", "w.yaml:2行", "w.yaml:3行"]


@pytest.mark.parametrize("kind", get_args(core_schema.ErrorType))
def test_every_pydantic_error_has_japanese_words(kind: Any) -> None:
    context = dict.fromkeys(
        ("expected", "min_length", "max_length", "gt", "ge", "lt", "le", "multiple_of", "pattern"),
        1,
    ) | dict.fromkeys(("max_digits", "decimal_places", "whole_digits", "expected_schemes"), 1)
    context |= dict.fromkeys(("expected_tags", "discriminator"), 1)
    error = ErrorDetails(type=kind, loc=("label",), msg="", input="x", ctx=context)
    for words in describe(error):
        assert JAPANESE.search(words)
        assert words.endswith("。")
        assert "{" not in words
