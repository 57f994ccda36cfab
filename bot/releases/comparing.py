"""What changes from one version of a file to another: rows of tables, lines of texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from bot.content import Faults, Table
from bot.content.csv_reader import read_table
from bot.content.encoding import UnreadableError, decode, split_lines

TABLES = (".csv", ".tsv")
TEXTS = (".yaml", ".yml", ".md", ".txt", ".json", ".geojson")
MOST_SHOWN = 300
CONTEXT = 2
# Comparing lines costs their product where everything differs.
MOST_LINES = 3000
# Characters of both tables; beyond, they are compared by their lines first.
LARGE = 400_000

Cells = tuple[str, ...]
Row = tuple[int, Cells]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: `sign` is "+", "-", or " " for one that stayed; "…" stands for some left out."""

    sign: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that was added, taken away or altered. `cells`: (column, before, after) of what differs."""

    kind: str
    line: int
    name: str
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences, as far as they can be shown: of a table, of a text, or of bytes only.

    Attributes:
        added, removed, altered: how many rows or lines; altered are counted of tables only.
        left_out: how many are not shown.
    """

    rows: tuple[RowChange, ...] = ()
    lines: tuple[Line, ...] = ()
    added: int = 0
    removed: int = 0
    altered: int = 0
    left_out: int = 0
    only_order: bool = False
    is_text: bool = True


def compare(path: str, before: bytes, after: bytes) -> Comparison:
    """What changes in a file; an empty one stands for no file."""
    return _compared(path.rpartition(".")[2].lower(), before, after)


@lru_cache(maxsize=32)
def _compared(kind: str, before: bytes, after: bytes) -> Comparison:
    try:
        old, new = decode(before).text, decode(after).text
    except UnreadableError:
        return Comparison(is_text=False)
    if f".{kind}" in TABLES:
        return _of_tables(*_tables(old, new))
    if f".{kind}" in TEXTS:
        return _of_lines(split_lines(old), split_lines(new))
    return Comparison(is_text=False)


# -- tables


def _tables(old: str, new: str) -> tuple[Table, Table]:
    """Both tables; of large ones, only the rows whose lines differ, since reading all takes seconds."""
    lines = split_lines(old), split_lines(new)
    # A quote that is open at the end of a line goes on in the next: then lines are no rows.
    if len(old) + len(new) < LARGE or any(one.count('"') % 2 for both in lines for one in both):
        return read_table("", old, Faults()), read_table("", new, Faults())
    rows = [[(n, (one,)) for n, one in enumerate(both[1:], start=2)] for both in lines]
    differing = _unpaired(rows[0], rows[1]), _unpaired(rows[1], rows[0])
    return _sparse(lines[0][0], differing[0]), _sparse(lines[1][0], differing[1])


def _sparse(header: str, rows: Sequence[Row]) -> Table:
    text = "\n".join((header, *(line for _, (line,) in rows)))
    table = read_table("", text, Faults())
    numbers = [1, *(number for number, _ in rows)]
    known = tuple(replace(row, line=numbers[row.line - 1]) for row in table.rows)
    return replace(table, rows=known)


def _of_tables(old: Table, new: Table) -> Comparison:
    header = new.header if new.header.cells else old.header
    heads = [cell.strip() or f"{n}列目" for n, cell in enumerate(header, start=1)]
    if old.header.cells and new.header.cells and old.header.cells != new.header.cells:
        # Other columns: every row is another one, so the headings themselves are compared, too.
        old_rows = [(old.header.line, _cells(old.header)), *_rows(old)]
        new_rows = [(new.header.line, _cells(new.header)), *_rows(new)]
    else:
        old_rows, new_rows = _rows(old), _rows(new)
    gone, come = _unpaired(old_rows, new_rows), _unpaired(new_rows, old_rows)
    changes = _changes(gone, come, heads, _key_column(old_rows, new_rows))
    count = Counter(one.kind for one in changes)
    same = not changes and [c for _, c in old_rows] != [c for _, c in new_rows]
    return Comparison(
        rows=tuple(changes[:MOST_SHOWN]),
        added=count["added"], removed=count["removed"], altered=count["altered"],
        left_out=max(0, len(changes) - MOST_SHOWN), only_order=same,
    )  # fmt: skip


