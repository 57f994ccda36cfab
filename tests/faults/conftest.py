"""A stage for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wire.processes import Stage, open_stage


@pytest.fixture
def stage(tmp_path: Path, database_url: str) -> Iterator[Stage]:
    """The emulator and a database; the test starts processes on them."""
    with open_stage(tmp_path, database_url) as opened:
        yield opened
