"""Parts of a phrase at places that need no dictionary: at の, 製の, brackets and blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.search.details import material_first
from bot.search.fold import flat, squash
from bot.search.keys import keys
from bot.search.spans import AFTER, BEFORE, Sort, Span

_GAPS = re.compile(r"[\s()\[\]（）「」]+")
# Where a phrase may be cut without knowing its words: いすの下のひも, うちわ（竹）, プラスチックでできたひも.
_JOINTS = re.compile(r"製の|で(?:でき|出来)た|の|[^\w]+")
_CLOSING = ")]}」』】〉》〕 "


def cuts(phrase: str) -> Iterator[Span]:
    """The parts of a phrase beside its joints, for words that no dictionary knows as such: ひも, うちわ."""
    for joint in _JOINTS.finditer(phrase):
        before, after = phrase[: joint.start()], phrase[joint.end() :].rstrip(_CLOSING)
        if not (squash(before) and squash(after)):
            continue
        is_sign = not squash(joint.group())
        ahead, behind = keys(before), keys(after)
        weight = BEFORE[Sort.BREAK if is_sign else Sort.OF]
        yield Span(behind, weight, ahead.read + joint.group(), "", ahead)
        if is_sign:
            yield Span(ahead, AFTER[Sort.BREAK], "", behind.read, behind)
    if end := material_first(flat(phrase)):
        material, rest = keys(phrase[:end]), keys(phrase[end:])
        yield Span(rest, BEFORE[Sort.NOUN], material.read, "", material)


def turned(phrase: str) -> str:
    """「時計 目覚まし」, 「自転車(子供用)」 the other way round; empty if there is nothing to turn."""
    parts = [part for part in _GAPS.split(phrase) if part]
    return " ".join(reversed(parts)) if len(parts) > 1 else ""
