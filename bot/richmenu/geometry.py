"""Where everything of a menu lies, in pixels of its picture, from the shares that staff wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.richmenu.schema import Area, Menu

WIDTH = 2500
HEIGHTS = {"large": 1686, "compact": 843}
# A finger needs 44 points of a 375-point screen.
TAB_HEIGHT = 294


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels from the upper left corner."""

    x: int
    y: int
    width: int
    height: int

    def shrunk(self, by: int) -> Box:
        """The rectangle without a rim of `by` pixels."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


@dataclass(frozen=True, slots=True)
class Cell:
    """An area, its row's and its own number in the file, and its rectangle."""

    row: int
    column: int
    area: Area
    box: Box


def size(menu: Menu) -> tuple[int, int]:
    """Width and height of the picture."""
    return WIDTH, HEIGHTS[menu.size]


def tabs(menu: Menu) -> list[tuple[str, Box]]:
    """The ids of the menus in the strip, with their rectangles."""
    spans = shares(0, WIDTH, [1] * len(menu.tabs))
    return [
        (name, Box(x, 0, width, TAB_HEIGHT))
        for name, (x, width) in zip(menu.tabs, spans, strict=True)
    ]


def cells(menu: Menu) -> Iterator[Cell]:
    """The areas below the strip; together they cover all of it."""
    top = TAB_HEIGHT if menu.tabs else 0
    heights = [row.height for row in menu.rows]
    rows = shares(top, HEIGHTS[menu.size] - top, heights)
    for number, (row, (y, height)) in enumerate(zip(menu.rows, rows, strict=True)):
        columns = shares(0, WIDTH, [area.width for area in row.areas])
        for place, (area, (x, width)) in enumerate(zip(row.areas, columns, strict=True)):
            yield Cell(number, place, area, Box(x, y, width, height))


def shares(start: int, length: int, weights: Sequence[int]) -> list[tuple[int, int]]:
    """Start and length of each share; without gaps, whatever the rounding."""
    total = sum(weights)
    ends = [length * done // total for done in accumulate(weights)]
    return [(start + begin, end - begin) for begin, end in zip([0, *ends], ends, strict=False)]
