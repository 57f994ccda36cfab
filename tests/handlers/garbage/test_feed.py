"""The iCal feed: what calendar programs read in it is what the calendar says."""

from __future__ import annotations

import os
import re
import shutil
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import icalendar
import pytest
import vobject
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import Client

from bot.rehearsal import SetClock
from bot.testing import OpenSite
from bot.time import JAPAN
from handlers.garbage.calendar.area import Area
from handlers.garbage.calendar.closings import Closings, Period
from handlers.garbage.calendar.rules import Weekly
from handlers.garbage.calendar.schedule import Schedule
from handlers.garbage.city import Calendar
from handlers.garbage.kinds import Kind
from handlers.garbage.public.feed import Feed, first_day_of_feed
from handlers.garbage.public.options import Options
from handlers.garbage.public.site import pages
from handlers.garbage.rules import Rules
from handlers.garbage.words import Words
from tests.handlers.garbage.conftest import OWN, load_folder
from tests.handlers.garbage.feeds import (
    assert_well_formed,
    by_icalendar,
    by_vobject,
    of_the_calendar,
)

TODAY = date(2026, 11, 21)
KAHOKU = "/garbage/" + quote("河北") + ".ics"


def parsed(feed: bytes) -> Any:
    """The calendar; the library's types admit any value anywhere, so ours are left open."""
    return icalendar.Calendar.from_ical(feed)


def events(feed: bytes) -> list[Any]:
    return list(parsed(feed).walk("VEVENT"))


def uids(feed: bytes) -> dict[str, str]:
    """Each event's UID, by its day and kind."""
    return {f"{e['DTSTART'].dt} {e['SUMMARY']}": str(e["UID"]) for e in events(feed)}


# -- the whole


def test_both_parsers_read_what_the_calendar_says(site: Client, ishinomaki: Calendar) -> None:
    for area in ishinomaki.areas:
        feed = site.get(f"/garbage/{quote(area.label)}.ics").data
        expected = of_the_calendar(area, TODAY)
        assert len(expected) > 150
        assert by_icalendar(feed) == by_vobject(feed) == expected
        assert_well_formed(feed)


@settings(deadline=None, max_examples=12)
@given(today=st.dates(date(2024, 1, 1), date(2032, 12, 31)), area=st.integers(0, 6))
def test_any_day_and_district(today: date, area: int) -> None:
    calendar = load_once()
    feed = feed_of(calendar, calendar.areas[area]).written(first_day_of_feed(today))
    assert by_icalendar(feed) == of_the_calendar(calendar.areas[area], today)
    assert timedelta(days=14) <= today - first_day_of_feed(today) <= timedelta(days=20)


@cache
def load_once() -> Calendar:
    return load_folder(OWN)[0]


@cache
def load_words() -> Words:
    return Words.model_validate(yaml.safe_load((OWN / "words.yaml").read_text("utf-8")))


def feed_of(calendar: Calendar, area: Area, **options: bool) -> Feed:
    words = load_words()
    texts = pages.templates.get_template("feed.txt").module
    modified = datetime(2026, 4, 1, tzinfo=UTC)
    return Feed("042021", calendar, area, words, Options(**options), modified, texts)


def test_a_feed_that_knows_nothing_is_still_a_calendar() -> None:
    area = Area("町", {"ごみ": Schedule()})
    feed = feed_of(Calendar([area], [], [], Rules()), area).written(TODAY)
    assert by_icalendar(feed) == by_vobject(feed) == {}
    assert [c.name for c in parsed(feed).subcomponents] == ["VTIMEZONE"]


# -- what an event says


def test_an_event_lasts_the_day_and_keeps_nobody_busy(site: Client) -> None:
    feed = site.get(KAHOKU).data
    (event,) = [e for e in events(feed) if e["DTSTART"].dt == date(2026, 11, 25)]
    assert (event["SUMMARY"], event["DTEND"].dt) == ("古紙の収集日", date(2026, 11, 26))
    assert b"DTSTART;VALUE=DATE:20261125\r\nDTEND;VALUE=DATE:20261126\r\n" in feed
    assert event["TRANSP"] == "TRANSPARENT"
    lines = str(event["DESCRIPTION"]).split("\n")
    assert lines[0] == "5時から8時30分までに出してください。"
    assert any("ひもで十字" in line for line in lines)
    assert any("雨の日" in line for line in lines), "the remark on paper"
    assert "見本" in lines[-1]


