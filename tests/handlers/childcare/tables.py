"""Folders of tables, written for one test or belonging to a real city."""

from __future__ import annotations

from pathlib import Path

from bot.content import Faults
from bot.content.folder import Directory, Folder
from bot.content.trace import Trace
from handlers.childcare.facilities.facility import Facility
from handlers.childcare.files.tables import Tables, read_tables


def load_folder(path: Path) -> tuple[Tables, Faults]:
    """Read a folder as the bot does, and what was wrong with it."""
    faults = Faults()
    return read_tables(Folder((Directory(path),), Trace(), faults)), faults


def load_file(path: Path, name: str, text: str | bytes) -> tuple[Tables, Faults]:
    """Read a folder that holds one file of these contents."""
    (path / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return load_folder(path)


def only(tables: Tables) -> Facility:
    """The facility of a folder that has just one."""
    (one,) = tables.facilities.all
    return one
