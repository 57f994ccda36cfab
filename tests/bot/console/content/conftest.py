"""A small city's content, and staff of departments before it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.console.trial import Browser
from bot.staff import Role
from bot.testing import OpenStaff
from tests.bot.console import shelf


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """What differs between the databases is tried in tests/bot/releases."""
    file = tmp_path / "content.db"
    shutil.copyfile(migrated_sqlite, file)
    return f"sqlite:///{file}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shelf.city(tmp_path / "content")


@pytest.fixture
def staff(new_staff: OpenStaff, folder: Path) -> Callable[..., Browser]:
    def one(role: Role, **more: object) -> Browser:
        name = {Role.PR: "広報さん", Role.DX: "DXさん"}.get(role, "職員")
        return new_staff(role, registry=shelf.registry(), content=folder, name=name, **more)

    return one
