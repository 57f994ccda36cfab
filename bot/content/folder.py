"""One folder of the content tree, as a feature sees it."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from bot.content.csv_reader import read_table
from bot.content.document import MAX_BYTES, Document, read_document
from bot.content.faults import Faults, Place
from bot.content.front_matter import Page, read_page
from bot.content.schema import validate
from bot.content.table import Table
from bot.content.trace import Trace
from bot.content.yaml_node import Node
from bot.content.yaml_reader import MAX_BYTES as MAX_YAML_BYTES
from bot.content.yaml_reader import read_yaml

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Directory:
    """A folder on disk and the name its files go by in faults ("" is the content root)."""

    path: Path
    label: str = ""

    def file_label(self, name: str) -> str:
        return f"{self.label}/{name}" if self.label else name

    def child(self, name: str) -> "Directory":
        return Directory(self.path / name, self.file_label(name))


@dataclass(frozen=True, slots=True)
class Folder:
    """A read-only view of a folder; a name is looked for in each directory of `chain` in turn.

    What is wrong goes to `faults`; what cannot be read at all comes back as None, and so does a
    file that is not there, without a fault: whether it is needed is the feature's to say.
    """

    chain: tuple[Directory, ...]
    trace: Trace
    faults: Faults

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        return self._find(name) is not None

    def place(self, name: str) -> Place:
        """The file as a whole, for a fault about it, whether it exists or not."""
        return Place((self._find(name) or self.chain[0]).file_label(name))

    def text(self, name: str, limit: int = MAX_BYTES) -> Document | None:
        """A text file such as Markdown, of at most `limit` bytes."""
        directory = self._find(name)
        if directory is None:
            return None
        path, label = directory.path / name, directory.file_label(name)
        return read_document(path, label, self.trace, self.faults, limit)

    def node(self, name: str) -> Node | None:
        """A YAML file as a tree that knows its places, checked for form but not for meaning."""
        document = self.text(name, MAX_YAML_BYTES)
        return None if document is None else read_yaml(document, self.faults)

    def yaml(self, name: str, model: type[Model]) -> Model | None:
        """A YAML file checked against a pydantic model; `extra="forbid"` catches slips in keys."""
        node = self.node(name)
        return None if node is None else validate(node, model, self.faults)

    def page(self, name: str, model: type[Model]) -> Page[Model] | None:
        """A text file with YAML at its head, such as Markdown; the head is checked against a model."""
        document = self.text(name, MAX_YAML_BYTES)
        return None if document is None else read_page(document, model, self.faults)

    def csv(self, name: str) -> Table | None:
        """A comma- or tab-separated file."""
        document = self.text(name)
        if document is None:
            return None
        return read_table(document.file, document.text, self.faults)

    def names(self, pattern: str = "*") -> tuple[str, ...]:
        """File names matching a pattern, sorted, in the feature's own folder.

        Only a file that is asked for by its name may also lie in the content root, as those of 5374 do:
        what else lies there is of other features.
        """
        directory = self.chain[0]
        return tuple(
            name
            for name in self.trace.names(directory.path)
            if fnmatchcase(name, pattern) and (directory.path / name).is_file()
        )

    def child(self, name: str) -> "Folder":
        """A folder inside this one."""
        chain = tuple(each.child(name) for each in self.chain)
        return Folder(chain, self.trace, self.faults)

    def _find(self, name: str) -> Directory | None:
        return next((each for each in self.chain if self.trace.is_file(each.path / name)), None)
