"""A town whose content takes up files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.importing.town import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)
