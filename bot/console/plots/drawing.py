"""A plot as SVG: presentation attributes only, since the console's pages allow no inline style.

Colours stand out from white (3:1 and more); lines differ by their dashes too, so that nothing depends on
seeing colours, nor on a printer that has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from bot.console.plots.plot import Plot, Shape, Value, written
from bot.console.plots.scale import ticks

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 800, 64, 16, 16, 36
HIGH = 200
ROW, ROW_NAME = 30, 240
LEGEND = 26
MOST_LABELS = 8
LONGEST_NAME = 15

_COLOURS = ("#0017c1", "#ce0000", "#197a4b", "#806300", "#6f23d0", "#333333")
_DASHES = ("", "8 4", "2 4", "12 4 2 4", "4 8", "16 4")
_GRID, _INK = "#949494", "#1a1a1a"
_SVG = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" class="plot__svg" viewBox="0 0 {} {}" role="img" '
    'aria-label="{}"><rect width="{}" height="{}" fill="#ffffff"/>{}</svg>'
)
_TEXT = Markup(
    '<text x="{:.1f}" y="{:.1f}" font-size="14" font-family="sans-serif" text-anchor="{}" fill="{}">{}</text>'
)
_RECT = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}"/>')
_PATH = Markup(
    '<path d="{}" fill="none" stroke="{}" stroke-width="{}" stroke-dasharray="{}" stroke-linecap="round"/>'
)


def draw(plot: Plot) -> Markup:
    """The SVG element; what it shows is told by its label and the table beside it."""
    shape, height = _SHAPES[plot.shape](plot)
    label = f"{plot.title}({plot.unit})のグラフ。数は表のとおりです。"
    return _SVG.format(WIDTH, height, label, WIDTH, height, Markup().join(shape))


def _bars(plot: Plot) -> tuple[Iterator[Markup], int]:
    values = next(iter(plot.series.values()))
    step = (WIDTH - LEFT - RIGHT) / max(len(values), 1)

    def parts() -> Iterator[Markup]:
        height, most = _height(plot)
        yield from _frame(plot, most, TOP)
        for number, value in enumerate(values):
            if value:
                x, high = LEFT + number * step, height(value)
                yield _RECT.format(x + step * 0.1, TOP + HIGH - high, step * 0.8, high, _COLOURS[0])

    return parts(), TOP + HIGH + BOTTOM


def _lines(plot: Plot) -> tuple[Iterator[Markup], int]:
    rows = _legend_rows(plot)
    top = TOP + (LEGEND * len(rows) if len(plot.series) > 1 else 0)

    def parts() -> Iterator[Markup]:
        height, most = _height(plot)
        yield from _frame(plot, most, top)
        if len(plot.series) > 1:
            yield from _legend(rows)
        for number, values in enumerate(plot.series.values()):
            yield _line(values, number, lambda value: top + HIGH - height(value))

    return parts(), top + HIGH + BOTTOM


def _line(values: Sequence[Value], number: int, y: Callable[[float], float]) -> Markup:
    """A series; it breaks off where nothing is known. A value between two gaps is a dot."""
    step = (WIDTH - LEFT - RIGHT) / max(len(values), 1)
    path, drawing = "", False
    for at, value in enumerate(values):
        if value is not None:
            point = f"{LEFT + (at + 0.5) * step:.1f} {y(value):.1f}"
            path += f"L{point}" if drawing else f"M{point}h0"
        drawing = value is not None
    return _PATH.format(path, _COLOURS[number], "3", _DASHES[number])


def _rows(plot: Plot) -> tuple[Iterator[Markup], int]:
    values = next(iter(plot.series.values()))
    room = WIDTH - ROW_NAME - 80

    def parts() -> Iterator[Markup]:
        most = max([value or 0 for value in values], default=0) or 1
        for number, (name, value) in enumerate(zip(plot.names, values, strict=True)):
            y, wide = TOP + number * ROW, room * (value or 0) / most
            shown = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
            yield _text(ROW_NAME - 8, y + 17, shown, "end")
            yield _RECT.format(ROW_NAME, y, wide, ROW - 8, _COLOURS[0])
            yield _text(ROW_NAME + wide + 6, y + 17, written(value), "start")

    return parts(), 2 * TOP + len(values) * ROW


_SHAPES: dict[Shape, Callable[[Plot], tuple[Iterator[Markup], int]]] = {
    Shape.BARS: _bars,
    Shape.LINES: _lines,
    Shape.ROWS: _rows,
}


def _height(plot: Plot) -> tuple[Callable[[float], float], Sequence[float]]:
    """How high a value stands, and the values that the axis names. The axis begins at 0."""
    most = max((value or 0 for values in plot.series.values() for value in values), default=0)
    named = ticks(most)
    return (lambda value: HIGH * value / named[-1]), named


def _frame(plot: Plot, named: Sequence[float], top: float) -> Iterator[Markup]:
    """The axis of values with its lines, and some of the names below."""
    for value in named:
        y = top + HIGH * (1 - value / named[-1])
        yield _PATH.format(f"M{LEFT} {y:.1f}H{WIDTH - RIGHT}", _GRID, "1", "")
        yield _text(LEFT - 8, y + 5, written(value), "end")
    step, every = (WIDTH - LEFT - RIGHT) / max(len(plot.names), 1), _every(len(plot.names))
    for number, name in enumerate(plot.names):
        if number % every == 0:
            yield _text(LEFT + (number + 0.5) * step, top + HIGH + 24, name, "middle")


def _every(count: int) -> int:
    return max(1, -(-count // MOST_LABELS))


def _legend_rows(plot: Plot) -> list[list[tuple[int, str]]]:
    """Three names in a row, each with its number."""
    names = list(enumerate(plot.series))
    return [names[at : at + 3] for at in range(0, len(names), 3)]


def _legend(rows: Sequence[Sequence[tuple[int, str]]]) -> Iterator[Markup]:
    wide = (WIDTH - LEFT - RIGHT) / 3
    for line, row in enumerate(rows):
        for column, (number, name) in enumerate(row):
            x, y = LEFT + column * wide, TOP + line * LEGEND
            yield _PATH.format(f"M{x:.1f} {y:.1f}h40", _COLOURS[number], "3", _DASHES[number])
            yield _text(x + 48, y + 5, name[:LONGEST_NAME], "start")


def _text(x: float, y: float, text: str, anchor: str) -> Markup:
    return _TEXT.format(x, y, anchor, _INK, text)
