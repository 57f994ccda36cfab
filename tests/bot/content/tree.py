"""A content tree on disk for the tests of this folder."""

from collections.abc import Sequence
from pathlib import Path

from bot.content import FeatureContent, Folder, Library
from bot.content.faults import Fault, Faults
from bot.content.folder import Directory
from bot.content.trace import Trace

CITY = "name: 石巻市\nphone: 0225-95-1111\n"


def write(root: Path, name: str, content: str | bytes) -> Path:
    """Write one file of the tree, with its folders."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def folder(*roots: Path) -> Folder:
    """A Folder over these directories, outside any Library."""
    return Folder(tuple(Directory(root) for root in roots), Trace(), Faults())


def library(root: Path, *features: FeatureContent, defaults: Path | None = None) -> Library:
    return Library(root, defaults or root, features)


def said(faults: Sequence[Fault] | Faults) -> list[str]:
    return [str(fault) for fault in faults]
