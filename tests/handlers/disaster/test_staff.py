"""The console: what holds, feeds in trouble, one tap to release, and raw text of what was not understood."""

from __future__ import annotations

from bot.schedule import job_of
from bot.staff import Role
from bot.testing import OpenStaff
from handlers.disaster.talk import feature
from handlers.disaster.watching.receiving import Raw, receive
from tests.handlers.disaster.written import NOON, new, report

HOME = "/console/disaster"


def hear(staff: OpenStaff, *telegrams: bytes) -> None:
    service = staff().service
    service.clock.now = NOON  # type: ignore[attr-defined]
    receive(job_of(service, feature), [Raw(f"{n}.xml", one) for n, one in enumerate(telegrams)])


OFFER = report(
    "記録的短時間大雨情報", "<Warning><Item><Kind><Code>1</Code></Kind>"
    "<Area><Code>040000</Code></Area></Item></Warning>",
)  # fmt: skip


def test_what_holds_and_what_is_wrong_stands_on_the_first_page(new_staff: OpenStaff) -> None:
    viewer = new_staff(Role.VIEWER)
    hear(new_staff, new("大雨", "43"), b"<broken")
    page = viewer.get(HOME).text
    assert "レベル４大雨危険警報" in page
    assert "まだ一度も読めていません" in page
    assert "正しく受け取れていないおそれ" in page
    assert "読み取れない電文が1通" in page


def test_one_tap_releases_what_is_offered_and_only_once(new_staff: OpenStaff) -> None:
    disaster, roads = new_staff(Role.DISASTER), new_staff(Role.ROADS)
    hear(new_staff, OFFER)
    assert "送るかどうかを決めるお知らせ" in disaster.get("/console/").text
    assert "送らない" not in roads.get(HOME).text
    assert roads.send(f"{HOME}/notices/1/release").status_code == 403
    assert disaster.send(f"{HOME}/notices/1/release").status_code == 200
    again = disaster.send(f"{HOME}/notices/1/decline")
    assert (again.status_code, "ほかの職員が先に" in again.text) == (422, True)
    assert "これから送る" in disaster.get(f"{HOME}/notices/1").text
    assert disaster.send(f"{HOME}/notices/1/withdraw").status_code == 200
    assert "取り消し" in disaster.get(HOME).text


def test_what_was_not_understood_shows_its_raw_text_until_somebody_looked(
    new_staff: OpenStaff,
) -> None:
    disaster = new_staff(Role.DISASTER)
    hear(new_staff, report("宇宙天気警報"))
    assert "宇宙天気警報" in disaster.get(f"{HOME}/telegrams?only=problems").text
    page = disaster.get(f"{HOME}/telegrams/1").text
    assert "知らない種類の電文です" in page
    assert "&lt;Report" in page
    assert (
        disaster.send(f"{HOME}/telegrams/1/looked", page=f"{HOME}/telegrams/1").status_code == 200
    )
    assert "確認済み" in disaster.get(f"{HOME}/telegrams").text


def test_metrics_tell_the_same(new_staff: OpenStaff) -> None:
    hear(new_staff, OFFER, b"<broken")
    told = new_staff().app.test_client().get("/metrics").text
    assert 'madoguchi_disaster_feed_fault{fault="late",feed="extra"} 1.0' in told
    assert "madoguchi_disaster_not_understood 1.0" in told
    assert "madoguchi_disaster_offered 1.0" in told
