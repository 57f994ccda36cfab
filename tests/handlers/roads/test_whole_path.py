"""One damage from the street to the repaired road: the citizen in LINE, staff in the console, one ledger."""

from __future__ import annotations

import io
import json
import re
import shutil
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from bot.app import create_app
from bot.console.trial import Browser
from bot.rehearsal import Chat
from bot.staff import Role
from bot.testing import OpenChat
from handlers.roads.ledger.numbers import shown
from handlers.roads.ledger.photos import photos_of
from handlers.roads.ledger.states import State
from tests.bot.pictures.photos import picture
from tests.handlers.roads.talk.reporter import cases, let_time_pass, reported, run_jobs

ROADS = "/console/roads"


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """Both doors at once; the SQL is tried on both databases elsewhere."""
    file = tmp_path / "path.db"
    shutil.copyfile(migrated_sqlite, file)
    return f"sqlite:///{file}"


def _console(chat: Chat) -> Browser:
    browser = Browser(create_app(chat.service), chat.service)
    browser.sign_in([Role.ROADS], "道路 太郎", "roads@example.jp")
    return browser


def test_from_the_street_to_the_repaired_road(new_chat: OpenChat) -> None:
    chat = new_chat()
    office, case = _console(chat), reported(chat)
    assert shown(case.number) in office.get(f"{ROADS}?flag=unread").text
    assert "通報した人" in office.get(f"{ROADS}/{case.number}").text
    assert shown(case.number) not in office.get(f"{ROADS}?flag=unread").text

    office.send(
        f"{ROADS}/{case.number}/work", kind="hole", department="道路課", assignee="roads@example.jp",
        priority="1", due="2026-12-01", owner="city",
    )  # fmt: skip
    assert run_jobs(chat) == "", "who does it is nothing that citizens hear of"
    answer: dict[str, Any] = {
        "seen": "received",
        "state": "confirmed",
        "reason": "来週なおします。",
    }
    preview = office.send(f"{ROADS}/{case.number}/state", **answer).text
    assert run_jobs(chat) == "", "a preview is not sent"
    office.send(f"{ROADS}/{case.number}/state", sure="1", **answer)
    told = run_jobs(chat)
    assert "来週なおします。" in told
    assert "「確認」" in told
    (drawn,) = re.findall(r'data-line-messages="([^"]+)"', preview)
    assert json.loads(unescape(drawn))[0]["text"] in told, "as staff saw it before"
    assert run_jobs(chat) == "", "exactly once"

    files = (io.BytesIO(picture()), "naoshita.jpg")
    office.send(f"{ROADS}/{case.number}/photos", files=files, purpose="repair")
    with chat.service.database.read() as connection:
        (photo,) = photos_of(connection, case.id)
    finished: dict[str, Any] = {
        "seen": "confirmed",
        "state": "done",
        "reason": "直しました。",
        "photo": photo.media,
    }
    office.send(f"{ROADS}/{case.number}/state", sure="1", **finished)
    assert "直しました。" in let_time_pass(chat).text
    assert run_jobs(chat) == ""

    chat.says("通報の状況")
    chat.taps("直っていません")
    chat.says("まだ穴のままです")
    page = office.get(f"{ROADS}/{case.number}").text
    assert "終わったあとに、もう一度対応が必要になりました" in page
    assert "まだ穴のままです" in page
    assert shown(case.number) in office.get(f"{ROADS}?flag=reopened").text


def test_a_second_report_of_the_same_is_merged_and_its_reporter_is_told(new_chat: OpenChat) -> None:
    first, second = new_chat(citizen="一人目"), new_chat(citizen="二人目")
    office = _console(first)
    kept, gone = reported(first), reported(second, spot=(38.4400, 141.3100))
    office.send(f"{ROADS}/{gone.number}/merge", into=shown(kept.number))
    address = f"{ROADS}/several?case={kept.number}"
    office.send(address, state="working", reason="手配しました。")
    assert {one.state for one in cases(first)} == {State.WORKING, State.RECEIVED}
    assert "手配しました。" in run_jobs(second)
    assert run_jobs(second) == ""
