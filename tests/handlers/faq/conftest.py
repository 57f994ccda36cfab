"""Folders of questions, written for one test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.content import Faults
from bot.content.folder import Directory, Folder
from bot.content.trace import Trace
from handlers.faq.content import Questions, read

Loaded = tuple[Questions, Faults]
LoadFiles = Callable[..., Loaded]

OWN = Path(__file__).parents[3] / "content" / "faq"
TODAY = date(2026, 11, 21)


def load_folder(path: Path) -> Loaded:
    """Read a folder as of a day, and what was wrong with it."""
    faults = Faults()
    return read(Folder((Directory(path),), Trace(), faults), TODAY), faults


@pytest.fixture
def load_files(tmp_path: Path) -> LoadFiles:
    """`load_files(a=yaml, b=yaml)` reads files of these contents."""

    def read_these(**files: str) -> Loaded:
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
        return load_folder(tmp_path)

    return read_these
