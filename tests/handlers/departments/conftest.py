"""Folders of counters, written for one test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content import Faults
from bot.content.folder import Directory as OnDisk
from bot.content.folder import Folder
from bot.content.trace import Trace
from handlers.departments.content import load
from handlers.departments.directory import Directory

Loaded = tuple[Directory | None, Faults]
LoadFiles = Callable[..., Loaded]

OWN = Path(__file__).parents[3] / "content" / "departments"


def load_folder(path: Path) -> Loaded:
    """Read a folder, and what was wrong with it."""
    faults = Faults()
    return load(Folder((OnDisk(path),), Trace(), faults)), faults


@pytest.fixture
def load_files(tmp_path: Path) -> LoadFiles:
    """`load_files(yaml)` reads a departments.yaml of these contents."""

    def read_these(departments: str) -> Loaded:
        (tmp_path / "departments.yaml").write_text(departments, "utf-8")
        return load_folder(tmp_path)

    return read_these
