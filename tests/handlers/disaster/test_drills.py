"""Telegrams in a drill: tried, shown for what they would do, and sent to who takes part and nobody else."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from bot import emergency
from bot.citizens import follow
from bot.citizens.topics import Topic, Topics
from bot.console.trial import Browser
from bot.emergency import Mode
from bot.schedule import job_of
from bot.staff import Role
from bot.testing import OpenChat, OpenStaff
from bot.time import millis
from handlers.disaster.drills import rows
from handlers.disaster.jobs import drill
from handlers.disaster.talk import feature
from tests.bot.console.test_kit import audited
from tests.handlers.disaster.written import NOON, new

HOME = "/console/disaster"


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """One kind of database is enough: the rows are plain."""
    return f"sqlite:///{shutil.copyfile(migrated_sqlite, tmp_path / 'test.db')}"


def brings(who: Browser, telegram: bytes, name: str = "kunren.xml") -> TestResponse:
    return who.send(f"{HOME}/drill", file=(io.BytesIO(telegram), name))


def confirms(who: Browser, number: int) -> TestResponse:
    page = who.get(f"{HOME}/drill/{number}").text
    seen = re.search(r'name="seen" value="(\w+)"', page)
    return who.send(f"{HOME}/drill/{number}", seen=seen[1] if seen else "")


def test_a_telegram_is_tried_in_a_drill_and_reaches_only_who_takes_part(
    new_staff: OpenStaff, new_chat: OpenChat
) -> None:
    who, viewer, chat = new_staff(Role.DISASTER), new_staff(Role.VIEWER), new_chat()
    who.service.clock.now = NOON  # type: ignore[attr-defined]
    raised, over = new("大雨", "43", status="訓練"), new("大雨", "00", status="訓練", serial="2")
    with who.service.database.write() as connection:
        for one in ("U" + "1" * 32, "U" + "2" * 32):
            follow(connection, one, 0)
        topic = Topic("evacuation_drill", "", "", default=False)
        Topics(connection, "U" + "2" * 32, [topic]).want(topic, True)
    assert "訓練中ではありません" in brings(who, raised).text
    with who.service.database.write() as connection:
        assert rows.samples(connection) == []
        emergency.switch(connection, Mode.DRILL, "訓練", "試験", millis(NOON))
    assert 'aria-invalid="true"' in brings(who, b"<x").text
    assert brings(viewer, raised).status_code == 422

    page = brings(who, raised).text
    for told in ("レベル４大雨危険警報", "【訓練】", "届くお知らせ（1件）", "1人だけに", "English"):
        assert told in page, told
    assert "訓練に参加する人に送る" not in viewer.get(f"{HOME}/drill/1").text
    assert confirms(viewer, 1).status_code == 422
    assert "参加する人だけに送ります" in confirms(who, 1).text
    again = who.send(f"{HOME}/drill/1", seen="0")
    assert again.status_code == 422, "what was sent is not told again"

    drill(job_of(chat.service, feature))
    chat.service.delivery.send_due()
    sent = [one for one in chat.emulator.deliveries.after(0, 100) if one["via"] == "multicast"]
    assert [one["to"] for one in sent] == [["U" + "2" * 32]]
    assert "【訓練】" in json.dumps(sent[0]["messages"], ensure_ascii=False)
    assert "いま出ている警報や注意報は" in who.get(HOME).text, "what really holds is as it was"
    assert "送った" in who.get(f"{HOME}/drill").text
    # The end of it follows from what this drill told.
    assert "解除" in brings(who, over).text
    (entry,) = audited(who, "disaster.drilled")
    assert "大雨" in entry.after

    with who.service.database.write() as connection:
        emergency.switch(connection, Mode.OFF, "終わり", "試験", millis(NOON))
    assert "いまは訓練中ではありません" in confirms(who, 2).text
    assert len(audited(who, "disaster.drilled")) == 1
