"""A feature with console pages that stands nowhere but in these tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from passlib.hash import argon2

import handlers
from bot.registry import Registry
from bot.testing import OpenStaff
from tests.bot.console.trial import FORM, HOME, MAP, MODULE, feature


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """What makes a stolen hash costly to guess makes tests slow: a third of a second each time."""
    dear = argon2.memory_cost, argon2.default_rounds, argon2.parallelism
    argon2.memory_cost, argon2.default_rounds, argon2.parallelism = 8, 1, 1
    yield
    argon2.memory_cost, argon2.default_rounds, argon2.parallelism = dear


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    """A registry that knows the trial feature, whose folder stands beside the others."""
    folder = tmp_path / "handlers" / "trial_desk"
    (folder / "templates").mkdir(parents=True)
    (folder / "__init__.py").write_text("", "utf-8")
    (folder / "staff.py").write_text(MODULE, "utf-8")
    (folder / "templates" / "home.html").write_text(HOME, "utf-8")
    (folder / "templates" / "close.html").write_text(FORM, "utf-8")
    (folder / "templates" / "map.html").write_text(MAP, "utf-8")
    handlers.__path__.append(str(folder.parent))
    yield Registry([feature])
    handlers.__path__.remove(str(folder.parent))
    for name in ("handlers.trial_desk.staff", "handlers.trial_desk"):
        sys.modules.pop(name, None)


@pytest.fixture
def staff(new_staff: OpenStaff, registry: Registry) -> OpenStaff:
    """Signs staff in at a console with the trial feature."""
    return partial(new_staff, registry=registry)
