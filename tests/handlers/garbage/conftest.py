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
from bot.rehearsal import SetClock
from bot.testing import OpenChat, OpenSite
from handlers.garbage.city import Calendar
from handlers.garbage.content import load
from handlers.garbage.talk import feature
from tests.handlers.garbage.evening import Evening, Open, write_content
from tests.passing import at

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


@pytest.fixture
def open_city(new_chat: OpenChat, clock: SetClock, tmp_path: Path) -> Open:
    """A city with its clock process: `open_city("2026-11-22 18:00", notices="...")`."""

    def come(moment: str, **content: str) -> Evening:
        clock.now = at(moment)
        folder = write_content(tmp_path / "content", **content)
        return Evening(new_chat(content=folder), clock, folder)

    return come
