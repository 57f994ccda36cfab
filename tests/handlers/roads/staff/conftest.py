"""Somebody of the road department at the console."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.staff import Role
from bot.testing import OpenStaff
from tests.handlers.roads.staff.office import Office


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """The SQL itself is tried on both databases in test_ledger."""
    file = tmp_path / "console.db"
    shutil.copyfile(migrated_sqlite, file)
    return f"sqlite:///{file}"


@pytest.fixture
def office(new_staff: OpenStaff) -> Office:
    return Office(new_staff(Role.ROADS, name="道路 太郎"))
