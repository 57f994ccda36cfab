"""`Tree`: a content folder as a value."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Blobs = Mapping[str, bytes]
"""Bytes by their digest."""
GONE = ""
"""In a change, the digest of no file."""


def digest_of(data: bytes) -> str:
    """By what bytes are known."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class Tree:
    """Digests by path ("garbage/target.csv"). Equal keys mean equal trees."""

    files: Mapping[str, str]

    @cached_property
    def key(self) -> str:
        """The digest of all of it."""
        lines = "".join(f"{path}\0{blob}\n" for path, blob in sorted(self.files.items()))
        return digest_of(lines.encode())

    def changed(self, changes: Mapping[str, str]) -> Tree:
        """The tree with other files at some paths, and without those that are GONE."""
        files = {**self.files, **changes}
        return Tree({path: blob for path, blob in files.items() if blob != GONE})

    def differences(self, other: Tree) -> dict[str, tuple[str, str]]:
        """(digest here, digest in the other) by path, where they differ."""
        paths = sorted(self.files.keys() | other.files.keys())
        pairs = {path: (self.files.get(path, GONE), other.files.get(path, GONE)) for path in paths}
        return {path: pair for path, pair in pairs.items() if pair[0] != pair[1]}


@dataclass(frozen=True)
class Packed:
    """A tree with its bytes, or those of them that are wanted."""

    tree: Tree
    blobs: Blobs


def folder_tree(root: Path) -> Packed:
    """A folder with all its files. Hidden ones, locks of Office and links to elsewhere are left out."""
    blobs: dict[str, bytes] = {}
    files: dict[str, str] = {}
    for path in _files(root):
        data = path.read_bytes()
        digest = digest_of(data)
        files[path.relative_to(root).as_posix()] = digest
        blobs[digest] = data
    return Packed(Tree(files), blobs)


def unpack(packed: Packed, root: Path) -> None:
    """Write a tree into a new folder."""
    for path, digest in packed.tree.files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(packed.blobs[digest])


def _files(root: Path) -> Iterator[Path]:
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if not _is_hidden(name))
        for name in sorted(files):
            path = Path(folder, name)
            if not _is_hidden(name) and path.is_file() and not path.is_symlink():
                yield path


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~")) or name == "__pycache__"