def test_the_calendar_introduces_itself(site: Client) -> None:
    feed = site.get(KAHOKU).data
    head = parsed(feed)
    assert head["X-WR-CALNAME"] == head["NAME"] == "ごみ収集日（河北）"
    assert head["X-WR-TIMEZONE"] == "Asia/Tokyo"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\nX-PUBLISHED-TTL:PT12H\r\n" in feed
    assert head["VERSION"] == "2.0"


def test_closed_days_leave_no_event(site: Client) -> None:
    days = {day for day, _ in by_icalendar(site.get(KAHOKU).data)}
    assert {"2026-12-29", "2027-01-05"} <= days
    assert not days & {"2026-12-31", "2027-01-01", "2027-01-02", "2027-01-03"}


def test_new_year_without_a_registered_closing_is_doubted() -> None:
    area = Area("町", {"ごみ": Schedule((Weekly(3),))})
    feed = feed_of(Calendar([area], [], [], Rules()), area).written(TODAY)
    doubted = [e["DTSTART"].dt for e in events(feed) if "年末年始" in e.get("DESCRIPTION", "")]
    assert doubted == [date(2026, 12, 31)]


def test_hours_on_request(site: Client) -> None:
    feed = site.get(KAHOKU + "?hours=1").data
    assert_well_formed(feed)
    assert by_icalendar(feed) == by_icalendar(site.get(KAHOKU).data)
    assert b"DTSTART;TZID=Asia/Tokyo:20261125T050000\r\n" in feed
    assert b"DTEND;TZID=Asia/Tokyo:20261125T083000\r\n" in feed
    first = vobject.readOne(feed.decode()).vevent_list[0]
    assert first.dtstart.value.utcoffset() == timedelta(hours=9)
    assert first.dtend.value - first.dtstart.value == timedelta(hours=3, minutes=30)


def test_hours_over_midnight_end_on_the_next_morning() -> None:
    area = Area("町", {"ごみ": Schedule((Weekly(3),))})
    rules = Rules.model_validate({"put_out_from": "20:00", "put_out_until": "0:30"})
    feed = feed_of(Calendar([area], [], [], rules), area, hours=True).written(TODAY)
    event = events(feed)[0]
    assert event["DTSTART"].dt == datetime(2026, 11, 26, 20, tzinfo=JAPAN)
    assert event["DTEND"].dt == datetime(2026, 11, 27, 0, 30, tzinfo=JAPAN)


def test_hours_that_are_not_known_are_not_made_up() -> None:
    area = Area("町", {"ごみ": Schedule((Weekly(3),))})
    rules = Rules.model_validate({"put_out_until": "8:30"})
    calendar = Calendar([area], [], [], rules)
    plain, timed = (feed_of(calendar, area, hours=h).written(TODAY) for h in (False, True))
    assert plain == timed


@pytest.mark.parametrize("hours", ["", "&hours=1"])
def test_the_alarm_rings_at_eight_in_the_evening_before(site: Client, hours: str) -> None:
    feed = site.get(f"{KAHOKU}?alarm=evening{hours}").data
    assert_well_formed(feed)
    for event in events(feed):
        (alarm,) = event.walk("VALARM")
        start = event["DTSTART"].dt
        local = datetime(start.year, start.month, start.day, getattr(start, "hour", 0), tzinfo=UTC)
        rings = local + alarm["TRIGGER"].dt
        assert (local.date() - rings.date(), rings.hour) == (timedelta(days=1), 20)
        assert alarm["ACTION"] == "DISPLAY"
        assert str(event["SUMMARY"]).removesuffix("の収集日") in alarm["DESCRIPTION"]
    assert not any(e.walk("VALARM") for e in events(site.get(KAHOKU).data))


def test_odd_wishes_are_passed_over(site: Client) -> None:
    assert site.get(KAHOKU + "?hours=2&alarm=noon").data == site.get(KAHOKU).data


@settings(deadline=None, max_examples=15)
@given(
    st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=60), st.text(max_size=90)
)
def test_any_words_come_back_whole(kind: str, how: str) -> None:
    area = Area("町", {kind: Schedule((Weekly(3),))})
    how = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", "", how).strip()
    calendar = Calendar([area], [Kind(kind, how)], [], Rules())
    feed = feed_of(calendar, area).written(TODAY)
    assert_well_formed(feed)
    event = events(feed)[0]
    assert str(event["SUMMARY"]) == f"{kind}の収集日".strip()
    assert str(event["DESCRIPTION"]) == how


