"""Sentences and labels: LINE's limits, declared placeholders, safe filling."""

from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field, ValidationError

from bot.content.schema_words import ContentError
from bot.content.words import Label, Phrase, fill, label, phrase, placeholders


class Words(BaseModel):
    ask: Annotated[str, phrase("district", "day")] = "x"
    plain: Phrase = "x"
    button: Label = "x"
    named: Annotated[str, label("name")] = "x"
    header: Annotated[str, Field(max_length=3), placeholders("n")] = "x"


def fault_of(**words: str) -> ContentError:
    with pytest.raises(ValidationError) as invalid:
        Words(**words)
    error: Any = invalid.value.errors()[0]
    found = error["ctx"]["error"]
    assert isinstance(found, ContentError)
    return found


@pytest.mark.parametrize(
    ("words", "message", "advice"),
    [
        (
            {"ask": "{distrct}の日"},
            "「{distrct}」に入る言葉はありません。",
            "{district} の書き間違いではありませんか。",
        ),
        (
            {"ask": "{地区}の日"},
            "「{地区}」に入る言葉はありません。",
            "使えるのは {district}、{day} です。",
        ),
        (
            {"plain": "{day}です"},
            "「{day}」に入る言葉はありません。",
            "この文には { } を使えません。{ } を消してください。",
        ),
        (
            {"ask": "{day.year}"},
            "「{day.year}」に入る言葉はありません。",
            "使えるのは {district}、{day} です。",
        ),
        (
            {"ask": "{day"},
            "「{」の相手がありません。",
            "{ と } は組にして書いてください。文字として使うときは {{ }} と2つ重ねてください。",
        ),
        (
            {"ask": "｛day｝です"},
            "「｛day｝」の括弧が全角です。",
            "半角で {day} と書いてください。",
        ),
        ({"plain": " \n"}, "文がありません。", "文を書いてください。"),
        (
            {"plain": "あ" * 5001},
            "5000文字までのところ、1文字多く書かれています。",
            "短くしてください。",
        ),
        (
            {"plain": "😀" * 2501},
            "5000文字までのところ、2文字多く書かれています。",
            "短くしてください。",
        ),
        (
            {"button": "あ" * 23},
            "20文字までのところ、3文字多く書かれています。",
            "短くしてください。",
        ),
    ],
)
def test_a_wrong_sentence_says_what_to_do(words: dict[str, str], message: str, advice: str) -> None:
    found = fault_of(**words)
    assert (found.message, found.advice) == (message, advice)


def test_sentences_within_the_limits_pass() -> None:
    words = Words(
        ask="{district}は{day}、また {day} です。{{例}}\n",
        plain="😀" * 2500,
        button="👨‍👩‍👧‍👦" * 20,
        named="あ" * 20 + "{name}",
        header="{n}",
    )
    assert words.ask == "{district}は{day}、また {day} です。{{例}}"
    assert words.named.endswith("{name}")


def test_filling_puts_values_and_single_braces() -> None:
    assert fill("{district}は{ day }。{{例}}", district="河北", day=3) == "河北は3。{例}"


def test_filling_never_looks_into_a_value() -> None:
    with pytest.raises(KeyError):
        fill("{day.__class__}", day="月")
    with pytest.raises(KeyError):
        fill("{day!r:>100}", day="月")


@given(st.text(), st.text())
def test_a_value_is_put_in_as_it_is(before: str, value: str) -> None:
    escaped = before.replace("{", "{{").replace("}", "}}")
    assert fill(escaped + "→{value}", value=value) == f"{before}→{value}"
