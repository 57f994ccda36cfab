"""The form of road damage in Chromium: with and without script, by map and position, over a lost network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.app import create_app
from bot.content import Library
from bot.rehearsal import SetClock
from bot.service import Service, build
from bot.testing import settings_for
from tests.browser.desk import look, served, window
from tests.handlers.roads.test_web_form import picture

pytestmark = [pytest.mark.browser, pytest.mark.wire]

FORM = "/roads/report"
HALL = {"latitude": 38.4343, "longitude": 141.3027}


@pytest.fixture
def service(
    migrated_sqlite: Path, tmp_path: Path, clock: SetClock, own_library: Library
) -> Iterator[Service]:
    file = shutil.copyfile(migrated_sqlite, tmp_path / "form.db")
    settings = settings_for(f"sqlite:///{file}", more={"MEDIA_URL": f"file://{tmp_path}/media"})
    made = build(settings, clock=clock, library=own_library)
    yield made
    made.media.close()
    made.database.close()


@pytest.fixture
def site(service: Service) -> Iterator[str]:
    with served(create_app(service)) as where:
        yield where


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Any]:
    """Opens browsers at the site; each fails its test when a page breaks its own policy."""
    with ExitStack() as windows:

        def open_one(**options: Any) -> Page:
            size = {"width": 375, "height": 800}
            context = windows.enter_context(window(browser, site, viewport=size, **options))
            context.route("https://**", lambda route: route.abort())
            return context.new_page()

        yield open_one


def test_from_the_position_to_the_number(opened: Any) -> None:
    page = opened(geolocation=HALL, permissions=["geolocation"])
    page.goto("/roads")
    look(page, "home")
    page.get_by_role("link", name="通報する", exact=True).last.click()
    page.get_by_label("道路の穴・ひび").check()
    page.get_by_role("button", name="いまいる場所を使う").click()
    expect(page.locator(".map-mark--picked")).to_be_visible()
    page.get_by_label("写真を選ぶ").set_input_files(
        {"name": "穴.jpg", "mimeType": "image/jpeg", "buffer": picture().getvalue()}
    )
    page.get_by_label("大きさ、いつからか").fill("30センチくらいの穴です。")
    look(page, "form")
    page.get_by_role("button", name="確認へ進む").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("内容の確認")
    expect(page.locator(".map-mark--picked")).to_be_visible()
    look(page, "review")
    page.get_by_role("button", name="この内容で通報する").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("通報を受け付けました")
    look(page, "thanks")
    page.get_by_role("link", name="通報の状況を見る").click()
    expect(page.get_by_role("main")).to_contain_text("受付")
    look(page, "status")
    page.goto(FORM)
    expect(page.get_by_label("大きさ、いつからか")).to_have_value("")


def test_a_press_on_the_map_is_a_place(opened: Any) -> None:
    page = opened()
    page.goto(FORM)
    page.locator("#map").click(position={"x": 100, "y": 100})
    expect(page.locator(".map-mark--picked")).to_be_visible()
    assert page.locator("#latitude").input_value().startswith("38.")
    page.get_by_role("button", name="地図の印を消す").click()
    expect(page.locator(".map-mark--picked")).to_have_count(0)
    expect(page.locator("#latitude")).to_have_value("")


def test_what_was_written_survives_a_lost_network(opened: Any) -> None:
    page = opened()
    page.goto(FORM)
    page.get_by_label("街路灯・防犯灯").check()
    page.get_by_label("町の名前、番地、目印").fill("渡波")
    page.get_by_label("お名前").fill("石巻 花子")
    page.context.set_offline(True)
    page.get_by_role("button", name="確認へ進む").click()
    expect(page.locator("#offline")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#offline")).to_be_hidden()
    page.goto("/roads")
    page.goto(FORM)
    expect(page.locator("#restored")).to_be_visible()
    expect(page.get_by_label("街路灯・防犯灯")).to_be_checked()
    expect(page.get_by_label("町の名前、番地、目印")).to_have_value("渡波")
    expect(page.get_by_label("お名前")).to_have_value("")
    page.get_by_role("button", name="消して初めから書く").click()
    expect(page.get_by_label("町の名前、番地、目印")).to_have_value("")


def test_without_script_it_works_all_the_same(opened: Any) -> None:
    page = opened(java_script_enabled=False)
    page.goto(FORM)
    expect(page.locator("#map")).to_be_hidden()
    page.get_by_role("button", name="確認へ進む").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("道路の穴・ひび").check()
    page.get_by_label("町の名前、番地、目印").fill("渡波")
    page.get_by_role("button", name="確認へ進む").click()
    page.get_by_role("button", name="書き直す").click()
    expect(page.get_by_label("町の名前、番地、目印")).to_have_value("渡波")
    page.get_by_role("button", name="確認へ進む").click()
    page.get_by_role("button", name="この内容で通報する").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("通報を受け付けました")