# -- what stays the same


def test_uids_are_one_for_each_day_and_kind_and_district(site: Client) -> None:
    here = uids(site.get(KAHOKU).data)
    there = uids(site.get(f"/garbage/{quote('雄勝')}.ics").data)
    timed = uids(site.get(KAHOKU + "?hours=1").data)
    every = [*here.values(), *there.values(), *timed.values()]
    assert len(set(every)) == len(every)
    assert len({len(uid) for uid in every}) == 1


def test_uids_have_not_changed(site: Client) -> None:
    """Programs that subscribed years ago know events by these."""
    known = uids(site.get(KAHOKU).data)
    assert known["2026-11-25 古紙の収集日"] == "dd075b44-8da5-5a93-9611-bce364930e04"


def test_uids_stay_when_time_goes_by_and_other_kinds_change(
    new_site: OpenSite, clock: SetClock, tmp_path: Path
) -> None:
    before = uids(new_site().get(KAHOKU).data)
    content = tmp_path / "content"
    shutil.copytree(OWN.parent, content)
    table = content / "garbage" / "area_days.csv"
    text = table.read_text("utf-8")
    table.write_text(
        text.replace("河北,クリーンセンター,火 金", "河北,クリーンセンター,水 金"), "utf-8"
    )
    clock.move(timedelta(days=30))
    after = uids(new_site(content=content).get(KAHOKU).data)
    kept = {day: uid for day, uid in before.items() if day[:10] >= "2026-12-07"}
    burnable = {day for day in kept if day.endswith("燃やせるごみの収集日")}
    assert {day for day in kept if day not in after} < burnable
    assert all(after[day] == uid for day, uid in kept.items() if day in after)


def test_stamps_tell_when_the_content_was_written(
    new_site: OpenSite, clock: SetClock, tmp_path: Path
) -> None:
    content = tmp_path / "content"
    shutil.copytree(OWN.parent, content)
    moment = datetime(
        2100, 1, 1, 8, 30, tzinfo=UTC
    )  # younger than the words that stand behind them
    for path in content.rglob("*.*"):
        os.utime(path, times=(moment.timestamp(), moment.timestamp()))
    first = new_site(content=content).get(KAHOKU).data
    clock.move(timedelta(hours=30))
    assert new_site(content=content).get(KAHOKU).data == first
    stamps = {(e["DTSTAMP"].dt, e["LAST-MODIFIED"].dt) for e in events(first)}
    assert stamps == {(moment, moment)}


def test_a_program_that_has_the_feed_is_told_so(
    site: Client, new_site: OpenSite, clock: SetClock
) -> None:
    first = site.get(KAHOKU)
    assert first.content_type == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    # Another process, the next day: a Sunday, on which the feed has not moved on.
    clock.move(timedelta(days=1))
    again = new_site().get(KAHOKU, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "public, max-age=3600"
    clock.move(timedelta(days=1))
    moved = new_site().get(KAHOKU, headers={"If-None-Match": first.headers["ETag"]})
    assert moved.status_code == 200


def test_head_has_no_body(site: Client) -> None:
    whole, head = site.get(KAHOKU), site.head(KAHOKU)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Content-Length", "Content-Type"):
        assert head.headers[name] == whole.headers[name]


def test_another_name_of_a_district_serves_its_feed(site: Client) -> None:
    other = site.get(f"/garbage/{quote('かほく')}.ics")
    assert other.data == site.get(KAHOKU).data


def test_a_district_that_is_gone(site: Client) -> None:
    answer = site.get(f"/garbage/{quote('竜宮')}.ics")
    assert (answer.status_code, answer.content_type) == (404, "text/html; charset=utf-8")


def test_a_closing_takes_its_events_away() -> None:
    schedule, day = Schedule((Weekly(3),)), date(2026, 12, 3)
    feeds = [
        feed_of(Calendar([area], [], [], Rules()), area).written(TODAY)
        for area in (
            Area("町", {"ごみ": schedule}),
            Area("町", {"ごみ": schedule}, Closings((Period(day, day),))),
        )
    ]
    open_days, closed_days = map(uids, feeds)
    assert set(open_days) - set(closed_days) == {"2026-12-03 ごみの収集日"}
    assert set(closed_days.items()) < set(open_days.items())
