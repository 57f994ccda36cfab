"""The emergency mode: switched with a reason in the console, seen in the talk's menu and search."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot import emergency
from bot.api import Entry, Feature, Nothing, Reply
from bot.console.trial import Browser
from bot.emergency import Mode
from bot.registry import Registry
from bot.rehearsal import Chat
from bot.staff import Role
from bot.testing import OpenChat, OpenStaff
from tests.bot.road import NothingTurn

HOME = "/console/emergency"


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """One kind of database is enough: what is asked of it is one row."""
    return f"sqlite:///{shutil.copyfile(migrated_sqlite, tmp_path / 'test.db')}"


def shelf(name: str, title: str, order: int, *, urgent: bool = False) -> Feature[Nothing, Nothing]:
    feature = Feature(name, title=title, order=order, emergency=urgent)

    @feature.command(title, menu=True)
    def start(turn: NothingTurn) -> Reply:
        return turn.end(title)

    @feature.postback("show")
    def show(turn: NothingTurn, of: str) -> Reply:
        return turn.end(of)

    @feature.documents
    def offer(_content: object, _words: Nothing) -> Iterable[Entry]:
        return [Entry(f"{title}の見本の案内", show.data("a"), name)]

    return feature


@pytest.fixture
def chat(new_chat: OpenChat) -> Chat:
    features = [shelf("daily", "ふだん", 10), shelf("alarm", "そなえ", 50, urgent=True)]
    return new_chat(registry=Registry(features))


def switch(chat: Chat, mode: Mode) -> None:
    with chat.service.database.write() as connection:
        emergency.switch(connection, mode, "大雨", "職員", 0)


def test_the_menu_and_the_search_put_what_is_urgent_first(chat: Chat) -> None:
    assert chat.says("メニュー").labels[:2] == ["ふだん", "そなえ"]
    usual = chat.says("見本の案内").labels
    switch(chat, Mode.ON)
    menu = chat.says("メニュー")
    assert menu.labels[:2] == ["そなえ", "ふだん"]
    assert "いま災害モードです" in menu
    assert chat.says("見本の案内").labels[0].startswith("そなえ")
    for mode in (Mode.DRILL, Mode.OFF):
        switch(chat, mode)
        assert "災害モード" not in chat.says("メニュー")
        assert chat.says("見本の案内").labels == usual


def test_staff_switch_it_with_a_reason(new_staff: OpenStaff) -> None:
    staff, viewer = new_staff(Role.DISASTER, name="防災 太郎"), new_staff(Role.VIEWER)
    assert viewer.get(f"{HOME}/switch").status_code == 403
    assert "理由を書いてください" in staff.send(f"{HOME}/switch", mode="on", reason="").text
    assert "すでに「ふだん」です" in staff.send(f"{HOME}/switch", mode="off", reason="x").text
    staff.send(f"{HOME}/switch", mode="on", reason="大雨特別警報")
    assert "いまは災害モードです" in viewer.get("/console/").text
    page = viewer.get(HOME).text
    assert "大雨特別警報" in page
    assert "切り替えています" in page
    assert mode_of(staff) is Mode.ON
    log = new_staff(Role.ADMIN).get("/console/audit?subject=emergency").text
    assert "「災害モード」に切り替えた" in log


def test_a_drill_is_marked_on_every_page(new_staff: OpenStaff) -> None:
    staff = new_staff(Role.DISASTER)
    staff.send(f"{HOME}/switch", mode="drill", reason="総合防災訓練")
    for address in ("/console/", HOME, f"{HOME}/switch"):
        assert "いまは訓練中です" in staff.get(address).text
    staff.send(f"{HOME}/switch", mode="off", reason="終わり")
    assert "いまは訓練中です" not in staff.get("/console/").text


def mode_of(staff: Browser) -> Mode:
    with staff.service.database.read() as connection:
        return emergency.current(connection).mode
