"""The ledger of sends in the console: figures, reasons, trying again without doubling, files, the quota."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Connection, literal, select, union_all

from bot import quota, upkeep
from bot.console.trial import Browser
from bot.delivery.sends import retry
from bot.line import TransportError
from bot.line.transport import Response
from bot.mailing import Cap, Letter, Mailer, Order, capped_table, mailer, recall
from bot.outbox import Lane
from bot.rehearsal import SetClock
from bot.staff import Role
from bot.testing import OpenStaff
from bot.time import millis
from tests.bot.mailing.town import person
from tests.bot.road import FakeLine

HOME = "/console/sends"
WEEK_MS = 7 * 24 * 60 * 60 * 1000


@pytest.fixture
def browser(new_staff: OpenStaff, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """広報, with calls of ten people."""
    monkeypatch.setattr(mailer, "CALL_PEOPLE", 10)
    found = new_staff(Role.PR)
    found.service.line._transport = FakeLine()
    return found


def line(browser: Browser) -> FakeLine:
    found = browser.service.line._transport
    assert isinstance(found, FakeLine)
    return found


def now(browser: Browser) -> int:
    return millis(browser.service.clock())


def mail(browser: Browser, people: int, key: str = "news", **more: Any) -> int:
    ids = union_all(
        *(select(literal(person(number))) for number in range(1, people + 1))
    ).subquery()
    letter = Letter("ja", ["お知らせ"], select(ids.c[0]))
    until = now(browser) + 3_600_000
    given = Order(key, "test", more.pop("lane", Lane.NEWS), "=川開き祭り", until, **more)
    return Mailer(browser.service.database, browser.service.clock).send(given, [letter]).id


def accepted(browser: Browser) -> Counter[str]:
    """How many retry keys each person was sent under: what LINE could accept."""
    keys = {sent.retry_key: sent.body["to"] for sent in line(browser).sent}
    return Counter(one for people in keys.values() for one in people)


def test_what_failed_is_tried_again_and_nobody_is_doubled(
    new_staff: OpenStaff, browser: Browser, clock: SetClock
) -> None:
    number = mail(browser, 50, kept_until_ms=now(browser) + WEEK_MS)
    line(browser).will(200, (401, "Authentication failed"), 500, TransportError("silence"))
    browser.service.delivery.send_due()
    shown = browser.get(f"{HOME}/{number}").text
    for words in (
        "Authentication failed",
        "LINE answered 500",
        "失敗した分をもう一度送る",
        "data-live",
    ):
        assert words in shown, words
    clock.move(timedelta(hours=2))
    browser.service.delivery.send_due()
    browser = new_staff(Role.PR)
    shown = browser.get(f"{HOME}/{number}").text
    assert "data-live" not in shown, "nothing is under way"
    assert "20人" in shown
    assert "2件" not in browser.get(f"{HOME}/{number}?state=failed").text
    answer = browser.send(f"{HOME}/{number}/retry")
    assert "3件の呼び出しを、もう一度送ります" in answer.text
    browser.service.delivery.send_due()
    assert accepted(browser) == {person(n): 1 for n in range(1, 51)}
    with browser.service.database.write() as connection:
        assert retry(connection, number, now(browser)) == 0, "nothing is left to try"
    assert new_staff(Role.ROADS).get(f"{HOME}/{number}/retry").status_code == 403
    assert "失敗した配信をもう一度送った" in new_staff(Role.ADMIN).get("/console/audit").text


def test_a_doubt_of_more_than_a_day_is_left_alone_and_so_is_what_was_taken_back(
    browser: Browser, clock: SetClock
) -> None:
    number = mail(browser, 20, kept_until_ms=now(browser) + WEEK_MS)
    line(browser).will(500, (400, "no"))
    browser.service.delivery.send_due()
    clock.move(timedelta(hours=24))
    browser.service.delivery.send_due()
    with browser.service.database.write() as connection:
        assert retry(connection, number, now(browser)) == 1, "only what LINE surely refused"
        recall(connection, number, "誤り", now(browser))
        assert retry(connection, number, now(browser)) == 0


def test_when_the_month_is_used_up_the_rest_goes_out_once_there_is_more(browser: Browser) -> None:
    number = mail(browser, 30)
    line(browser).will(200, (429, "You have reached your monthly limit."))
    browser.service.delivery.send_due()
    assert "停止（送信数の上限）" in browser.get(HOME).text
    browser.send(f"{HOME}/{number}/retry")
    browser.service.delivery.send_due()
    assert accepted(browser) == {person(n): 1 for n in range(1, 31)}
    assert "停止" not in browser.get(f"{HOME}/{number}").text


def test_files_have_every_call_and_no_formulas(browser: Browser) -> None:
    number = mail(browser, 30)
    line(browser).will(200, (400, "=1+1"))
    browser.service.delivery.send_due()
    rows = list(csv.reader(io.StringIO(browser.get(f"{HOME}/{number}/export.csv").text[1:])))
    told = sorted((row[2], row[3], row[9]) for row in rows[1:])
    assert told == [("10", "受付済み", ""), ("10", "受付済み", ""), ("10", "失敗", "'=1+1")]
    book = load_workbook(io.BytesIO(browser.get(f"{HOME}/{number}/export.xlsx").data))
    assert book.sheetnames == ["配信", "呼び出し"]
    assert book["配信"]["D2"].value == "'=川開き祭り"
    listed = list(csv.reader(io.StringIO(browser.get(f"{HOME}/export.csv").text[1:])))
    assert listed[1][5:10] == ["30", "0", "20", "10", "0"]
    assert browser.get(f"{HOME}/{number}/export.pdf").status_code == 404


# -- the month's quota


def quota_answers(browser: Browser, *answers: dict[str, object] | int) -> None:
    for one in answers:
        status = one if isinstance(one, int) else 200
        body = json.dumps({} if isinstance(one, int) else one).encode()
        line(browser).answers.append(Response(status, {}, body))


def test_the_quota_is_asked_shown_and_warned_of(browser: Browser) -> None:
    assert "まだLINEから受け取っていません" in browser.get(HOME).text
    quota_answers(browser, {"type": "limited", "value": 30_000}, {"totalUsage": 28_000})
    upkeep.ask_quota(browser.service)
    shown = browser.get(HOME).text
    assert "28,000通／上限 30,000通（残り 2,000通" in shown
    assert "残り少なくなっています" in shown
    quota_answers(browser, 500)
    upkeep.ask_quota(browser.service)
    assert "28,000通" in browser.get(HOME).text, "what is known stays"
    with browser.service.database.read() as connection:
        known = quota.known(connection)
    assert known
    assert (known.falls_short(1_999), known.falls_short(2_500)) == (0, 500)
    metrics = browser.client.get("/metrics").text
    assert "madoguchi_quota_limit 30000.0" in metrics
    assert "madoguchi_quota_used 28000.0" in metrics
    quota_answers(browser, {"type": "none"}, {"totalUsage": 31_000})
    upkeep.ask_quota(browser.service)
    assert "上限なし" in browser.get(HOME).text


# -- the cap


def capped(connection: Connection) -> int:
    return len(connection.execute(select(capped_table)).all())


def test_the_cap_counts_a_day_and_a_week_and_lets_go(browser: Browser, clock: SetClock) -> None:
    cap = Cap(day=1, week=2)
    written = []
    for number, hours in enumerate((0, 1, 24, 24, 120, 1)):
        clock.move(timedelta(hours=hours))
        mail(browser, 12, f"news:{number}", cap=cap)
        with browser.service.database.read() as connection:
            sends = connection.exec_driver_sql(
                "SELECT written FROM mailing ORDER BY id DESC"
            ).scalar()
        written.append(sends)
    assert written == [12, 0, 12, 0, 12, 0]
    assert mail(browser, 12, "order", lane=Lane.EVACUATION)
    with browser.service.database.read() as connection:
        assert connection.exec_driver_sql("SELECT max(written) FROM mailing").scalar() == 12
        assert capped(connection) == 36
    clock.move(timedelta(hours=24 * 8))
    upkeep.purge(browser.service)
    with browser.service.database.read() as connection:
        assert capped(connection) == 0


def test_of_two_who_write_the_same_capped_mailing_nobody_is_counted_twice(
    browser: Browser, tmp_path: Path
) -> None:
    cap = Cap(day=1, week=1)
    mail(browser, 12, "one", cap=cap)
    mail(browser, 12, "one", cap=cap)
    with browser.service.database.read() as connection:
        assert capped(connection) == 12
