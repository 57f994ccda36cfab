"""Plays every dialogue of tests/dialogues/*.yaml."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.rehearsal import Dialogue, SetClock, play, read_dialogues
from bot.testing import OpenChat

FOLDER = Path(__file__).parent / "dialogues"
DIALOGUES = [
    pytest.param(dialogue, id=f"{file.stem}-{dialogue.title}")
    for file in sorted(FOLDER.glob("*.yaml"))
    for dialogue in read_dialogues(file)
]


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """What is said does not depend on the kind of database; the tests in tests/bot hold both."""
    return f"sqlite:///{shutil.copyfile(migrated_sqlite, tmp_path / 'test.db')}"


@pytest.mark.parametrize("dialogue", DIALOGUES)
def test_dialogue(
    dialogue: Dialogue, new_chat: OpenChat, clock: SetClock, request: pytest.FixtureRequest
) -> None:
    clock.now = dialogue.at
    content = None
    if dialogue.content:
        content = request.getfixturevalue("shared") / dialogue.content
    play(dialogue, new_chat(content=content))
