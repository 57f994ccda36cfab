"""The sample's menus on a phone of the simulator: every area of every menu is touched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from bot.content import Faults
from bot.emulator import RunningServer
from bot.line import HttpTransport
from bot.line.richmenus import RichMenuClient
from bot.richmenu.font import find_font
from bot.richmenu.pictures import Pictures
from bot.richmenu.publishing import Publisher
from bot.richmenu.reading import read_menus
from bot.richmenu.schema import Action, Menus
from bot.settings import EMULATOR_TOKEN, PROJECT
from bot.talk.postback import SAID, encode
from tests.browser.phone import Phone
from tests.browser.scripted_bot import ScriptedBot, text

pytestmark = [pytest.mark.browser, pytest.mark.wire]


@pytest.fixture
def menus(emulator: RunningServer) -> Iterator[Menus]:
    """The sample's menus, published to the emulator."""
    file = read_menus(PROJECT / "content", Faults())
    assert file
    transport = HttpTransport()
    client = RichMenuClient(emulator.url, emulator.url, EMULATOR_TOKEN, transport)
    wanted = Pictures(find_font()).prepare(file.menus)
    Publisher(client, lambda _done: None).publish(wanted, file.menus.default.id)
    yield file.menus
    transport.close()


@pytest.fixture
def panel(menus: Menus, hanako: Phone) -> Locator:
    """The open menu on 石巻 花子's phone."""
    shown = hanako.node.get_by_role("group", name="リッチメニュー")
    expect(shown.locator("img")).to_have_js_property("naturalWidth", 2500)
    return shown


def labels(panel: Locator) -> list[str]:
    return [each.get_attribute("aria-label") or "" for each in panel.get_by_role("button").all()]


def touch(panel: Locator, label: str) -> None:
    panel.get_by_role("button", name=label, exact=True).click()


def test_tabs_and_variants_switch(panel: Locator, bot: ScriptedBot) -> None:
    for label, then in (
        ("防災", "火事・救急"),
        ("災害のときのメニューを見る", "津波から逃げる"),
        ("ふだんのメニューに戻る", "ごみの分別"),
        ("大きな文字", "ひなん"),
        ("ふつうに もどる", "ごみの分別"),
    ):
        touch(panel, label)
        expect(panel.get_by_role("button", name=then, exact=True)).to_be_visible()
        assert bot.event("postback")["postback"]["params"]["status"] == "SUCCESS"
        bot.events[:] = [event for event in bot.events if event["type"] != "postback"]


@pytest.mark.parametrize("name", ["kurashi", "bousai", "ookina", "saigai"])
def test_every_area_does_something(
    name: str, menus: Menus, panel: Locator, hanako: Phone, bot: ScriptedBot
) -> None:
    bot.script = lambda event: [] if _switches(event) else [text("承りました")]
    way = {"kurashi": [], "bousai": ["防災"], "ookina": ["大きな文字"]}
    for label in way.get(name, ["防災", "災害のときのメニューを見る"]):
        touch(panel, label)
    menu = menus.named(name)
    assert menu
    areas = [area for row in menu.rows for area in row.areas]
    expect(panel.get_by_role("button", name=areas[-1].name, exact=True)).to_be_visible()
    assert {area.name for area in areas} <= set(labels(panel))
    for area in areas:
        if area.action.kind != "tab":
            _touch_and_see(area.name, area.action, panel, hanako, bot)


def _touch_and_see(
    label: str, action: Action, panel: Locator, hanako: Phone, bot: ScriptedBot
) -> None:
    before, answers = hanako.own.count(), hanako.bot.count()
    if action.kind == "link":
        with hanako.page.context.expect_page() as opened:
            touch(panel, label)
        opened.value.wait_for_url(action.value)
        opened.value.close()
        return
    touch(panel, label)
    if action.kind == "phone":
        expect(hanako.page.get_by_text(f"tel:{action.value}").first).to_be_visible()
        return
    expect(hanako.own).to_have_count(before + 1)
    expect(hanako.own.last).to_contain_text(action.value)
    expect(hanako.bot).to_have_count(answers + 1)
    heard: list[dict[str, Any]] = [e for e in bot.events if e["type"] == "postback"]
    assert heard[-1]["postback"]["data"] == encode(*SAID, {"text": action.value})


def _switches(event: dict[str, Any]) -> bool:
    return "params" in event.get("postback", {})
