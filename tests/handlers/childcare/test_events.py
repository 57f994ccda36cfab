"""Tables of events, the days on which they take place, and for whom they are."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import PROJECT
from handlers.childcare.events.ages import ages_in, suits
from handlers.childcare.events.event import Event, Events, Run, next_day, weekend
from handlers.childcare.events.words import EventWords
from handlers.childcare.files.events import read_date
from tests.handlers.childcare.tables import load_file

HEAD = "イベント名,開始日,終了日,開始時間,終了時間,開始日時特記事項,料金(基本),場所名称,対象,備考\n"
OWN = PROJECT / "content" / "childcare" / "words.yaml"


@pytest.fixture(scope="module")
def words() -> EventWords:
    return EventWords.model_validate(yaml.safe_load(OWN.read_text("utf-8"))["events"])


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+09:00")


def load(tmp_path: Path, rows: str) -> Events:
    tables, faults = load_file(tmp_path, "events.csv", HEAD + rows)
    assert not list(faults)
    return tables.events


def days_of(events: Events, now: str, count: int = 4) -> list[str]:
    """The next days of the only event, one after the other."""
    (event,) = events.all
    found, since = [], at(now).date()
    for _ in range(count):
        one = next_day(event, at(now), since)
        if one is None:
            break
        found.append(one.day.isoformat())
        since = one.day + timedelta(days=1)
    return found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-22", date(2026, 11, 22)),
        ("2026/11/22", date(2026, 11, 22)),
        ("２０２６年１１月２２日（日）", date(2026, 11, 22)),
        ("令和8年11月22日", date(2026, 11, 22)),
        ("R8.11.22", date(2026, 11, 22)),
        ("20261122", date(2026, 11, 22)),
        ("2026-11-22T00:00:00", date(2026, 11, 22)),
        ("2026/11/31", None),
        ("11/22", None),
        ("毎週土曜", None),
        ("", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_an_event_of_one_day(tmp_path: Path) -> None:
    events = load(tmp_path, "おはなし会,2026/11/22,,10時,11時30分,,0,東公民館,小学生,\n")
    (event,) = events.all
    assert event.runs == (Run(date(2026, 11, 22), date(2026, 11, 22), time(10), time(11, 30)),)
    assert (event.fee, event.place, event.cancelled) == ("無料", "東公民館", False)


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("2026-11-21T10:00", 1),
        ("2026-11-22T11:29", 1),
        ("2026-11-22T11:30", 0),
        ("2026-11-23T00:00", 0),
    ],
)
def test_what_is_past_is_not_shown(tmp_path: Path, now: str, shown: int) -> None:
    events = load(tmp_path, "おはなし会,2026-11-22,2026-11-22,10:00,11:30,,,,,\n")
    assert len(events.coming(at(now))) == shown


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("毎週火曜日", ["2026-11-24", "2026-12-01", "2026-12-08", "2026-12-15"]),
        ("毎週月・水曜日", ["2026-11-23", "2026-11-25", "2026-11-30", "2026-12-02"]),
        ("毎月第2・第4土曜日", ["2026-11-28", "2026-12-12", "2026-12-26"]),
        ("土日のみ", ["2026-11-21", "2026-11-22", "2026-11-28", "2026-11-29"]),
        ("月曜休館", ["2026-11-21", "2026-11-22", "2026-11-24", "2026-11-25"]),
        ("雨の日は中で行います", ["2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24"]),
    ],
)
def test_an_event_that_comes_again(tmp_path: Path, when: str, days: list[str]) -> None:
    events = load(tmp_path, f"ひろば,2026-11-01,2026-12-31,10:00,11:00,{when},,,,\n")
    assert days_of(events, "2026-11-21T07:00") == days


def test_rows_of_one_event_are_one(tmp_path: Path) -> None:
    rows = "".join(f"サロン,2026-{day},,10:00,11:00,,,東公民館,,\n" for day in ("12-03", "11-05"))
    events = load(tmp_path, rows)
    assert len(events.all) == 1
    assert days_of(events, "2026-11-01T07:00") == ["2026-11-05", "2026-12-03"]


@pytest.mark.parametrize(
    ("row", "cancelled"),
    [
        ("【中止】星を見る会,2026-11-27,,,,,,,,\n", True),
        ("星を見る会,2026-11-27,,,,,,,,中止になりました\n", True),
        ("星を見る会（延期）,2026-11-27,,,,,,,,\n", True),
        ("星を見る会,2026-11-27,,,,雨天中止,,,,\n", False),
        ("星を見る会,2026-11-27,,,,,,,,中止の場合は当日お知らせします\n", False),
    ],
)
def test_what_is_cancelled_says_so(tmp_path: Path, row: str, cancelled: bool) -> None:
    (event,) = load(tmp_path, row).all
    assert (event.name, event.cancelled) == ("星を見る会", cancelled)


@pytest.mark.parametrize(
    ("row", "place", "message"),
    [
        (",2026-11-27,,,,,,,,\n", "2行 1列目(A列)", "イベント名がありません"),
        ("会,,,,,,,,,\n", "2行 2列目(B列)", "開始日がありません"),
        ("会,来月,,,,,,,,\n", "2行 2列目(B列)", "日付として読めません"),
        ("会,2026-11-27,2026-11-20,,,,,,,\n", "2行 3列目(C列)", "開始日より前"),
        ("会,2026-11-27,,朝,,,,,,\n", "2行 4列目(D列)", "時間として読めません"),
    ],
)
def test_a_fault_says_where_and_the_rest_is_used(
    tmp_path: Path, row: str, place: str, message: str
) -> None:
    good = "東の会,2026-11-28,,,,,,,,\n"
    tables, faults = load_file(tmp_path, "events.csv", HEAD + row + good)
    (fault,) = faults
    assert fault.place.spot == place
    assert message in fault.message
    assert "東の会" in [one.name for one in tables.events.all]


runs = st.builds(
    lambda since, length, weekdays, first: Run(
        since, since + timedelta(days=length), first, None, weekdays
    ),
    st.dates(date(2026, 10, 1), date(2027, 1, 31)),
    st.integers(0, 90),
    st.none() | st.frozensets(st.integers(0, 6), min_size=1),
    st.none() | st.times(),
)
events = st.builds(Event, st.text(min_size=1, max_size=4), st.lists(runs, min_size=1).map(tuple))
moments = st.datetimes(datetime(2026, 10, 1), datetime(2027, 3, 1))  # noqa: DTZ001


# Not a matter of speed: the machine that tests may be busy.
@settings(deadline=None)
@given(st.lists(events, max_size=5), moments)
def test_nothing_past_and_nothing_out_of_order(listed: list[Event], now: datetime) -> None:
    days = Events(listed).coming(now)
    assert [one.day for one in days] == sorted(one.day for one in days)
    for one in days:
        assert one.day >= now.date()
        assert one.run.holds(one.day)


# Not a matter of speed: the machine that tests may be busy.
@settings(deadline=None)
@given(events, moments)
def test_the_next_day_is_the_first(event: Event, now: datetime) -> None:
    found = next_day(event, now)
    day = now.date()
    while day < (found.day if found else date(2027, 6, 1)):
        assert not any(run.holds(day) for run in event.runs)
        day += timedelta(days=1)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_the_weekend_is_never_past(today: date) -> None:
    first, last = weekend(today)
    assert today <= first <= last
    assert {first.weekday(), last.weekday()} <= {5, 6}
    assert last - today < timedelta(days=7)


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("0歳から2歳", [(0, 2.99)]),
        ("1歳半～3歳", [(1.5, 3.99)]),
        ("3〜5歳児", [(3, 5.99)]),
        ("6か月から1歳", [(0.5, 1.99)]),
        ("3歳以上", [(3, 18)]),
        ("2歳未満", [(0, 1.99)]),
        ("4歳児と保護者", [(4, 4.99)]),
        ("どなたでも", []),
    ],
)
def test_ages(text: str, ages: list[tuple[float, float]]) -> None:
    assert [tuple(round(one, 2) for one in span) for span in ages_in(text)] == ages


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        ("生後2か月から11か月の赤ちゃんと保護者", ["0歳"]),
        ("1歳から3歳の子どもと保護者", ["1〜2歳", "3歳〜小学校入学前"]),
        ("未就学児と保護者", ["0歳", "1〜2歳", "3歳〜小学校入学前"]),
        ("小学生と保護者", ["小学生"]),
        ("妊婦とその家族", ["妊婦・出産前"]),
        ("高校生", ["中学生・高校生"]),
        ("", []),
    ],
)
def test_for_whom(words: EventWords, audience: str, names: list[str]) -> None:
    day = date(2026, 11, 22)
    event = Event("会", (Run(day, day),), audience=audience)
    assert [age.name for age in words.ages if suits(event, age, words)] == names
