"""Labels in their boxes: where a line may be broken, and the largest size at which all of them fit.

Areas of one height share one size, so that a menu looks of a piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.richmenu.font import Font

LINE_SPACING = 1.16
MOST_LINES = 3
_STEP = 4
# A break in a label costs more than letters that are this much smaller.
_WORTH_ONE_LINE = 0.80

_AFTER = "・、。/／ 　"
_BEFORE = "(（「"
_PARTICLES = "のをにへとがはでやもるなた"


@dataclass(frozen=True, slots=True)
class Room:
    """A label (lines its author fixed, or one to be broken) and the pixels there are for it."""

    label: Sequence[str]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Lettering:
    """The size for a group of labels, and the lines of each; `misfits` are those too long for it."""

    pixels: int
    lines: tuple[tuple[str, ...], ...]
    misfits: tuple[int, ...] = ()


def fit(rooms: Sequence[Room], font: Font, largest: int, smallest: int) -> Lettering:
    """The largest size in pixels at which every label fits; at worst the smallest, with misfits."""
    one_line = range(largest, round(largest * _WORTH_ONE_LINE) - 1, -_STEP)
    sizes = [(pixels, True) for pixels in one_line]
    sizes += [(pixels, False) for pixels in range(largest, smallest - 1, -_STEP)]
    for pixels, unbroken in sizes:
        lines = [_broken(room, font, pixels, unbroken=unbroken) for room in rooms]
        if all(lines):
            return Lettering(pixels, tuple(found or () for found in lines))
    lines = [_broken(room, font, smallest, unbroken=False) for room in rooms]
    misfits = tuple(number for number, found in enumerate(lines) if not found)
    best = (found or tuple(room.label) for found, room in zip(lines, rooms, strict=True))
    return Lettering(smallest, tuple(best), misfits)


def _broken(room: Room, font: Font, pixels: int, *, unbroken: bool) -> tuple[str, ...] | None:
    most = 1 if unbroken else MOST_LINES
    for lines in _ways(room.label, most):
        high = round(len(lines) * pixels * LINE_SPACING)
        if high <= room.height and all(font.width(line, pixels) <= room.width for line in lines):
            return lines
    return None


def _ways(label: Sequence[str], most: int) -> Iterator[tuple[str, ...]]:
    """The label in its author's lines, or else in one line, then in two of nearly equal length."""
    yield tuple(label)
    if len(label) > 1 or most == 1:
        return
    text = label[0]
    middle = len(text) / 2
    for at in sorted(places_to_break(text), key=lambda place: abs(place - middle)):
        yield text[:at].rstrip(), text[at:].lstrip()


def places_to_break(text: str) -> list[int]:
    """Where a second line may begin: after a sign, before a bracket, after a particle before kanji."""
    return [at for at in range(1, len(text)) if _may_break(text[at - 1], text[at])]


def _may_break(before: str, after: str) -> bool:
    if before in _AFTER or after in _BEFORE:
        return after not in _AFTER
    return before in _PARTICLES and not _is_hiragana(after) and after.isalnum()


def _is_hiragana(char: str) -> bool:
    return "\u3041" <= char <= "\u309f"
