"""XML from strangers: no DTD, no entities, no network, bounded in bytes, depth and number of elements.

The result is a small tree that knows no namespaces: who reads JMA's telegrams or an Atom feed asks for
elements by their local names, and neither prefixes nor indentation matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

MOST_BYTES = 32_000_000
MOST_DEPTH = 60
MOST_NODES = 1_000_000


class BadXml(ValueError):
    """What was given is no XML, or more of it than anybody needs; the text says what."""


@dataclass(slots=True)
class Node:
    """An element: its local name, its attributes by local name, and the text directly in it."""

    name: str
    attributes: Mapping[str, str]
    children: list[Node] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text directly in the element, without white space at its ends."""
        return "".join(self.parts).strip()

    def all(self, *path: str) -> list[Node]:
        """The elements at the end of a path of local names, in the order of the document."""
        found = [self]
        for name in path:
            found = [child for node in found for child in node.children if child.name == name]
        return found

    def first(self, *path: str) -> Node | None:
        """The first element at the end of a path."""
        return next(iter(self.all(*path)), None)

    def value(self, *path: str) -> str:
        """The text of the first element at the end of a path; empty if there is none."""
        node = self.first(*path)
        return node.text if node else ""

    def every(self, name: str) -> Iterator[Node]:
        """All elements of a name inside this one, however deep."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.every(name)


def parse(data: bytes, *, most_bytes: int = MOST_BYTES) -> Node:
    """The root of a document.

    Raises:
        BadXml: it is not well-formed, has a document type, or exceeds a bound.
    """
    if len(data) > most_bytes:
        raise BadXml(f"more than {most_bytes} bytes")
    parser = etree.XMLParser(
        target=cast(Any, _Builder()),  # the stubs ask for what lxml does not
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise BadXml(str(error) or type(error).__name__) from error
    if not isinstance(root, Node):
        raise BadXml("no element")
    return root


class _Builder:
    """Builds the tree as the parser reads, and stops it at the bounds."""

    def __init__(self) -> None:
        self._open: list[Node] = []
        self._root: Node | None = None
        self._count = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._count += 1
        if self._count > MOST_NODES or len(self._open) >= MOST_DEPTH:
            raise BadXml("too many elements, or too deep")
        node = Node(_local(tag), {_local(key): value for key, value in attributes.items()})
        if self._open:
            self._open[-1].children.append(node)
        else:
            self._root = node
        self._open.append(node)

    def end(self, _tag: str) -> None:
        self._open.pop()

    def data(self, text: str) -> None:
        if self._open:
            self._open[-1].parts.append(text)

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise BadXml("a document type is not allowed")

    def comment(self, text: str) -> None:
        """Comments say nothing."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Nor do processing instructions."""

    def close(self) -> Node | None:
        return self._root


def _local(name: str) -> str:
    return name.rpartition("}")[2]