def _rows(table: Table) -> list[Row]:
    return [(row.line, _cells(row)) for row in table.rows]


def _cells(row: Iterable[str]) -> Cells:
    return tuple(str(cell).strip() for cell in row)


def _unpaired(rows: Sequence[Row], others: Sequence[Row]) -> list[Row]:
    """The rows that have no equal one among the others."""
    left = Counter(cells for _, cells in others)
    found = []
    for row in rows:
        if left[row[1]]:
            left[row[1]] -= 1
        else:
            found.append(row)
    return found


def _key_column(old: Sequence[Row], new: Sequence[Row]) -> int | None:
    """The first column that tells the rows from each other, or nearly so, before and after."""
    width = max((len(cells) for _, cells in (*old, *new)), default=0)
    best, least = None, 0.9
    for column in range(width):
        shares = [_share_of_names(rows, column) for rows in (old, new) if rows]
        if shares and min(shares) > least:
            best, least = column, min(shares)
    return best


def _share_of_names(rows: Sequence[Row], column: int) -> float:
    names = {cells[column] for _, cells in rows if column < len(cells) and cells[column]}
    return len(names) / len(rows)


def _changes(
    gone: Sequence[Row], come: Sequence[Row], heads: Sequence[str], key: int | None
) -> list[RowChange]:
    before = {_name(cells, key): (line, cells) for line, cells in gone}
    found = []
    for line, cells in come:
        old = before.pop(_name(cells, key), None)
        kind = "altered" if old else "added"
        found.append(RowChange(kind, line, _name(cells, key), _differing(old, cells, heads)))
    for line, cells in gone:
        if before.get(_name(cells, key)) == (line, cells):
            found.append(
                RowChange("removed", line, _name(cells, key), _differing((line, cells), (), heads))
            )
    return found


def _name(cells: Cells, key: int | None) -> str:
    if key is not None and key < len(cells):
        return cells[key]
    return " ".join(cell for cell in cells if cell)[:80]


def _differing(
    old: Row | None, new: Cells, heads: Sequence[str]
) -> tuple[tuple[str, str, str], ...]:
    before = old[1] if old else ()
    width = max(len(before), len(new))
    pairs = (
        (
            heads[n] if n < len(heads) else f"{n + 1}列目",
            before[n] if n < len(before) else "",
            new[n] if n < len(new) else "",
        )
        for n in range(width)
    )
    return tuple(one for one in pairs if one[1] != one[2])


# -- texts


def _of_lines(old: list[str], new: list[str]) -> Comparison:
    start = next(
        (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
        min(len(old), len(new)),
    )
    most = min(len(old), len(new)) - start
    end = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    inner = old[start : len(old) - end], new[start : len(new) - end]
    if max(map(len, inner)) > MOST_LINES:
        return Comparison(added=len(inner[1]), removed=len(inner[0]), left_out=sum(map(len, inner)))
    lines = list(_diff(old, new, start, end))
    changed = [one for one in lines if one.sign in "+-"]
    return Comparison(
        lines=tuple(lines[:MOST_SHOWN]),
        added=sum(one.sign == "+" for one in changed),
        removed=sum(one.sign == "-" for one in changed),
        left_out=max(0, len(lines) - MOST_SHOWN),
    )


def _diff(old: list[str], new: list[str], start: int, end: int) -> Iterator[Line]:
    """Changed lines with a little around them; the first `start` and last `end` lines are equal."""
    low, high = max(0, start - CONTEXT), max(0, end - CONTEXT)
    old, new = old[low : len(old) - high], new[low : len(new) - high]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for number, group in enumerate(matcher.get_grouped_opcodes(CONTEXT)):
        if number or low:
            yield Line("…", 0, "")
        for tag, a1, a2, b1, b2 in group:
            if tag == "equal":
                yield from (Line(" ", low + n + 1, new[n]) for n in range(b1, b2))
                continue
            yield from (Line("-", low + n + 1, old[n]) for n in range(a1, a2))
            yield from (Line("+", low + n + 1, new[n]) for n in range(b1, b2))
