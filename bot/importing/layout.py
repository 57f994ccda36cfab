"""What a feature declares about a kind of file that it can take up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from unicodedata import normalize

from bot.content import Table
from bot.importing.values import Reader, text

Values = Mapping[str, str]
"""The plain cells of one row, by the names of the content file's columns."""


def header_key(header: str) -> str:
    """What the spellings of one header, or of one key, share."""
    return "".join(normalize("NFKC", header).split()).replace("\ufeff", "").casefold()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the content file, and how others call it.

    Attributes:
        name: its header in the content file.
        headers: the headers that other files give it, the most usual first.
        needed: without it the file is of another kind, and a row in which it is unreadable is refused.
    """

    name: str
    headers: tuple[str, ...] = ()
    read: Reader = text
    needed: bool = False


@dataclass(frozen=True)
class Layout:
    """A kind of file.

    Attributes:
        name: what `--as` calls it, after the feature's name and a colon.
        title: what clerks call it, in Japanese.
        file: the content file, in the feature's folder.
        keys: columns that tell rows apart, the surest first: ("ID",), then ("name", "address").
        signs: headers of which the file must have one, where the needed columns do not tell enough.
        fits: whether a table with all that may be of this kind; it is given the file's name, too.
        others: a reader for columns of any other name, which are kept under it; None to leave them out.
        other_fits: whether such a column, with its header and cells, is kept.
    """

    name: str
    title: str
    file: str
    columns: tuple[Column, ...]
    keys: tuple[tuple[str, ...], ...]
    signs: tuple[str, ...] = ()
    fits: Callable[[str, Table], bool] | None = None
    others: Reader | None = None
    other_fits: Callable[[str, Sequence[str]], bool] = lambda _header, _cells: True

    @cached_property
    def named(self) -> Mapping[str, Column]:
        """The columns by their names in the content file."""
        return {column.name: column for column in self.columns}

    @cached_property
    def _by_header(self) -> Mapping[str, tuple[Column, int]]:
        ranked = [
            (header_key(header), (column, rank))
            for column in self.columns
            for rank, header in enumerate((column.name, *column.headers))
        ]
        return dict(reversed(ranked))

    def meaning(self, header: str) -> tuple[Column, int] | None:
        """The column that a header means, and how usual the header is (0: the most).

        A remark in brackets behind it does not matter.
        """
        key = header_key(header)
        return self._by_header.get(key) or self._by_header.get(key.split("(")[0])

    def reader(self, name: str) -> Reader:
        """How the cells of a column of the content file are read."""
        return self.named[name].read if name in self.named else self.others or text


RowMaker = Callable[[Values], Iterable[Values]]
"""Makes the content file's rows of one row of the other file; raises a Refusal where it cannot."""


@dataclass(frozen=True)
class Importer:
    """A layout, the feature it belongs to, and what makes the rows."""

    feature: str
    layout: Layout
    rows: RowMaker

    @property
    def name(self) -> str:
        return f"{self.feature}:{self.layout.name}"

    @property
    def file(self) -> str:
        """The content file, from the root of the content."""
        return f"{self.feature}/{self.layout.file}"
