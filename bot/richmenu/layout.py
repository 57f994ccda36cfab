"""What is drawn where: cards with a sign, a label and a second line, as large as fits.

Sizes are pixels of a picture 2,500 wide, which a phone shows about 375 points wide: 100 pixels are
15 points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from bot.richmenu.font import Font
from bot.richmenu.geometry import Box, Cell, cells, tabs
from bot.richmenu.lettering import LINE_SPACING, Lettering, Room, fit
from bot.richmenu.schema import Menu

GAP = 14
PADDING = 40
RIM = 24
BETWEEN = 30
ABOVE = 12
SUB_SPACING = 1.3
# Wider than this, and the sign stands beside the words.
_LYING = {"normal": 2.4, "large": 1.7}
_TAB_PIXELS = (124, 88)
# Where a label needs the room, its sign gives way, down to the last of these.
_SIGN_SHARES = (1.0, 0.9, 0.8, 0.7, 0.6)
_NEARLY = 0.9
_LARGEST_SIGN = {"normal": 280, "large": 330}


@dataclass(frozen=True, slots=True)
class Sizes:
    """Largest and smallest letters, in pixels."""

    label: tuple[int, int]
    sub: tuple[int, int]


SIZES = {
    "normal": Sizes((136, 96), (88, 68)),
    "large": Sizes((224, 144), (124, 84)),
}


@dataclass(frozen=True, slots=True)
class Card:
    """An area as it is drawn; `sign` is the side of the sign's square, 0 without one."""

    cell: Cell
    box: Box
    lying: bool
    sign: int
    label: tuple[str, ...]
    label_pixels: int
    sub_pixels: int
    fits: bool
    sub_fits: bool

    @property
    def words_height(self) -> int:
        """The height of the label and the second line."""
        high = round(len(self.label) * self.label_pixels * LINE_SPACING)
        return high + (round(self.sub_pixels * SUB_SPACING) if self.cell.area.sub else 0)


def cards(menu: Menu, font: Font) -> list[Card]:
    """Every area of a menu, laid out; areas of rows of one height share their sizes.

    The letters of a low row are no larger than those of a higher one.
    """
    laid: list[Card] = []
    ordered = sorted(cells(menu), key=_height, reverse=True)
    for _, group in groupby(ordered, key=_height):
        largest = laid[-1].label_pixels if laid else SIZES[menu.letters].label[0]
        laid += _group(menu, list(group), font, largest)
    return laid


def _height(cell: Cell) -> int:
    # Rounding may leave rows of one share a pixel apart.
    return round(cell.box.height, -1)


def _lies(menu: Menu, group: list[Cell]) -> bool:
    """Whether the signs stand beside the words; all of a group, or none."""
    return all(cell.box.width > _LYING[menu.letters] * cell.box.height for cell in group)


@dataclass(frozen=True, slots=True)
class _Trial:
    """The letters of a group, with signs of one size."""

    sign: int
    words: Lettering
    subs: Lettering

    @property
    def misfits(self) -> int:
        return len(self.words.misfits) + len(self.subs.misfits)


def _best(tried: list[_Trial]) -> _Trial:
    """The largest sign (they come first) that costs the labels little."""
    fewest = min(trial.misfits for trial in tried)
    fitting = [trial for trial in tried if trial.misfits == fewest]
    largest = max(trial.words.pixels for trial in fitting)
    return next(each for each in fitting if each.words.pixels >= _NEARLY * largest)


def _group(menu: Menu, group: list[Cell], font: Font, largest: int) -> Iterator[Card]:
    lying = _lies(menu, group)
    sign = _sign(menu, group, lying=lying)
    tried = [
        _try(menu, group, font, largest, round(sign * share), lying=lying) for share in _SIGN_SHARES
    ]
    best = _best(tried)
    for number, cell in enumerate(group):
        yield Card(
            cell,
            cell.box.shrunk(GAP),
            lying,
            best.sign if cell.area.icon else 0,
            best.words.lines[number],
            best.words.pixels,
            best.subs.pixels,
            number not in best.words.misfits,
            number not in best.subs.misfits,
        )


def _try(
    menu: Menu, group: list[Cell], font: Font, largest: int, sign: int, *, lying: bool
) -> _Trial:
    sizes = SIZES[menu.letters]
    beside, above = (sign + BETWEEN, 0) if lying else (0, sign + ABOVE)
    subs = fit(list(_sub_rooms(group, beside, sizes)), font, *sizes.sub)
    rooms = list(_label_rooms(group, beside, above, subs.pixels))
    return _Trial(sign, fit(rooms, font, largest, sizes.label[1]), subs)


def _sign(menu: Menu, group: list[Cell], *, lying: bool) -> int:
    height = group[0].box.height - 2 * GAP
    return min(round(height * (0.66 if lying else 0.42)), _LARGEST_SIGN[menu.letters])


def _sub_rooms(group: list[Cell], beside: int, sizes: Sizes) -> Iterator[Room]:
    one_line = round(sizes.sub[0] * LINE_SPACING)
    for cell in group:
        yield Room([cell.area.sub or ""], _width(cell, beside), one_line)


def _label_rooms(group: list[Cell], beside: int, above: int, sub: int) -> Iterator[Room]:
    for cell in group:
        taken = above if cell.area.icon else 0
        taken += round(sub * SUB_SPACING) if cell.area.sub else 0
        high = cell.box.height - 2 * GAP - 2 * RIM - taken
        yield Room(cell.area.label, _width(cell, beside), high)


def _width(cell: Cell, beside: int) -> int:
    return cell.box.width - 2 * GAP - 2 * PADDING - (beside if cell.area.icon else 0)


def tab_letters(menu: Menu, names: Iterable[str], font: Font) -> Lettering:
    """The words on the tabs."""
    rooms = [
        Room([name], box.width - 2 * PADDING, box.height)
        for name, (_, box) in zip(names, tabs(menu), strict=True)
    ]
    return fit(rooms, font, *_TAB_PIXELS)
