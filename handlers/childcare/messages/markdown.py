"""The part of Markdown that a card can show: headings, paragraphs, lists, links, and bold words.

Everything else is reported, so that no author wonders where a table or a picture went.
Source: CommonMark 0.31 for what the signs mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one look; `url` where they are a link."""

    text: str
    bold: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    runs: Sequence[Run]


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Sequence[Run]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, with its sign (・ or 1.)."""

    sign: str
    runs: Sequence[Run]


Block = Heading | Paragraph | Item


@dataclass(frozen=True, slots=True)
class Problem:
    """What a card cannot show, by its offset in the text."""

    offset: int
    message: str
    advice: str


BULLET = "・"
_HEADING = re.compile(r"(#{1,3})[ \t]+(?P<text>.+?)[ \t]*#*$")
_BULLET = re.compile(r"[-*+][ \t]+(?P<text>.+)$")
_NUMBER = re.compile(r"(?P<sign>\d{1,2}[.)])[ \t]+(?P<text>.+)$")
_INLINE = re.compile(r"\*\*(?P<bold>[^*\n]+)\*\*|(?<!!)\[(?P<label>[^\]\n]+)\]\((?P<url>[^)\s]+)\)")

_PLAIN = "この書き方は使えません。見出し(#)、箇条書き(-)、リンク、太字(**)だけが使えます。"
_LINES = (
    (re.compile(r"(```|~~~)"), "プログラムの囲み(```)は、カードに出せません。"),
    (re.compile(r">"), "引用(>)は、カードに出せません。"),
    (re.compile(r"\|"), "表(|)は、カードに出せません。"),
    (re.compile(r"([-*_][ \t]*){3,}$"), "区切り線は、カードに出せません。"),
    (re.compile(r"={2,}$"), "「===」の見出しは、カードに出せません。"),
    (re.compile(r"#{4,}"), "見出しは、#から###までの3段です。"),
    (re.compile(r"#{1,3}\S"), "見出しの「#」の後ろに空白がありません。"),
    (re.compile(r"[ \t]+\S"), "行の先頭に空白があります。箇条書きの入れ子は、カードに出せません。"),
)  # fmt: skip
_SIGNS = (
    (re.compile(r"!\["), "画像は、カードに出せません。"),
    (re.compile(r"\]\(|\[[^\]]*\]\["), "リンクとして読めません。"),
    (re.compile(r"`"), "「`」は、カードに出せません。"),
    (re.compile(r"~~"), "取り消し線は、カードに出せません。"),
    (re.compile(r"</?[A-Za-z!]"), "HTMLのタグは、カードに出せません。"),
    (re.compile(r"\*"), "「*」の相手がないか、太字でない飾りです。"),
    (re.compile(r"\\"), "「\\」は、カードに出せません。"),
)


def read(text: str) -> tuple[list[Block], list[Problem]]:
    """The blocks in order, and what is wrong; what has a problem is left out of its block's look."""
    reader = _Reader()
    offset = 0
    for line in text.split("\n"):
        reader.line(line.rstrip(), offset)
        offset += len(line) + 1
    reader.close()
    return reader.blocks, reader.problems


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self._open: list[Run] = []

    def line(self, line: str, offset: int) -> None:
        """Take one line; lines of a paragraph stay lines, as Japanese authors break them by sense."""
        if not line:
            self.close()
        elif found := next((words for sign, words in _LINES if sign.match(line)), None):
            self.problems.append(Problem(offset, found, _PLAIN))
        elif match := _HEADING.match(line):
            self._add(Heading(self._runs(match["text"], offset + match.start("text"))))
        elif match := _BULLET.match(line):
            self._add(Item(BULLET, self._runs(match["text"], offset + match.start("text"))))
        elif match := _NUMBER.match(line):
            runs = self._runs(match["text"], offset + match.start("text"))
            self._add(Item(match["sign"], runs))
        else:
            self._open += [*([Run("\n")] if self._open else []), *self._runs(line, offset)]

    def close(self) -> None:
        """End a paragraph."""
        if self._open:
            self.blocks.append(Paragraph(tuple(self._open)))
            self._open = []

    def _add(self, block: Block) -> None:
        self.close()
        self.blocks.append(block)

    def _runs(self, text: str, offset: int) -> tuple[Run, ...]:
        return tuple(self._each_run(text, offset))

    def _each_run(self, text: str, offset: int) -> Iterator[Run]:
        end = 0
        for match in _INLINE.finditer(text):
            yield from self._plain(text[end : match.start()], offset + end)
            if match["bold"]:
                yield Run(match["bold"], bold=True)
            else:
                yield Run(match["label"], url=match["url"])
            end = match.end()
        yield from self._plain(text[end:], offset + end)

    def _plain(self, text: str, offset: int) -> Iterator[Run]:
        for sign, words in _SIGNS:
            if match := sign.search(text):
                self.problems.append(Problem(offset + match.start(), words, _PLAIN))
                break
        if text:
            yield Run(text)


def plain(blocks: Sequence[Block]) -> str:
    """The blocks in plain lines, for notifications and screen readers."""
    return "\n".join(
        (f"{block.sign} " if isinstance(block, Item) else "") + "".join(r.text for r in block.runs)
        for block in blocks
    )
