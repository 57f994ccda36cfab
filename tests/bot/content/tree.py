"""A content tree on disk for the tests of this folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict

from bot.content import FeatureContent, Folder, Library
from bot.content.faults import Fault, Faults
from bot.content.folder import Directory
from bot.content.trace import Trace
from bot.content.words import phrase

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


class Words(BaseModel):
    """The words of the feature "waste", which the tests of loading use."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ask: str
    next_day: Annotated[str, phrase("day")] = "{day}です"


def load_days(files: Folder) -> list[str]:
    """Its data: the names in days.csv, of which "?" is wrong."""
    table = files.csv("days.csv")
    rows = table.rows if table else ()
    for row in rows:
        if row.cell(0) == "?":
            files.faults.error(row.cell(0), "地名がありません。", "地名を書いてください。")
    return [row.cell(0).text for row in rows]


WASTE = FeatureContent("waste", Words, load_days)


def write_tree(root: Path) -> Path:
    """A small tree without faults."""
    write(root, "city.yaml", CITY)
    write(root, "waste/words.yaml", "ask: どこですか\n")
    write(root, "waste/days.csv", "地名\n河北\n")
    return root
