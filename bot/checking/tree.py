"""The whole look: reads every file of the content, and asks each module what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.checking import (
    dates,
    districts,
    images,
    leading,
    lengths,
    links,
    readings,
    running_out,
    unused,
)
from bot.checking.texts import File, read_file
from bot.common_content import common
from bot.content import Faults, Folder, Snapshot
from bot.content.folder import Directory
from bot.content.trace import Trace
from bot.documents import index_of
from bot.inspection import Inspection
from bot.registry import Registry

_TEXTS = (".yaml", ".yml", ".csv", ".tsv", ".md")


@dataclass(frozen=True, slots=True)
class Tree:
    """A content tree that has been read. `trace` knows which of its files the bot used."""

    root: Path
    snapshot: Snapshot
    trace: Trace
    registry: Registry


def inspect(tree: Tree, today: date, faults: Faults) -> None:
    """Report what staff should know beyond what the loaders say."""
    files = [file for _, file in _files(tree)]
    places = districts.known(tree.snapshot, files)
    destinations = leading.Destinations(tree.snapshot, tree.registry)
    for file in files:
        readings.check(file, faults)
        dates.check(file, faults)
        for told in file.texts():
            links.check(told, faults)
            leading.check(told, destinations, faults)
            districts.check(told, places, faults)
    lengths.check(tree.snapshot, files, tree.registry, faults)
    images.check(tree.root, faults)
    running_out.check(tree.snapshot, today, faults)
    unused.check(tree.root, tree.trace, tree.registry, files, faults)
    _features(tree, today, faults)


def _files(tree: Tree) -> Iterator[tuple[Path, File]]:
    for path in sorted(tree.root.rglob("*")):
        label = path.relative_to(tree.root).as_posix()
        hidden = any(part.startswith((".", "~")) for part in Path(label).parts)
        if path.suffix.lower() in _TEXTS and path.is_file() and not hidden:
            folder = Path(label).parent.as_posix()
            directory = Directory(path.parent, "" if folder == "." else folder)
            yield path, read_file(Folder((directory,), Trace(), Faults()), path.name, label)


def _features(tree: Tree, today: date, faults: Faults) -> None:
    """Let each feature look at its own content, as far as that could be read."""
    index, residence = index_of(tree.snapshot), common(tree.snapshot).residence

    def finds(name: str, category: str) -> bool:
        return bool(index.search(name, category=category or None, limit=1).hits)

    for feature in tree.registry.features.values():
        content = tree.snapshot.data.get(feature.name)
        if feature.inspect and content is not None:
            directory = Directory(tree.root / feature.name, feature.name)
            folder = Folder((directory,), Trace(), Faults())
            feature.inspect(content, Inspection(today, residence, faults, folder, finds))
