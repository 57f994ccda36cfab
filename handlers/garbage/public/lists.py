"""Long lists under headings: districts by the place they lie in, things by their reading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.api import fold
from handlers.garbage.city import Calendar
from handlers.garbage.finding.text import squash
from handlers.garbage.kinds import Item

# The rows of the Japanese syllabary, each with the signs that stand in it.
_ROWS = {
    "あ": "あいうえおぁぃぅぇぉゔ", "か": "かきくけこがぎぐげごゕゖ", "さ": "さしすせそざじずぜぞ",
    "た": "たちつてとだぢづでどっ", "な": "なにぬねの", "は": "はひふへほばびぶべぼぱぴぷぺぽ",
    "ま": "まみむめも", "や": "やゆよゃゅょ", "ら": "らりるれろ", "わ": "わをんゎゐゑ",
}  # fmt: skip
_ROW_OF = {sign: row for row, signs in _ROWS.items() for sign in signs}


def grouped_areas(
    calendar: Calendar, chosen: Collection[str] | None
) -> Mapping[str, Sequence[str]]:
    """The districts by group ("" where there are no groups), all of them or the chosen ones.

    A group of one that has the district's own name joins those without a group.
    """
    groups: dict[str, list[str]] = {}
    for name, labels in calendar.finder.groups().items():
        kept = [label for label in labels if chosen is None or label in chosen]
        if kept:
            groups.setdefault("" if labels == [name] else name, []).extend(kept)
    return groups


def things_with(items: Iterable[Item], part: str) -> list[Item]:
    """The things whose name or reading holds `part`, however it is spelt."""
    wanted = squash(part)
    return [item for item in items if wanted in squash(item.name) or wanted in squash(item.reading)]


def by_reading(items: Iterable[Item]) -> Mapping[str, Sequence[Item]]:
    """Things in the order of their readings, by the row of the syllabary; without one, under ""."""
    rows: dict[str, list[Item]] = {row: [] for row in (*_ROWS, "")}
    for item in sorted(items, key=_reading):
        rows[_ROW_OF.get(_reading(item)[:1], "")].append(item)
    return {row: found for row, found in rows.items() if found}


def _reading(item: Item) -> str:
    """A reading of one letter only sorts, so the name follows it."""
    name = fold(item.name)
    reading = fold(item.reading)
    return reading if len(reading) > 1 else reading + name
