"""Orders and shelters in Chromium: drawn on the map, seen as LINE shows them; axe-core finds nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from bot import emergency
from bot.emergency import Mode
from bot.staff import Role
from bot.testing import OpenStaff
from bot.time import system_clock
from handlers.evacuation.calls import Call, Kind, keep
from tests.browser.desk import at_desk, look

pytestmark = [pytest.mark.browser, pytest.mark.wire]
HOME = "/console/evacuation"
PAGES = (
    HOME, f"{HOME}/new", f"{HOME}/1", f"{HOME}/1/release", f"{HOME}/1/cancel", f"{HOME}/help",
    f"{HOME}/help/1", "/console/shelters", "/console/shelters/import", "/console/shelters/reset",
    "/console/emergency", "/console/emergency/switch", "/evacuation", "/evacuation/help", "/shelters",
)  # fmt: skip


@pytest.fixture
def page(new_staff: OpenStaff, browser: Chromium) -> Iterator[Page]:
    """Somebody of the disaster office at a real address, in the middle of a drill."""
    staff = new_staff()
    staff.service.clock = system_clock
    staff.sign_in([Role.DISASTER], "職員", "disaster@example.jp")
    with staff.service.database.write() as connection:
        emergency.switch(connection, Mode.DRILL, "総合防災訓練", "職員", 0)
        keep(
            connection, Call(Kind.HELP, "見本町1", "試験 花子", "090-0000-0000", 3, "動けません"), 0
        )
    with at_desk(staff, browser) as opened:
        yield opened


def fill(page: Page) -> None:
    """Choose what an order needs, without the map."""
    page.goto(f"{HOME}/new")
    page.get_by_label("警戒レベル4 避難指示").check()
    page.get_by_label("洪水", exact=True).check()
    page.get_by_label("訓練（訓練に参加する人にだけ届きます）").check()


def test_an_area_is_drawn_and_the_message_is_shown_as_line_does(page: Page) -> None:
    fill(page)
    place = page.locator(".leaflet-container")
    expect(place).to_be_visible()
    for x, y in ((60, 60), (400, 60), (400, 300), (60, 300)):
        place.click(position={"x": x, "y": y})
    expect(page.locator("#map-told")).to_contain_text("囲んだ中の町")
    assert len(json.loads(page.locator("#shape").input_value())) == 4
    page.get_by_role("button", name="一つ戻す").click()
    assert len(json.loads(page.locator("#shape").input_value())) == 3
    page.get_by_role("button", name="内容を確かめる").click()
    expect(page.locator("h1")).to_contain_text("【訓練】警戒レベル4 避難指示")
    cards = page.locator(".fx-bubble")
    expect(cards).to_have_count(7)
    expect(cards.nth(0)).to_contain_text("これは訓練です")
    expect(cards.nth(2)).to_contain_text("[DRILL]")


def test_pages_are_usable_by_everybody(page: Page) -> None:
    fill(page)
    page.get_by_label("河北", exact=True).check()
    page.get_by_role("button", name="内容を確かめる").click()
    page.goto("/console/shelters")
    shelter = page.locator(".taps a").first.get_attribute("href")
    for path in (*PAGES, str(shelter)):
        answer = page.goto(path)
        assert answer
        assert answer.status == 200, path
        look(page, path.strip("/").replace("/", "-"))
        if path.startswith("/console"):
            expect(page.locator(".training")).to_contain_text("訓練")
