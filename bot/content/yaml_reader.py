"""YAML text to a tree of Nodes, within the part of YAML that staff need.

Anchors, aliases, tags and further documents are refused: nobody who edits words needs them, and a
sentence that happens to begin with `*`, `&` or `!` must be answered with advice, not with magic.
"""

import re
from collections.abc import Iterator
from typing import NoReturn

import yaml

from bot.content.document import Document
from bot.content.encoding import split_lines
from bot.content.faults import Faults, Place
from bot.content.yaml_errors import report_no_form, report_syntax
from bot.content.yaml_node import Node

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 30
_NOTHING = ("", "~", "null", "Null", "NULL")
# YAML takes these for line breaks where editors do not; the same width keeps the columns true.
_ODD_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")
_GLUED_COMMENT = re.compile(r"[ \t]+#(?=[^\s#])")

Events = Iterator[yaml.Event]


class _RefusedError(Exception):
    """The part of the file that cannot be read has been reported; there is no tree."""


def read_yaml(document: Document, faults: Faults) -> Node | None:
    """The tree of a YAML file; an empty file is an empty mapping. None where it has no form."""
    text = document.text.translate(_ODD_BREAKS)
    reader = _Reader(document.file, split_lines(text), faults)
    try:
        root = reader.tree(yaml.parse(text, _Loader))
    except yaml.YAMLError as error:
        report_syntax(document.file, text, error, faults)
        return None
    except _RefusedError:
        return None
    if root.text is not None:
        report_no_form(document.file, text, faults)
        return None
    return root


class _Reader:
    def __init__(self, file: str, lines: list[str], faults: Faults) -> None:
        self._file = file
        self._lines = lines
        self._faults = faults

    def tree(self, events: Events) -> Node:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and root:
                self._refuse(
                    event,
                    "「---」で区切られた2つ目の内容があります。",
                    "1つのファイルには1つの内容だけを書き、「---」の行を消してください。",
                )
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 0)
        if root is None or root.is_nothing:
            return Node(Place(self._file, 1), entries={})
        return root

    def _node(self, event: yaml.Event, events: Events, depth: int) -> Node:
        self._check(event, depth)
        place = self._place(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(place, items=list(self._items(events, depth + 1)))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place, events, depth + 1)
        assert isinstance(event, yaml.ScalarEvent)
        self._warn_of_lost_words(event)
        if not event.style and event.value in _NOTHING:
            return Node(place)
        return Node(place, event.value)

    def _items(self, events: Events, depth: int) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, events, depth)

    def _mapping(self, place: Place, events: Events, depth: int) -> Node:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, keys)
            keys[key] = self._place(event)
            entries[key] = self._node(next(events), events, depth)
        return Node(place, entries=entries, keys=keys)

    def _key(self, event: yaml.Event, keys: dict[str, Place]) -> str:
        self._check(event, 0)
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(
                event,
                "項目名の場所に、項目名として使えないものがあります。",
                '文の先頭の「{」「[」「?」は特別な記号です。文全体を「"」で囲んでください。',
            )
        if event.value in keys:
            self._faults.error(
                self._place(event),
                f"項目「{event.value}」が2回書かれています(1回目は{keys[event.value].line}行)。",
                "どちらか一方を消してください。",
            )
        return str(event.value)

    def _check(self, event: yaml.Event, depth: int) -> None:
        if depth > MAX_DEPTH:
            self._refuse(
                event, "入れ子が深すぎます。", "行の先頭の空白や「[」の数を見直してください。"
            )
        sign = self._magic(event)
        if sign:
            self._refuse(
                event,
                f"「{sign}」で始まる文は、そのままでは読めません。",
                '文全体を「"」で囲んでください。',
            )

    def _magic(self, event: yaml.Event) -> str:
        if isinstance(event, yaml.AliasEvent):
            return "*"
        if getattr(event, "anchor", None):
            return "&"
        return "!" if getattr(event, "tag", None) else ""

    def _warn_of_lost_words(self, event: yaml.ScalarEvent) -> None:
        mark = event.end_mark
        if event.style or mark is None or mark.line >= len(self._lines):
            return
        line, column = mark.line, mark.column
        if match := _GLUED_COMMENT.match(self._lines[line], column):
            self._faults.warning(
                Place(self._file, line + 1, match.end()),
                "「#」から後ろは覚え書きとして扱われ、読まれません。",
                '文の一部なら文全体を「"」で囲み、覚え書きなら「#」の後ろに空白を入れてください。',
            )

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None
        return Place(self._file, mark.line + 1, mark.column + 1)

    def _refuse(self, event: yaml.Event, message: str, advice: str) -> NoReturn:
        self._faults.error(self._place(event), message, advice)
        raise _RefusedError
