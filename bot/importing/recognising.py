"""Which importer a table is for, by its headers; and why none or more than one would do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.content import Faults, Place, Row, Table
from bot.importing.known import looks_like
from bot.importing.layout import Importer, Layout, header_key
from bot.importing.sources import Source

# Above the headers some cities write a title, a date and remarks.
MOST_TITLES = 6
# Two importers whose fitness differs by less cannot be told apart.
CLOSE = 0.05
_NAME_COUNTS = 0.3
# A table of which less is known happens to share some headers, and is another.
LEAST = 0.15


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the headers stand: how many rows above them, and the columns' numbers from 0."""

    above: int
    row: Row
    columns: Mapping[str, int]

    @property
    def others(self) -> list[int]:
        """The columns that have a header but are none of the layout's."""
        known = set(self.columns.values())
        return [n for n, one in enumerate(self.row) if n not in known and one.strip()]


@dataclass(frozen=True, slots=True)
class Recognised:
    """An importer, and the headers by which it was recognised."""

    importer: Importer
    heading: Heading


def find_heading(layout: Layout, rows: Sequence[Row]) -> Heading | None:
    """The first row that has headers for everything needed; None where there is none."""
    needed = {column.name for column in layout.columns if column.needed}
    for number, row in enumerate(rows[: MOST_TITLES + 1]):
        columns = _columns(layout, row)
        if columns.keys() >= needed:
            return Heading(number, row, columns)
    return None


def _columns(layout: Layout, row: Row) -> dict[str, int]:
    """The number of each column; of several headers for one, the most usual counts."""
    best: dict[str, tuple[int, int]] = {}
    for number, one in enumerate(row):
        if one.strip() and (meaning := layout.meaning(one)):
            column, rank = meaning
            best[column.name] = min(best.get(column.name, (rank, number)), (rank, number))
    return {name: number for name, (_, number) in best.items()}


def recognise(
    source: Source, importers: Sequence[Importer], forced: Importer | None, faults: Faults
) -> Recognised | None:
    """The importer that fits best; None, and an error in `faults`, where it is not clear.

    Args:
        forced: take this one, whatever else would fit.
    """
    if forced:
        return _forced(source, forced, faults)
    fitting = sorted(_fitting(source, importers), key=lambda one: -one[0])
    if not fitting:
        _report_none(source, importers, faults)
        return None
    best = fitting[0][0]
    near = [one for fitness, one in fitting if best - fitness < CLOSE]
    if len(near) > 1:
        _report_several(source, [one.importer for one in near], faults)
        return None
    return near[0]


def _fitting(source: Source, importers: Iterable[Importer]) -> Iterable[tuple[float, Recognised]]:
    for importer in importers:
        layout, rows = importer.layout, [source.table.header, *source.table.rows]
        heading = find_heading(layout, rows)
        if heading and _signs(layout, heading.row) and _fits(source, layout, heading):
            share = _share(layout, heading)
            named = _stem(layout) in source.name.casefold()
            if share >= LEAST:
                fitness = share * (1 - _NAME_COUNTS) + named * _NAME_COUNTS
                yield fitness, Recognised(importer, heading)


def _signs(layout: Layout, row: Row) -> bool:
    found = {header_key(one) for one in row}
    return not layout.signs or any(header_key(sign) in found for sign in layout.signs)


def _fits(source: Source, layout: Layout, heading: Heading) -> bool:
    table = Table(source.name, heading.row, source.table.rows[heading.above :])
    return layout.fits is None or layout.fits(source.name, table)


def _share(layout: Layout, heading: Heading) -> float:
    """How much of the headers is known, from 0 to 1."""
    headers = sum(bool(one.strip()) for one in heading.row)
    return (headers if layout.others else len(heading.columns)) / max(headers, 1)


def _stem(layout: Layout) -> str:
    return layout.file.partition(".")[0].casefold()


def _forced(source: Source, importer: Importer, faults: Faults) -> Recognised | None:
    layout = importer.layout
    heading = find_heading(layout, [source.table.header, *source.table.rows])
    if heading:
        return Recognised(importer, heading)
    found = {name for row in source.table.rows[:MOST_TITLES] for name in _columns(layout, row)}
    found |= _columns(layout, source.table.header).keys()
    for column in layout.columns:
        if column.needed and column.name not in found:
            names = "」「".join(dict.fromkeys((*column.headers[:4], column.name)))
            faults.error(
                source.table.header,
                f"{layout.title}として読むための列が足りません。",
                f"「{names}」のどれかを見出しに持つ列が要ります。",
            )
    if not faults.errors:
        faults.error(
            source.table.header,
            "見出しが1つの行にそろっていません。",
            "見出しを1行にまとめてください。",
        )
    return None


def _report_none(source: Source, importers: Sequence[Importer], faults: Faults) -> None:
    here = Place(source.name, source.table.header.line)
    titles = "、".join(dict.fromkeys(one.layout.title for one in importers))
    advice = (
        f"取り込めるのは {titles} です。"
        "それぞれに要る見出しは madoguchi import --list で見られます。"
    )
    if meant := next((one for one in importers if _is_named_after(source, one.layout)), None):
        usual = ",".join(column.name for column in meant.layout.columns)
        faults.error(
            here, f"{meant.layout.title}の見出しが見つかりません。",
            f"1行目に「{usual}」のような見出しを書いてください。",
        )  # fmt: skip
    elif kind := looks_like(source.name, source.table):
        faults.error(here, f"{kind}のようです。これを取り込む先はありません。", advice)
    else:
        seen = "、".join(" ".join(one.split()) for one in source.table.header if one.strip())[:60]
        faults.error(here, f"何のファイルか、見出しから分かりません(見出しは「{seen}」)。", advice)


def _is_named_after(source: Source, layout: Layout) -> bool:
    return source.name.casefold().partition(".")[0] == _stem(layout)


def _report_several(source: Source, importers: Sequence[Importer], faults: Faults) -> None:
    titles = "」にも「".join(one.layout.title for one in importers)
    names = " か ".join(f"--as {one.name}" for one in importers)
    faults.error(Place(source.name), f"「{titles}」にも見えます。", f"{names} を付けてください。")
