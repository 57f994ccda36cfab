"""What is wrong in a content file: where, what, and what its author should do about it.

Messages and advice are Japanese for the clerk who edits the file, never for a programmer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

Severity = Literal["error", "warning"]

_CELL_FILES = (".csv", ".tsv")


class Located(Protocol):
    """Anything that knows its place: a Cell, a Row, a Table, a Document or a Place."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int | None: ...
    @property
    def column(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a content file.

    `file` is relative to the content root, with forward slashes. `line` and `column` count from 1;
    a column is a cell of a table and a character of anything else.
    """

    file: str
    line: int | None = None
    column: int | None = None

    @property
    def spot(self) -> str:
        """The place within the file, such as 「12行 3列目(C列)」; empty for the file as a whole."""
        if self.line is None:
            return ""
        return f"{self.line}行" if self.column is None else f"{self.line}行 {self._column_words()}"

    def __str__(self) -> str:
        return f"{self.file}:{self.spot}" if self.line else self.file

    def _column_words(self) -> str:
        assert self.column is not None
        if self.file.lower().endswith(_CELL_FILES):
            return f"{self.column}列目({column_letters(self.column)}列)"
        return f"{self.column}文字目"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one file. `str()` is the line a clerk reads."""

    severity: Severity
    file: str
    line: int | None
    column: int | None
    message: str
    advice: str

    @property
    def place(self) -> Place:
        return Place(self.file, self.line, self.column)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}→ {self.advice}"


class Faults:
    """Collects the faults of one load; iterates without repeats, by file, line and column."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self._faults = dict.fromkeys(faults)

    def error(self, where: Located, message: str, advice: str) -> None:
        """Report what makes the file unfit to be published."""
        self._add("error", where, message, advice)

    def warning(self, where: Located, message: str, advice: str) -> None:
        """Report what its author should look at, though the rest of the file can be used."""
        self._add("warning", where, message, advice)

    def _add(self, severity: Severity, where: Located, message: str, advice: str) -> None:
        fault = Fault(severity, where.file, where.line, where.column, message, advice)
        self._faults[fault] = None

    @property
    def errors(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self if fault.severity == "error")

    @property
    def warnings(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self if fault.severity == "warning")

    def __iter__(self) -> Iterator[Fault]:
        return iter(sorted(self._faults, key=_reading_order))

    def __len__(self) -> int:
        return len(self._faults)


def column_letters(column: int) -> str:
    """The name Excel gives a column: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _reading_order(fault: Fault) -> tuple[str, int, int]:
    return fault.file, fault.line or 0, fault.column or 0
