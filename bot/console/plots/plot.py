"""`Plot`: named numbers, how they are drawn and what their table says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cached_property

from markupsafe import Markup

MOST_DAYS = 93
"""Longer periods are drawn by month: a quarter fits the width of a page, day by day."""
MOST_LINES = 6
MOST_ROWS = 20

Value = int | float | None
"""None: nothing is known, which is not 0."""


class Shape(Enum):
    """How numbers are drawn."""

    BARS = "bars"
    """Standing bars of one series: counts over time."""
    LINES = "lines"
    """Up to six lines: levels over time, or several counts."""
    ROWS = "rows"
    """Lying bars of one series: counts by category, whose names may be long."""


@dataclass(frozen=True)
class Plot:
    """Numbers of one or more series over the same names.

    Attributes:
        heading: what the names are ("日", "月", "担当課"): the head of the table's first column.
        names: in the order in which they are drawn.
        series: values by the series' names, as many as there are names.
        unit: "件", "人"; "%" where values are shares of 100.

    Raises:
        ValueError: the lengths differ, or there are more series than the shape can show.
    """

    title: str
    heading: str
    names: Sequence[str]
    series: Mapping[str, Sequence[Value]]
    unit: str = "件"
    shape: Shape = Shape.BARS

    def __post_init__(self) -> None:
        most = MOST_LINES if self.shape is Shape.LINES else 1
        if not 1 <= len(self.series) <= most:
            raise ValueError(f"{self.shape.value} show 1 to {most} series, not {len(self.series)}")
        if any(len(values) != len(self.names) for values in self.series.values()):
            raise ValueError(f"{self.title}: a value, or None, for each of the names")

    @cached_property
    def drawn(self) -> Markup:
        """The SVG element."""
        from bot.console.plots.drawing import draw  # it knows us

        return draw(self)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see: no value but 0."""
        return not any(value for values in self.series.values() for value in values)

    @property
    def table(self) -> list[tuple[str, ...]]:
        """The same as rows of text, the first of which are headings."""
        heads = (self.heading, *(f"{name}({self.unit})" for name in self.series))
        columns = [[written(value) for value in values] for values in self.series.values()]
        return [heads, *zip(self.names, *columns, strict=True)]


def over_time(
    title: str,
    series: Mapping[str, Mapping[date, int]],
    first: date,
    last: date,
    *,
    unit: str = "件",
    level: bool = False,
    shape: Shape | None = None,
) -> Plot:
    """Numbers by day, or by month where the period is longer than a quarter.

    Args:
        series: values by day, by the series' names. What lies outside of the period is left out.
        first, last: the period, both days included.
        level: a state (followers) rather than a count: a month's is that of its last known day, and a day
            without a value is a gap. Counts are added up, and a day without one is 0.
        shape: bars for one count and lines for anything else, unless given.
    """
    lines = level or len(series) > 1
    daily = (last - first).days < MOST_DAYS
    groups = dict(_days(first, last) if daily else _months(first, last))
    return Plot(
        title,
        "日" if daily else "月",
        list(groups),
        {
            name: [_value(values, days, level=level) for days in groups.values()]
            for name, values in series.items()
        },
        unit,
        shape or (Shape.LINES if lines else Shape.BARS),
    )


def by_category(
    title: str, heading: str, counts: Mapping[str, int], *, unit: str = "件", name: str = "数"
) -> Plot:
    """Counts by category, in the order given; what is beyond twenty is added up as 「ほか」."""
    shown = dict(list(counts.items())[:MOST_ROWS])
    if rest := sum(list(counts.values())[MOST_ROWS:]):
        shown["ほか"] = shown.get("ほか", 0) + rest
    return Plot(title, heading, list(shown), {name: list(shown.values())}, unit, Shape.ROWS)


def written(value: Value) -> str:
    """A value as people read it; 「－」 where it is not known."""
    if value is None:
        return "－"
    return f"{value:,.1f}".removesuffix(".0") if isinstance(value, float) else f"{value:,}"


def _days(first: date, last: date) -> Iterator[tuple[str, list[date]]]:
    several = first.year != last.year
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        yield (f"{day.year}/" if several else "") + f"{day.month}/{day.day}", [day]


def _months(first: date, last: date) -> Iterator[tuple[str, list[date]]]:
    day = first
    while day <= last:
        begin = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        length = (min(begin - timedelta(days=1), last) - day).days + 1
        yield f"{day.year}/{day.month}", [day + timedelta(days=n) for n in range(length)]
        day = begin


def _value(values: Mapping[date, int], days: Sequence[date], *, level: bool) -> Value:
    known = [values[day] for day in days if day in values]
    if level:
        return known[-1] if known else None
    return sum(known)
