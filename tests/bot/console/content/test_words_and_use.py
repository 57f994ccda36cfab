"""The talk with a draft, what was asked in vain, and how much the account is used."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import func, select

from bot import misses, upkeep
from bot.console.trial import Browser
from bot.db.base import metadata
from bot.documents import index_of
from bot.misses import Miss
from bot.rehearsal import open_chat
from bot.staff import Role
from bot.testing import settings_for
from tests.bot.console.content.desk import HOME, MORE, draft_of, in_use, publish, upload
from tests.bot.console.shelf import ITEMS


def test_a_talk_with_a_draft_answers_from_it_and_touches_no_citizen(
    staff: Callable[..., Browser],
) -> None:
    pr = staff(Role.PR, env={"LINE_CHANNEL_SECRET": "real", "LINE_CHANNEL_ACCESS_TOKEN": "real"})
    upload(pr, ITEMS, MORE.encode())
    draft = draft_of(pr)
    before = rows(pr)
    page = f"{HOME}/draft/{draft.id}"
    answer = pr.send(f"{HOME}/talk", page=page, draft=str(draft.id), follow=False)
    talk = answer.location
    assert "/console/content/talk/" in talk
    assert "傘: 金属の日です" in say(pr, talk, {"say": "1", "say-text": "傘"})
    hello = say(pr, talk, {"say": "1", "say-text": "あいさつ"})
    assert "いまの答えのボタン" in hello
    action = html.unescape(re.findall(r'name="tap-action" value="([^"]+)"', hello)[0])
    assert "本: 古紙の日です" in say(pr, talk, {"tap": "1", "tap-action": action})
    assert pr.get(talk).text.count('class="talk__said"') == 3
    assert rows(pr) == before
    assert staff(Role.DX).get(talk).status_code == 404
    # Another process does not hold the talk, and plays it again.
    held = pr.app.extensions["console"].console().extensions["console-talks"]
    held.close()
    assert "傘: 金属の日です" in pr.get(talk).text
    held.close()


def say(browser: Browser, talk: str, act: dict[str, Any]) -> str:
    return browser.send(talk, **act).text


def rows(browser: Browser) -> dict[str, int]:
    """How many rows each table has, but for the console's own."""
    with browser.service.database.read() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
            if not table.name.startswith(("content_", "staff_"))
        }


def miss(browser: Browser, *texts: str) -> None:
    today = browser.service.clock().date()
    with browser.service.database.write() as connection:
        misses.add(connection, [Miss(today, text) for text in texts])


def test_what_was_asked_in_vain_is_grouped_and_becomes_a_synonym_or_an_item(
    staff: Callable[..., Browser],
) -> None:
    pr, viewer = staff(Role.PR), staff(Role.VIEWER)
    miss(pr, "書籍棚", "しょせきだな", "書籍棚", "ｼｮｾｷﾀﾞﾅ", "雨具", "090-1234-5678")
    page = pr.get(f"{HOME}/misses").text
    assert "2組、のべ5回" in page
    assert "1234" not in page
    assert "言葉や項目を足す" not in viewer.get(f"{HOME}/misses").text
    csv = viewer.get(f"{HOME}/misses.csv").data.decode("utf-8-sig")
    assert csv.splitlines()[1].startswith("4,")
    assert viewer.get(f"{HOME}/misses/synonym?word=x").status_code == 403

    one = f"{HOME}/misses/synonym?word=雨具"
    assert ITEMS in pr.get(one).text
    told = pr.send(one, word="雨具", other="本").text
    assert "「雨具」を「本」の言いかえにする" in told
    assert draft_of(pr).changes.keys() == {"platform/search.yaml"}
    assert "同じ意味の言葉を選ぶか" in pr.send(one, word="雨具", other="").text

    item = f"{HOME}/misses/item?path={ITEMS}&word=傘"
    assert 'value="傘"' in pr.get(item).text
    pr.send(item, f0="傘", f1="かさ", f2="金属の日です")
    assert draft_of(pr).changes.keys() == {"platform/search.yaml", ITEMS}
    publish(pr)
    assert in_use(pr, ITEMS) == MORE.encode()
    library = pr.service.library.current
    found = index_of(library).search("雨具")
    assert found.hits[0].entry.title == "本"


def test_use_is_counted_by_day_and_shown_without_anybody(
    staff: Callable[..., Browser], folder: Path, database_url: str
) -> None:
    viewer = staff(Role.VIEWER)
    service = viewer.service
    assert "この期間の記録はありません" in viewer.get("/console/usage").text
    library = service.library
    chat = open_chat(
        settings_for(database_url, folder),
        service.clock,
        registry=service.registry,
        library=library,
    )
    chat.follows()
    for text in ("本", "あいさつ", "zzzzzz", "本"):
        chat.says(text)
    chat.service.count_use()
    upkeep.count_followers(service)
    page = viewer.get("/console/usage").text
    assert "75.0%" not in page
    assert "66.7%" in page
    assert "<dd>1人" in page
    assert "<dd>3件" in page
    rows = load_workbook(io.BytesIO(viewer.get("/console/usage/usage.xlsx").data))
    assert next(iter(rows["質問"].values)) == ("日", "たな")
    assert list(rows["質問"].values)[-1] == ("2026-11-21", 3)
    assert viewer.get("/console/usage?first=2026-11-21&last=1900-01-01").status_code == 200
    chat.emulator.close()
    chat.service.database.close()
