"""The rows that an importer makes of a table, and what of it cannot be taken up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.content import Cell, Faults, Row
from bot.importing.layout import Importer, Values
from bot.importing.recognising import Heading, Recognised
from bot.importing.sources import Source
from bot.importing.values import Refusal, line

_COMMENT = ("#", "＃")
_SUMS = frozenset({"合計", "小計", "総計", "計", "総合計"})


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file brings.

    Attributes:
        columns: the content file's columns that it fills, in its own order.
        rows: each with a value for every one of the columns, empty where it has none.
        refused: how many of its rows cannot be taken up; `faults` says why.
        repeated: how many say the same as another.
    """

    columns: tuple[str, ...]
    rows: tuple[Values, ...]
    refused: int
    repeated: int


def read_rows(source: Source, recognised: Recognised, faults: Faults) -> Incoming:
    """Make the rows; a row that cannot be taken up is an error in `faults`, a cell a warning."""
    reader = _Reader(source, recognised, faults)
    made = [one for row in reader.below() for one in reader.made(row)]
    names = reader.names(made)
    full = [{name: one.get(name, "") for name in names} for one in made]
    distinct = {tuple(one.values()): one for one in full}
    return Incoming(names, tuple(distinct.values()), reader.refused, len(full) - len(distinct))


class _Reader:
    def __init__(self, source: Source, recognised: Recognised, faults: Faults) -> None:
        self._source, self._faults = source, faults
        self._importer: Importer = recognised.importer
        self._layout = recognised.importer.layout
        self._heading: Heading = recognised.heading
        self._others = self._other_columns()
        self.refused = 0

    def below(self) -> Iterator[Row]:
        """The rows below the headers that are no remark and do not repeat the headers."""
        heading = self._heading
        for row in self._source.table.rows[heading.above :]:
            if row is heading.row or [*row] == [*heading.row]:
                continue
            if row.cell(0).lstrip().startswith(_COMMENT):
                continue
            if any(row.cell(at).strip() for at in heading.columns.values()):
                yield row

    def _other_columns(self) -> dict[str, list[int]]:
        """Columns that are no column of the layout; those with the same header are one."""
        layout, kept = self._layout, dict[str, list[int]]()
        for at in self._heading.others if layout.others else ():
            header = line(self._heading.row.cell(at))
            cells = [row.cell(at) for row in self.below()]
            if header and layout.meaning(header) is None and layout.other_fits(header, cells):
                kept.setdefault(header, []).append(at)
        return kept

    def names(self, made: list[Values]) -> tuple[str, ...]:
        """The columns that the rows fill, those of the layout first and in its order."""
        given = dict.fromkeys(name for one in made for name in one)
        order = [column.name for column in self._layout.columns]
        return (*(n for n in order if n in given), *(n for n in given if n not in order))

    def made(self, row: Row) -> list[Values]:
        """The rows that one row makes; none, and an error, where it is refused."""
        try:
            return list(self._importer.rows(self._no_sum(self._values(row))))
        except _UnfitRow:
            pass
        except Refusal as refusal:
            self._faults.error(row, f"{refusal.message}この行は取り込みません。", refusal.advice)
        self.refused += 1
        return []

    def _no_sum(self, values: Values) -> Values:
        """A line with totals below a table is none of its things."""
        named = [values[one.name] for one in self._layout.columns if one.needed]
        if any("".join(one.split()) in _SUMS for one in named):
            raise Refusal("合計の行のようです。", "表の中身でなければ、このままでかまいません。")
        return values

    def _values(self, row: Row) -> Values:
        values = {name: self._value(name, row.cell(n)) for name, n in self._heading.columns.items()}
        for name, numbers in self._others.items():
            read = (self._value(name, row.cell(n)) for n in numbers)
            values[name] = " ".join(filter(None, read))
        return values

    def _value(self, name: str, cell: Cell) -> str:
        column = self._layout.named.get(name)
        try:
            return self._layout.reader(name)(cell)
        except Refusal as refusal:
            if column and column.needed:
                message = f"{refusal.message}この行は取り込みません。"
                self._faults.error(cell, message, refusal.advice)
                raise _UnfitRow from refusal
            message = f"{refusal.message}この欄だけ取り込みません。"
            self._faults.warning(cell, message, refusal.advice)
            return ""


class _UnfitRow(Exception):
    """The row has been reported already."""
