"""Road damage in the console, in Chromium: the map, drawing on photos, and axe-core on every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect
from sqlalchemy import select

from bot.api import Point
from bot.service import Service
from bot.staff import Role
from bot.testing import OpenStaff
from bot.time import millis, system_clock
from handlers.roads.ledger import changes
from handlers.roads.ledger.handovers import Step, Way, hand_over, settle
from handlers.roads.ledger.opening import open_case
from handlers.roads.ledger.states import State
from handlers.roads.tables import photo_table
from tests.bot.pictures.photos import picture
from tests.browser.conftest import show_pictures
from tests.browser.desk import look, served, sign_in, window
from tests.handlers.roads.conftest import DAY, HALL, report

pytestmark = [pytest.mark.browser, pytest.mark.wire]
STAFF = "roads@example.jp"


@dataclass
class Desk:
    """A page of the console, a case with a photo, and one that was handed over."""

    page: Page
    case: str
    photo: int
    handover: int
    token: str


@pytest.fixture
def desk(new_staff: OpenStaff, browser: Chromium) -> Iterator[Desk]:
    staff = new_staff()
    staff.service.clock = system_clock
    staff.sign_in([Role.ROADS], "道路 太郎", STAFF)
    made = _fill(staff.service)
    with served(staff.app) as where, window(browser, where) as context:
        show_pictures(context)
        yield Desk(sign_in(context, staff, where), *made)


def _fill(service: Service) -> tuple[str, int, int, str]:
    database, media = service.database, service.media
    now = millis(system_clock())
    taken = media.take(picture(1200, 900), original=True)
    with database.write() as connection:
        key = media.keep(connection, "roads", taken)
        usual: dict[str, Any] = {
            "due_ms": now + 7 * DAY,
            "citizen": "U" + "1" * 32,
            "words": "大きな穴があいています",
        }
        case = open_case(
            connection,
            report(media=[key], district="石巻(本庁)", place="市役所の前", **usual),
            now - DAY,
        ).case
        late = open_case(
            connection, report(kind="tree", due_ms=now - DAY, priority=2), now - 9 * DAY
        ).case
        changes.add_note(connection, late.id, note="矢印板を置いた", who=STAFF, now_ms=now)
        for number in range(70):
            spot = Point(38.43 + number / 9000, 141.30 + number / 7000)
            one = open_case(
                connection, report(spot, kind="light", due_ms=now + DAY), now - number * DAY
            ).case
            if number % 2:
                changes.change_state(
                    connection, one.id, State.DONE, reason="直しました。", who=STAFF, now_ms=now
                )
        given = hand_over(
            connection, case.id, "national", Way.MAIL, "road@example.jp",
            words="大きな穴", who=STAFF, now_ms=now,
        )  # fmt: skip
        settle(connection, given, Step.SENT, now)
        photo = connection.scalar(select(photo_table.c.id).where(photo_table.c.media == key))
    return case.number, photo or 0, given.id, given.token or ""


def test_every_page_can_be_used_by_everybody(desk: Desk) -> None:
    page, case = desk.page, desk.case
    for name, path in (
        ("queue", ""), ("map", "/map"), ("case", f"/{case}"), ("work", f"/{case}/work"),
        ("state", f"/{case}/state"), ("message", f"/{case}/message"), ("note", f"/{case}/note"),
        ("merge", f"/{case}/merge"), ("public", f"/{case}/public"), ("place", f"/{case}/place"),
        ("photos", f"/{case}/photos"), ("hide", f"/{case}/photos/{desk.photo}"),
        ("delete", f"/{case}/photos/{desk.photo}/delete"), ("hand", f"/{case}/handover"),
        ("handed", f"/{case}/handover/{desk.handover}"), ("several", f"/several?case={case}"),
        ("sheets", f"/sheets?case={case}"), ("list", f"/sheets?case={case}&list=1"), ("new", "/new"),
        ("report", "/report"),
    ):  # fmt: skip
        page.goto(f"/console/roads{path}")
        look(page, f"roads-{name}")
    page.goto(f"/console/roads/{case}/state?use=2")
    page.get_by_role("button", name="届く内容を見る").click()
    expect(page.get_by_role("heading", name="送る前に確かめる")).to_be_visible()
    expect(page.locator(".line-preview")).to_contain_text("修理を手配しました")
    look(page, "roads-preview")
    page.goto(f"/roads/handover/{desk.token}")
    look(page, "roads-handover")


def test_the_map_leads_to_the_cases(desk: Desk) -> None:
    page = desk.page
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/console/roads/map?state=")
    expect(page.locator(".map-mark--many").first).to_be_visible()
    page.goto("/console/roads/map?text=%E7%A9%B4")
    marks = page.locator(".leaflet-marker-icon")
    expect(marks).to_have_count(1)
    marks.first.focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup a", has_text="道路の穴").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("道路の穴")
    page.goto("/console/roads/new")
    page.get_by_role("region", name="場所を選ぶ地図").click(position={"x": 200, "y": 200})
    latitude = float(page.get_by_label("緯度").input_value())
    assert abs(latitude - HALL.latitude) < 0.5


def test_what_is_drawn_on_a_photo_is_hidden(desk: Desk) -> None:
    page = desk.page
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.goto(f"/console/roads/{desk.case}/photos/{desk.photo}")
    expect(page.get_by_role("button", name="最後の四角を消す")).to_be_hidden()
    frame = page.locator(".areas__layer")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] * 0.2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.5, steps=4)
    page.mouse.up()
    field = page.get_by_label("隠すところ")
    left, top, width, height = (float(one) for one in field.input_value().split())
    assert (round(left), round(top), round(width), round(height)) == (10, 20, 30, 30)
    field.fill(f"{field.input_value()}\n50 50 10 10")
    expect(page.locator(".areas__box")).to_have_count(2)
    page.get_by_role("button", name="最後の四角を消す").click()
    expect(page.locator(".areas__box")).to_have_count(1)
    page.get_by_role("button", name="保存する").click()
    expect(page.get_by_role("heading", name="いま見えている写真")).to_be_visible()
    look(page, "roads-hidden")
