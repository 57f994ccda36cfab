"""Types for words.yaml: sentences and labels within LINE's limits, with {placeholders}.

A phrase may hold only the placeholders its model declares::

    class Words(BaseModel):
        greeting: Phrase
        next_day: Annotated[str, phrase("district", "day")]
        button: Label

    fill(words.next_day, district="河北", day="月曜日")
"""

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Annotated

from pydantic import AfterValidator

from bot.content.schema_words import ContentError
from bot.messages.text import TEXT_LIMIT, grapheme_length, utf16_length

MAX_LABEL = 20
"""The label of a LINE action holds this many grapheme clusters."""

_PART = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}\n]*)\}|[{}]")
_WIDE = re.compile(r"｛(?P<name>[^{}｛｝\n]*)｝")


def placeholders(*names: str) -> AfterValidator:
    """Text that may hold only these placeholders; any length and even none."""
    return AfterValidator(lambda text: _check_placeholders(text, names))


def phrase(*names: str) -> AfterValidator:
    """A sentence: not empty, at most 5,000 UTF-16 units, with no other placeholders than these."""
    return _limited(names, TEXT_LIMIT, utf16_length)


def label(*names: str) -> AfterValidator:
    """The words on a button: not empty, at most 20 graphemes, one line."""
    return _limited(names, MAX_LABEL, grapheme_length)


def fill(phrase: str, /, **values: object) -> str:
    """The phrase with each {name} replaced by its value and {{ }} by single braces.

    Only whole names are looked up, never attributes or formats, and a value's own braces stay as
    they are, so a citizen's words may safely be a value. Raises KeyError for a name not given.
    """

    def put(match: re.Match[str]) -> str:
        name = match["name"]
        return match.group()[0] if name is None else str(values[name.strip()])

    return _PART.sub(put, phrase)


def _limited(names: tuple[str, ...], most: int, length: Callable[[str], int]) -> AfterValidator:
    def check(text: str) -> str:
        text = _check_placeholders(text.strip(), names)
        if not text:
            raise ContentError("文がありません。", "文を書いてください。")
        over = length(_PART.sub("", text)) - most
        if over > 0:
            raise ContentError(
                f"{most}文字までのところ、{over}文字多く書かれています。", "短くしてください。"
            )
        return text

    return AfterValidator(check)


def _check_placeholders(text: str, names: tuple[str, ...]) -> str:
    for match in _PART.finditer(text):
        name = match["name"]
        if name is not None and name.strip() not in names:
            raise ContentError(f"「{{{name}}}」に入る言葉はありません。", _allowed(name, names))
        if match.group() in "{}":
            raise ContentError(
                f"「{match.group()}」の相手がありません。",
                "{ と } は組にして書いてください。文字として使うときは {{ }} と2つ重ねてください。",
            )
    for match in _WIDE.finditer(text):
        if match["name"].strip() in names:
            raise ContentError(
                f"「{match.group()}」の括弧が全角です。",
                f"半角で {{{match['name'].strip()}}} と書いてください。",
            )
    return text


def _allowed(name: str, names: tuple[str, ...]) -> str:
    if not names:
        return "この文には { } を使えません。{ } を消してください。"
    nearest = get_close_matches(name.strip(), names, 1)
    if nearest:
        return f"{{{nearest[0]}}} の書き間違いではありませんか。"
    return f"使えるのは {'、'.join(f'{{{each}}}' for each in names)} です。"


Phrase = Annotated[str, phrase()]
"""A sentence without placeholders."""
Label = Annotated[str, label()]
"""The words on a button, without placeholders."""
