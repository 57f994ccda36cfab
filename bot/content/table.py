"""A table of cells that know where they stand in their file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


class Cell(str):
    """The text of one cell, as written, which also knows its `file`, `line` and `column`.

    Compares and hashes as its text. `line` is the physical line on which the cell starts, `column`
    the number of the cell in its row; both count from 1.
    """

    __slots__ = ("column", "file", "line")

    file: str
    line: int
    column: int

    @property
    def text(self) -> str:
        return str(self)

    def __reduce__(self) -> tuple[Callable[..., "Cell"], tuple[str, str, int, int]]:
        return cell, (self.text, self.file, self.line, self.column)


def cell(text: str, file: str, line: int, column: int) -> Cell:
    """A cell at its place."""
    # A table has tens of thousands of cells: a plain function makes them in half the time that a
    # constructor of our own would take.
    made = Cell(text)
    made.file = file
    made.line = line
    made.column = column
    return made


@dataclass(frozen=True, slots=True)
class Row:
    """One record. `line` is the physical line on which it starts, from 1."""

    file: str
    line: int
    cells: tuple[Cell, ...]

    @property
    def column(self) -> None:
        return None

    def cell(self, index: int) -> Cell:
        """The cell at an index from 0; an empty one where the row is shorter."""
        if index < len(self.cells):
            return self.cells[index]
        return cell("", self.file, self.line, index + 1)

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file: its first row that is not blank, and the other rows that are not blank.

    Columns at the right end that are blank in every row are left out; cells are as written.
    """

    file: str
    header: Row
    rows: tuple[Row, ...]

    @property
    def line(self) -> None:
        return None

    @property
    def column(self) -> None:
        return None
