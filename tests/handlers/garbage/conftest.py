"""Folders of garbage content, written for one test or belonging to a real city."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from bot.content import Faults
from bot.content.folder import Directory, Folder
from bot.content.trace import Trace
from bot.registry import Registry
from bot.testing import OpenSite
from handlers.garbage.city import Calendar
from handlers.garbage.content import load
from handlers.garbage.talk import feature

Loaded = tuple[Calendar, Faults]
Load = Callable[..., Loaded]

OWN = Path(__file__).parents[3] / "content" / "garbage"


def load_folder(path: Path) -> Loaded:
    """Read a folder as the bot does, and what was wrong with it."""
    faults = Faults()
    return load(Folder((Directory(path),), Trace(), faults)), faults


@pytest.fixture
def new_site(new_site: OpenSite) -> OpenSite:
    """The public pages of this feature alone."""
    return partial(new_site, registry=Registry([feature]))


@pytest.fixture
def load_files(tmp_path: Path) -> Load:
    """`load_files(area_days="...", center="...")` reads files of these contents."""

    def read(**files: str) -> Loaded:
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        return load_folder(tmp_path)

    return read


@pytest.fixture(scope="session")
def ishinomaki() -> Calendar:
    """The project's own sample content."""
    return load_folder(OWN)[0]
