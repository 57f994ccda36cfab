"""Folders of counters, written for one test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.content import Faults
from bot.content.folder import Directory as OnDisk
from bot.content.folder import Folder
from bot.content.trace import Trace
from handlers.departments.content import read
from handlers.departments.directory import Directory

Loaded = tuple[Directory | None, Faults]
LoadFiles = Callable[..., Loaded]

OWN = Path(__file__).parents[3] / "content" / "departments"
TODAY = date(2026, 6, 1)


def load_folder(path: Path, today: date = TODAY) -> Loaded:
    """Read a folder as of a day, and what was wrong with it."""
    faults = Faults()
    return read(Folder((OnDisk(path),), Trace(), faults), today), faults


@pytest.fixture
def load_files(tmp_path: Path) -> LoadFiles:
    """`load_files(departments=yaml, holidays=csv)` reads files of these contents."""

    def read_these(departments: str, holidays: str = "日,名\n2026/1/1,元日\n") -> Loaded:
        (tmp_path / "departments.yaml").write_text(departments, "utf-8")
        (tmp_path / "holidays.csv").write_text(holidays, "utf-8")
        return load_folder(tmp_path)

    return read_these
