"""Folders of shelter content, written for one test or belonging to a real city."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content import Faults
from bot.content.folder import Directory, Folder
from bot.content.trace import Trace
from handlers.shelters.content import load
from handlers.shelters.shelter import Shelters

Loaded = tuple[Shelters, Faults]
LoadFiles = Callable[..., Loaded]

OWN = Path(__file__).parents[3] / "content" / "shelters"


def load_folder(path: Path) -> Loaded:
    """Read a folder as the bot does, and what was wrong with it."""
    faults = Faults()
    return load(Folder((Directory(path),), Trace(), faults)), faults


@pytest.fixture
def load_files(tmp_path: Path) -> LoadFiles:
    """`load_files({"shelters.csv": text})` reads files of these contents."""

    def read(files: dict[str, str | bytes]) -> Loaded:
        for name, text in files.items():
            data = text.encode() if isinstance(text, str) else text
            (tmp_path / name).write_bytes(data)
        return load_folder(tmp_path)

    return read
