"""YAML's syntax errors in words a clerk understands.

The parser says where it got lost, not what its author did; so the line itself is looked at first
for the slips that people make, and the parser's own reason is used only when none is found.
"""

import re

import yaml

from bot.content.encoding import line_and_column, split_lines
from bot.content.faults import Faults, Place

Words = tuple[str, str]

_SLIPS: tuple[tuple[re.Pattern[str], Words], ...] = (
    (
        re.compile(r"^ *(\t)"),
        (
            "行の先頭にタブがあります。",
            "行の先頭のタブを消し、半角の空白で字下げしてください。",
        ),
    ),
    (
        re.compile(r"^[ ]*(\u3000)"),
        (
            "行の先頭に全角の空白があります。",
            "行の先頭の全角の空白を消し、半角の空白で字下げしてください。",
        ),
    ),
    (
        re.compile(r"^\s*[-\w]+(：)"),
        (
            "項目名の後ろの「：」が全角です。",
            "半角の「:」と半角の空白にしてください(例 name: 石巻市)。",
        ),
    ),
    (
        re.compile(r"^\s*(?:- +)?[-\w]+(:)(?=[^\s:/0-9])"),
        (
            "項目名の後ろの「:」に空白が続いていません。",
            "「:」の後ろに半角の空白を入れてください(例 name: 石巻市)。",
        ),
    ),
    (
        re.compile(
            r"^\s*(?:- +)?(?:[-\w]+:\s+)?(?!\[[^\[\]]*\]\s*$|\{[^{}]*\}\s*$)"
            r"([\[{*&!%@`,\]}]|[|>](?=[^-+\d\s]))"
        ),
        (
            "記号で始まる文は、そのままでは読めません。",
            '文全体を「"」で囲んでください(例 "{district}の日程です")。',
        ),
    ),
    (
        re.compile(r"^\s*(?:- +)?[-\w]+:\s+[^\"'|>\s].*?(:)(?=\s|$)"),
        (
            "文の中に「:」と空白があり、項目名との区切りと見分けがつきません。",
            '文全体を「"」で囲むか、文の中の「:」を全角の「：」にしてください。',
        ),
    ),
)

_SLIPS_IN_KEYS = _SLIPS[:4]

_REASONS: tuple[tuple[str, Words], ...] = (
    (
        "unexpected end of stream",
        (
            "「\"」または「'」で始まる文が、ファイルの最後まで閉じられていません。",
            "文の終わりにも同じ記号を付けてください。",
        ),
    ),
    (
        "unknown escape",
        (
            '「"」で囲んだ文の中に、特別な意味を持つ「\\」(円記号)があります。',
            "「\\」を消すか、「\\\\」と2つ重ねて書いてください。",
        ),
    ),
    (
        "could not find expected ':'",
        (
            "項目名の後ろに「:」がありません。",
            "「項目名: 内容」の形にしてください。長い文の続きなら、行の先頭を字下げしてください。",
        ),
    ),
    (
        "mapping values are not allowed",
        (
            "ここに「:」は書けません。",
            '行の先頭の空白の数を前の行とそろえるか、文全体を「"」で囲んでください。',
        ),
    ),
)
_INDENTATION = (
    "前の行までと形が合いません。",
    "行の先頭の空白の数をそろえ、「\"」や「'」で囲んだ文の後ろに文字がないか確かめてください。",
)
_NO_KEYS = (
    "項目が1つもありません。",
    "半角の「:」と空白を使い、「項目名: 内容」の形で書いてください。",
)
_CONTROL = (
    "目に見えない文字(制御文字)が入っています。",
    "この行を消して、手で打ち直してください。",
)


def report_syntax(file: str, text: str, error: yaml.YAMLError, faults: Faults) -> None:
    """Report a syntax error at its place, with what was probably done and what to do."""
    if isinstance(error, yaml.MarkedYAMLError):
        place, words = _diagnose(text, error)
        faults.error(Place(file, *place), *words)
    else:
        position = getattr(error, "position", 0)
        faults.error(Place(file, *line_and_column(text, position)), *_CONTROL)


def report_no_form(file: str, text: str, faults: Faults) -> None:
    """Report a file that YAML takes for one long sentence, for want of a single key."""
    lines = split_lines(text)
    slips = (_slip(lines, line) for line in range(len(lines)))
    place, words = next(filter(None, slips), ((1, 1), _NO_KEYS))
    faults.error(Place(file, *place), *words)


def _diagnose(text: str, error: yaml.MarkedYAMLError) -> tuple[tuple[int, int], Words]:
    lines = split_lines(text)
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return (1, 1), _INDENTATION
    if slip := _slip(lines, mark.line):
        return slip
    reason = f"{error.context} {error.problem}"
    if "quoted scalar" in reason and error.context_mark:
        mark = error.context_mark
    words = next((words for phrase, words in _REASONS if phrase in reason), _INDENTATION)
    return (min(mark.line, len(lines) - 1) + 1, mark.column + 1), words


def _slip(lines: list[str], line: int) -> tuple[tuple[int, int], Words] | None:
    # The parser notices a key without its colon only on the next line.
    for at, slips in ((line, _SLIPS), (line - 1, _SLIPS_IN_KEYS)):
        for pattern, words in slips:
            if 0 <= at < len(lines) and (match := pattern.match(lines[at])):
                return (at + 1, match.start(1) + 1), words
    return None
