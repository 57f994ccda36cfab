"""The feature's own content, read once."""

from __future__ import annotations

import pytest

from bot.content import Faults, Folder
from bot.content.folder import Directory
from bot.content.trace import Trace
from bot.settings import PROJECT
from handlers.childcare.content import Childcare, load


@pytest.fixture(scope="session")
def childcare() -> Childcare:
    """content/childcare/, which has to be free of faults."""
    faults = Faults()
    place = Directory(PROJECT / "content" / "childcare", "childcare")
    read = load(Folder((place,), Trace(), faults))
    assert [str(one) for one in faults] == []
    return read
