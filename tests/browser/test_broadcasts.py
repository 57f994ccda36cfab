"""Broadcasts and the ledger in Chromium: from writing to a correction, live figures, axe-core."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from bot import citizens, schedule
from bot.citizens.places import Places
from bot.citizens.topics import Topic, Topics
from bot.console.trial import Browser
from bot.rehearsal import SetClock
from bot.staff import Role
from bot.testing import OpenStaff
from bot.time import system_clock
from handlers.broadcasts.talk import feature
from tests.bot.console.test_sends import line, mail
from tests.bot.mailing.town import person
from tests.bot.road import FakeLine
from tests.browser.desk import look, served, sign_in, window

pytestmark = [pytest.mark.browser, pytest.mark.wire]
HOME = "/console/broadcasts"
EVENTS = Topic("events", "市の行事", "", default=False)


@dataclass
class Desk:
    """One process; `writer` and `chief` are two people's pages."""

    trial: Browser
    writer: Page
    chief: Page

    def work(self) -> None:
        """The clock's jobs, and the senders."""
        for one in feature.schedules.values():
            one.run(schedule.job_of(self.trial.service, feature))
        self.trial.service.delivery.send_due()


@pytest.fixture
def desk(new_staff: OpenStaff, browser: Chromium, clock: SetClock) -> Iterator[Desk]:
    """道路 writes and 広報 approves, at a real address; thirty citizens want 市の行事."""
    opened = [new_staff(), new_staff()]
    service = opened[0].service
    service.line._transport = FakeLine()
    clock.move(system_clock() - clock())  # The browser's cookies live by the machine's time.
    for one, role in zip(opened, (Role.ROADS, Role.PR), strict=True):
        one.sign_in([role], role.label, f"{role}@example.jp")
    with service.database.write() as connection:
        for number in range(1, 31):
            citizens.follow(connection, person(number), 1)
            Topics(connection, person(number), ()).want(EVENTS, wanted=True)
            Places(connection, person(number)).put("home", district="河北")
    with (
        served(opened[0].app) as where,
        window(browser, where) as first,
        window(browser, where) as second,
    ):
        yield Desk(opened[0], sign_in(first, opened[0], where), sign_in(second, opened[1], where))


def test_from_writing_to_a_correction(desk: Desk) -> None:
    writer, chief = desk.writer, desk.chief
    writer.goto(HOME)
    look(writer, "broadcasts-empty")
    writer.get_by_role("link", name="お知らせを書く").first.click()
    look(writer, "broadcasts-write")
    writer.get_by_role("button", name="下書きを保存する").click()
    expect(writer.get_by_role("alert")).to_contain_text("題を書いてください")
    look(writer, "broadcasts-mistakes")
    writer.get_by_label(re.compile("題（日本語）")).fill("川開き祭り")
    writer.get_by_label(re.compile("本文（日本語）")).fill(
        "8月1日に開きます。\n会場は中瀬公園です。"
    )
    writer.get_by_label(re.compile("題（English）")).fill("Festival")
    writer.get_by_label(re.compile("本文（English）")).fill("On August 1.")
    writer.get_by_label(re.compile("ボタン1の文字")).fill("くわしく")
    writer.get_by_label(re.compile("ボタン1の行き先")).fill("https://example.jp/festival")
    writer.get_by_label("市の行事").check()
    writer.get_by_label("河北").check()
    writer.get_by_role("button", name="下書きを保存する").click()
    expect(writer.locator(".fx-bubble").first).to_contain_text("会場は中瀬公園です")
    expect(writer.locator(".fx-bubble").first).to_contain_text("届いた理由・配信停止")
    expect(writer.locator("dl")).to_contain_text("30人")
    look(writer, "broadcasts-draft")
    address = writer.url
    writer.get_by_role("link", name="承認を頼む").click()
    look(writer, "broadcasts-ask")
    writer.get_by_role("button", name="承認を頼む").click()
    expect(writer.get_by_role("link", name="配信を承認する")).to_have_count(0)
    chief.goto("/console/")
    expect(chief.locator("main")).to_contain_text("承認待ちのお知らせ")
    chief.goto(address)
    look(chief, "broadcasts-waiting")
    chief.get_by_role("link", name="配信を承認する").click()
    chief.get_by_role("button", name="承認する").click()
    desk.work()
    # The page that was left open shows it by itself.
    expect(chief.locator("dl")).to_contain_text("配信終わり")
    expect(chief.locator("td[data-label=受付済み]")).to_have_text("30人")
    look(chief, "broadcasts-sent")
    chief.get_by_role("link", name="訂正・取り消しを送る").click()
    look(chief, "broadcasts-correct")
    chief.get_by_role("button", name="訂正を送る").click()
    desk.work()
    expect(chief.locator("table")).to_contain_text("訂正を送りました")


def test_the_ledger_is_live(desk: Desk) -> None:
    page = desk.chief
    page.goto("/console/sends")
    look(page, "broadcasts-ledger-empty")
    number = mail(desk.trial, 25)
    page.goto("/console/sends")
    row = page.locator("tbody tr")
    expect(row).to_contain_text("送信中")
    line(desk.trial).will((401, "Authentication failed"))
    desk.trial.service.delivery.send_due()
    expect(row).to_contain_text("送信終わり")
    expect(page.locator("td[data-label=失敗]")).to_have_text("25人")
    look(page, "broadcasts-ledger")
    page.goto(f"/console/sends/{number}")
    expect(page.locator("table").first).to_contain_text("Authentication failed")
    look(page, "broadcasts-ledger-one")
    page.get_by_role("link", name="失敗した分をもう一度送る").click()
    look(page, "broadcasts-ledger-retry")
    page.get_by_role("button", name="もう一度送る").click()
    desk.trial.service.delivery.send_due()
    expect(page.locator("dl")).to_contain_text("受付済み25人")


def test_linking_ones_own_line(desk: Desk) -> None:
    desk.writer.goto(f"{HOME}/line")
    look(desk.writer, "line")
    desk.writer.get_by_role("button", name="番号を出す").click()
    expect(desk.writer.locator("main")).to_contain_text("「職員 ")
