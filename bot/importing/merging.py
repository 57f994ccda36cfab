"""What a file would change in the content file: rows added, changed, removed, left as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.importing.layout import Layout, Values, header_key
from bot.importing.pairing import pair
from bot.importing.reading import Incoming
from bot.importing.sheet import Sheet, plain

Sort = Literal["added", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One row: what it is about, and the cells that differ as (column, before, after)."""

    sort: Sort
    title: str
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The new table and how it differs.

    Attributes:
        same: rows that are in both and say the same.
        untouched: rows of the content file that the other file does not name.
    """

    sheet: Sheet
    changes: tuple[Change, ...]
    same: int
    untouched: int

    def count(self, sort: Sort) -> int:
        return sum(change.sort == sort for change in self.changes)


def merge(sheet: Sheet, incoming: Incoming, layout: Layout, *, replacing: bool) -> Merged:
    """Put the rows of a file into the content file.

    An empty cell takes nothing away, and what the file does not name stays, unless `replacing`. A file
    that has been put in once changes nothing when it is put in again.
    """
    return _Merger(
        sheet.with_columns(_needed(sheet, incoming)), incoming, layout, replacing
    ).merged()


def _needed(sheet: Sheet, incoming: Incoming) -> list[str]:
    """Columns that only hold blanks are not added to a file that does without them."""
    used = {name for row in incoming.rows for name, value in row.items() if value}
    return [name for name in incoming.columns if name in used or not sheet.names]


class _Merger:
    def __init__(self, sheet: Sheet, incoming: Incoming, layout: Layout, replacing: bool) -> None:
        self._sheet, self._incoming, self._layout = sheet, incoming, layout
        self._replacing = replacing
        self._at = {name: number for number, name in reversed(list(enumerate(sheet.names)))}
        self._old = [self._values(row) for row in sheet.rows]

    def _values(self, row: Sequence[str]) -> Values:
        columns = [name for name in self._incoming.columns if name in self._at]
        return {name: plain(self._layout, name, row[self._at[name]]) for name in columns}

    def merged(self) -> Merged:
        pairs, changes, same = self._pairs(), list[Change](), 0
        rows: list[tuple[str, ...]] = []
        for number, row in enumerate(self._sheet.rows):
            new = pairs.get(number)
            if new is None:
                if self._is_removed(row):
                    changes.append(Change("removed", self._title(self._old[number]), ()))
                else:
                    rows.append(row)
                continue
            written, cells = self._written(row, self._incoming.rows[new])
            rows.append(written)
            same += not cells
            if cells:
                changes.append(Change("changed", self._title(self._incoming.rows[new]), cells))
        known = set(pairs.values())
        added = [row for n, row in enumerate(self._incoming.rows) if n not in known]
        rows += [self._written([""] * len(self._sheet.names), row)[0] for row in added]
        changes += [self._addition(row) for row in added]
        untouched = sum(number not in pairs for number in range(len(self._sheet.rows)))
        sheet = self._without_unused(replace(self._sheet, rows=tuple(rows)))
        return Merged(sheet, tuple(changes), same, 0 if self._replacing else untouched)

    def _is_removed(self, row: Sequence[str]) -> bool:
        return self._replacing and not row[0].lstrip().startswith(("#", "＃"))

    def _without_unused(self, sheet: Sheet) -> Sheet:
        """Where all is replaced, the columns go that the new file does not have and no row uses."""
        if not self._replacing:
            return sheet
        keep = [
            n
            for n, name in enumerate(sheet.names)
            if name in self._incoming.columns
            or name in self._layout.named
            or (not self._layout.others and any(row[n] for row in sheet.rows))
        ]
        if len(keep) == len(sheet.names):
            return sheet

        def kept(row: Sequence[str]) -> tuple[str, ...]:
            return tuple(row[n] for n in keep)

        return replace(
            sheet, header=kept(sheet.header), names=kept(sheet.names),
            rows=tuple(map(kept, sheet.rows)),
        )  # fmt: skip

    def _written(
        self, row: Sequence[str], new: Values
    ) -> tuple[tuple[str, ...], tuple[tuple[str, str, str], ...]]:
        cells, written = [], list(row)
        for name, value in new.items():
            if name in self._at and not self._agrees(name, row, value):
                at = self._at[name]
                cells.append((self._sheet.header[at], written[at], value))
                written[at] = value
        return tuple(written), tuple(cells)

    def _agrees(self, name: str, row: Sequence[str], value: str) -> bool:
        old = row[self._at[name]]
        if not value and not self._replacing:
            return True
        return old == value or plain(self._layout, name, old) == value

    def _addition(self, row: Values) -> Change:
        told = [(name, "", value) for name, value in row.items() if value and name in self._at]
        names = self._title_columns(row)
        return Change("added", self._title(row), tuple(one for one in told if one[0] not in names))

    def _title_columns(self, row: Values) -> tuple[str, ...]:
        """The key that is fit for people: the last, since the surest is often a number."""
        found = [key for key in self._layout.keys if any(row.get(name) for name in key)]
        return found[-1] if found else ()

    def _title(self, row: Values) -> str:
        return " ".join(filter(None, (row.get(name, "") for name in self._title_columns(row))))

    def _pairs(self) -> Mapping[int, int]:
        """Which row of the file is which row of the content file, by number."""
        pairs: dict[int, int] = {}
        for key in self._layout.keys:
            olds = _by_key(self._old, key, pairs)
            news = _by_key(self._incoming.rows, key, pairs.values())
            for value, candidates in news.items():
                if value in olds:
                    pairs |= pair(olds[value], candidates, self._is_same)
        return pairs

    def _is_same(self, old: int, new: int) -> bool:
        row = self._sheet.rows[old]
        given = self._incoming.rows[new]
        return all(
            self._agrees(name, row, value) for name, value in given.items() if name in self._at
        )


def _by_key(
    rows: Sequence[Values], key: Sequence[str], without: Iterable[int]
) -> Mapping[tuple[str, ...], list[int]]:
    """The rows that have a key, in their order; those of `without` have been paired before."""
    taken, found = set(without), defaultdict[tuple[str, ...], list[int]](list)
    for number, row in enumerate(rows):
        value = tuple(header_key(row.get(name, "")) for name in key)
        if number not in taken and value[0]:
            found[value].append(number)
    return found
