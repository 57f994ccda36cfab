"""Every text of a content tree and where it stands: YAML values, cells of tables, lines of Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.content import Cell, Document, Faults, Folder, Node, Place, Table
from bot.content.encoding import split_lines

Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A text. `key`: the keys that lead to it in YAML, or the header of its column."""

    place: Place
    key: Key
    text: str

    @property
    def name(self) -> str:
        """The nearest key that is a word."""
        return next((str(step) for step in reversed(self.key) if isinstance(step, str)), "")


@dataclass(frozen=True, slots=True)
class File:
    """A content file as far as it can be read: one of the three is there."""

    name: str
    node: Node | None = None
    table: Table | None = None
    document: Document | None = None

    def texts(self) -> Iterator[Told]:
        """The texts in their order."""
        if self.node:
            yield from _of_node(self.node, ())
        elif self.table:
            yield from _of_table(self.table)
        elif self.document:
            for number, line in enumerate(split_lines(self.document.text), 1):
                yield Told(Place(self.name, number), (), line)


def read_file(folder: Folder, name: str, label: str) -> File:
    """A file of a folder. Its faults are not reported: whoever uses the file does that."""
    quiet = Folder(folder.chain, folder.trace, Faults())
    if name.endswith((".yaml", ".yml")):
        return File(label, node=quiet.node(name))
    if name.endswith((".csv", ".tsv")):
        return File(label, table=quiet.csv(name))
    return File(label, document=quiet.text(name))


def _of_node(node: Node, key: Key) -> Iterator[Told]:
    if node.text is not None:
        yield Told(node.place, key, node.text)
    for number, item in enumerate(node.items or ()):
        yield from _of_node(item, (*key, number))
    for name, entry in (node.entries or {}).items():
        yield from _of_node(entry, (*key, name))


def _of_table(table: Table) -> Iterator[Told]:
    for row in table.rows:
        for number, cell in enumerate(row):
            if cell.strip():
                yield Told(_place(cell), (table.header.cell(number).strip(),), cell)


def _place(cell: Cell) -> Place:
    return Place(cell.file, cell.line, cell.column)
