"""Small changes to content files that leave the rest of their bytes alone: a synonym, a row, an item.

What was written is read again and compared, so that a file of an unexpected form is refused, not spoilt.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.content import Document, Faults, Node
from bot.content.csv_reader import read_table
from bot.content.encoding import UnreadableError, decode
from bot.content.yaml_reader import read_yaml
from bot.importing.sheet import style_of, write_table
from bot.sheets import Refused

BOMS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
_PLAIN = re.compile(r"[^\W_](?:[\w ・ー〜～()（）／/.+-]*[\w)）ー])?")
_TOP = re.compile(r"^[^\s#][^:]*:", re.MULTILINE)
_BY_HAND = (
    "このファイルは、自動では書き足せない書き方になっています。ファイルの画面で書き足してください。"
)


@dataclass(frozen=True, slots=True)
class Items:
    """A list of items in a YAML file: its key at the top, the keys of its items, and which hold lists."""

    key: str
    names: tuple[str, ...]
    lists: frozenset[str]


def with_synonym(data: bytes, word: str, meaning: str) -> bytes:
    """A search.yaml in which two words are of one meaning.

    Raises:
        Refused: they already are, or the file cannot be added to.
    """
    text = _read(data)
    before = _node(text)
    groups = _groups(before)
    if any({word, meaning} <= set(group) for group in groups):
        raise Refused(f"「{word}」と「{meaning}」は、もう同じ意味の言葉になっています。")
    made = _into_group(text, word, meaning, groups) or _as_group(text, word, meaning)
    after = _node(made)
    fits = any({word, meaning} <= set(group) for group in _groups(after))
    if not fits or _rest(before, "synonyms") != _rest(after, "synonyms"):
        raise Refused(_BY_HAND)
    return written_like(made, data)


def with_row(data: bytes, values: Mapping[str, str]) -> bytes:
    """A table with one row more, at its end; `values` by the header's cells.

    Raises:
        Refused: it is no table.
    """
    table = read_table("", _read(data), Faults())
    heads = [cell.strip() for cell in table.header]
    if not heads or not values.keys() <= set(heads):
        raise Refused(_BY_HAND)
    style = style_of(data, decode(data).text)
    row = write_table([[values.get(head, "") for head in heads]], style)
    bom = next((mark for mark in BOMS.values() if row.startswith(mark)), b"")
    end = style.newline.encode(style.encoding)
    made = (data if data.endswith(end) else data + end) + row.removeprefix(bom)
    again = read_table("", _read(made), Faults())
    if len(again.rows) != len(table.rows) + 1 or again.rows[:-1] != table.rows:
        raise Refused(_BY_HAND)
    return made


def with_item(data: bytes, items: Items, values: Mapping[str, str]) -> bytes:
    """A YAML file with one item more at the end of its list of items.

    Args:
        values: texts by the item's keys, in their order; empty ones are left out. Words of a list stand
            with 「、」 between them.

    Raises:
        Refused: there is no such list, or it is written in one line.
    """
    text, key = _read(data), items.key
    before = _node(text)
    start = re.search(rf"^{re.escape(key)}:[ \t]*(?:#.*)?$", text, re.MULTILINE)
    if start is None:
        raise Refused(_BY_HAND)
    dash = re.search(r"^( *)- ", text[start.end() :], re.MULTILINE)
    if dash is None:
        raise Refused(_BY_HAND)
    at = _end_of_block(text, start.end())
    made = text[:at] + _item(values, items.lists, dash[1]) + text[at:]
    after = _node(made)
    if _rest(before, key) != _rest(after, key) or _length(after, key) != _length(before, key) + 1:
        raise Refused(_BY_HAND)
    return written_like(made, data)


def items_of(data: bytes) -> Items | None:
    """A file's list of items that have names."""
    try:
        node = _node(_read(data))
    except Refused:
        return None
    for key, child in (node.entries or {}).items():
        named = [
            one
            for one in child.items or ()
            if {"question", "title", "name"} & set(one.entries or {})
        ]
        if named:
            simple = [
                (k, v) for one in named for k, v in (one.entries or {}).items() if _is_simple(v)
            ]
            lists = frozenset(k for k, v in simple if v.items is not None)
            return Items(key, tuple(dict.fromkeys(k for k, _ in simple)), lists)
    return None


