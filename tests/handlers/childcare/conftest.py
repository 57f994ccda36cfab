"""The feature's own content, read once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.content import Faults, Folder
from bot.content.folder import Directory
from bot.content.trace import Trace
from bot.rehearsal import SetClock
from bot.settings import PROJECT
from bot.testing import OpenChat
from handlers.childcare.content import Childcare, load
from tests.handlers.childcare.morning import Morning, Open, write_content
from tests.passing import at


@pytest.fixture(scope="session")
def childcare() -> Childcare:
    """content/childcare/, which has to be free of faults."""
    faults = Faults()
    place = Directory(PROJECT / "content" / "childcare", "childcare")
    read = load(Folder((place,), Trace(), faults))
    assert [str(one) for one in faults] == []
    return read


@pytest.fixture
def open_city(new_chat: OpenChat, clock: SetClock, tmp_path: Path) -> Open:
    """A city with its clock process: `open_city("2026-11-22 08:00", vaccinations="...")`."""

    def come(moment: str, **content: Any) -> Morning:
        clock.now = at(moment)
        folder = write_content(tmp_path / "content", **content)
        return Morning(new_chat(content=folder), clock, folder)

    return come