def _is_simple(node: Node) -> bool:
    return node.text is not None or (
        node.items is not None and all(one.text is not None for one in node.items)
    )


def _item(values: Mapping[str, str], lists: Collection[str], indent: str) -> str:
    lines: list[str] = []
    for name, value in values.items():
        if not value.strip():
            continue
        lead = f"{indent}- " if not lines else f"{indent}  "
        if "\n" in value.strip():
            block = "\n".join(f"{indent}    {line}".rstrip() for line in value.strip().splitlines())
            lines.append(f"{lead}{name}: |-\n{block}\n")
        elif name in lists:
            words = [_word(one.strip()) for one in re.split(r"[、,，]", value) if one.strip()]
            lines.append(f"{lead}{name}: [{', '.join(words)}]\n")
        else:
            lines.append(f"{lead}{name}: {_word(value.strip())}\n")
    return "".join(lines)


def _into_group(text: str, word: str, meaning: str, groups: Sequence[Sequence[str]]) -> str:
    """The text with the word in the meaning's group; empty where that has none, or is not in one line."""
    if not any(meaning in group for group in groups):
        return ""
    start = re.search(r"^synonyms:", text, re.MULTILINE)
    end = _end_of_block(text, start.end()) if start else 0
    for line in re.finditer(r"^ *- \[(.*)\][ \t]*$", text[:end], re.MULTILINE):
        if start and line.start() > start.end() and meaning in _words_of(line[0]):
            at = text.rindex("]", line.start(), line.end())
            return f"{text[:at]}, {_word(word)}{text[at:]}"
    return ""


def _as_group(text: str, word: str, meaning: str) -> str:
    start = re.search(r"^synonyms:[ \t]*(?:#.*)?$", text, re.MULTILINE)
    line = f"  - [{_word(meaning)}, {_word(word)}]\n"
    if start is None:
        return text.rstrip("\n") + f"\n\nsynonyms:\n{line}"
    at = _end_of_block(text, start.end())
    return text[:at] + line + text[at:]


def _end_of_block(text: str, start: int) -> int:
    """Where something can be added to a block: after its last line that is neither blank nor a comment."""
    following = _TOP.search(text, start)
    block = text[start : following.start() if following else len(text)]
    kept = re.sub(r"(?:\n[ \t]*(?:#[^\n]*)?)*\Z", "", block)
    end = start + len(kept)
    return end + 1 if text[end : end + 1] == "\n" else end


def _word(text: str) -> str:
    """A text as YAML takes it for a text."""
    if _PLAIN.fullmatch(text) and text.casefold() not in ("null", "true", "false", "yes", "no"):
        return text
    return json.dumps(text, ensure_ascii=False)


def _words_of(line: str) -> list[str]:
    node = read_yaml(Document("", line, "utf-8"), Faults())
    inner = node.items[0].items if node and node.items else None
    return [one.text or "" for one in inner or ()]


def _groups(node: Node) -> list[list[str]]:
    synonyms = (node.entries or {}).get("synonyms")
    items = synonyms.items if synonyms else None
    return [[one.text or "" for one in group.items or ()] for group in items or ()]


def _rest(node: Node, key: str) -> dict[str, object]:
    return {name: one.plain() for name, one in (node.entries or {}).items() if name != key}


def _length(node: Node, key: str) -> int:
    child = (node.entries or {}).get(key)
    return len(child.items or ()) if child else 0


def _node(text: str) -> Node:
    faults = Faults()
    node = read_yaml(Document("", text, "utf-8"), faults)
    if node is None or node.entries is None or faults.errors:
        raise Refused(_BY_HAND)
    return node


def _read(data: bytes) -> str:
    try:
        return decode(data).text.replace("\r\n", "\n")
    except UnreadableError as error:
        raise Refused(f"{error.message}{error.advice}") from error


def written_like(text: str, like: bytes) -> bytes:
    """A text in the encoding and with the line ends of other bytes; UTF-8 where that lacks a sign."""
    style = style_of(like, decode(like).text) if like else None
    if style is None:
        return text.encode()
    text = text.replace("\n", style.newline)
    try:
        return (BOMS.get(style.encoding, b"") if style.bom else b"") + text.encode(style.encoding)
    except UnicodeEncodeError:
        return text.encode()
