"""What can honestly be said of a day: ended calendars, closings, New Year."""

from __future__ import annotations

from datetime import date, time

import pytest

from handlers.garbage.calendar.area import Area
from handlers.garbage.calendar.closings import Closings, Period
from handlers.garbage.calendar.outlook import Lack, coming, look_at
from handlers.garbage.calendar.rules import EveryWeeks, Nth, Weekly
from handlers.garbage.calendar.schedule import Schedule
from handlers.garbage.city import Calendar
from handlers.garbage.kinds import Kind
from handlers.garbage.rules import Rules

WED, THU = 2, 3
WINTER = Closings((Period(date(2026, 12, 29), date(2027, 1, 3)),))
ENDED = Schedule(dates=frozenset({date(2020, 3, 27), date(2019, 4, 2)}))
WEEKLY = Schedule((Weekly(WED),))


def area(closings: Closings = WINTER, **schedules: Schedule) -> Area:
    return Area("河北", schedules, closings)


def test_a_calendar_that_has_ended_is_not_a_day_without_collection() -> None:
    outlook = look_at(area(缶=ENDED), date(2026, 11, 21))
    assert not outlook.known
    assert outlook.ended == (("缶", date(2020, 3, 31)),)


def test_the_last_month_is_known_to_its_end() -> None:
    assert look_at(area(缶=ENDED), date(2020, 3, 31)).known
    assert not look_at(area(缶=ENDED), date(2020, 4, 1)).known


def test_a_day_is_known_if_some_kind_is() -> None:
    outlook = look_at(area(缶=ENDED, 古紙=WEEKLY), date(2026, 11, 21))
    assert outlook.known
    assert outlook.kinds == ()
    assert [kind for kind, _ in outlook.ended] == ["缶"]


def test_a_calendar_that_begins_later() -> None:
    late = Schedule((EveryWeeks(date(2027, 4, 7)),))
    outlook = look_at(area(缶=late), date(2026, 11, 21))
    assert outlook.ahead == (("缶", date(2027, 4, 7)),)
    assert not outlook.known


def test_a_kind_that_is_never_collected_is_no_doubt() -> None:
    outlook = look_at(area(粗大=Schedule(), 古紙=WEEKLY), date(2026, 11, 21))
    assert (outlook.ended, outlook.ahead) == ((), ())


def test_the_usual_day_falls_into_the_closing() -> None:
    outlook = look_at(area(古紙=WEEKLY), date(2026, 12, 30))
    assert outlook.kinds == ()
    assert outlook.rests == ("古紙",)
    ahead = coming(area(古紙=WEEKLY), "古紙", date(2026, 12, 28))
    assert ahead.rests == (date(2026, 12, 30),)
    assert ahead.next == date(2027, 1, 6)


@pytest.mark.parametrize(
    ("closings", "day", "uncertain"),
    [
        (Closings(), date(2026, 12, 30), True),
        (Closings(), date(2026, 12, 23), False),
        (WINTER, date(2026, 12, 30), False),
        (WINTER, date(2027, 12, 29), True),
    ],
)
def test_new_year_without_a_closing_is_doubtful(
    closings: Closings, day: date, uncertain: bool
) -> None:
    assert look_at(area(closings, 古紙=WEEKLY), day).uncertain is uncertain


def test_why_there_is_no_next_day() -> None:
    never = Schedule((Nth(WED, 5, frozenset({2})),))
    schedules = area(缶=ENDED, 粗大=Schedule(), 古紙=never)
    start = date(2026, 11, 21)
    assert coming(schedules, "缶", start).lack is Lack.ENDED
    assert coming(schedules, "粗大", start).lack is Lack.EMPTY
    assert coming(schedules, "古紙", start).lack is Lack.NONE


def test_three_days_are_told() -> None:
    ahead = coming(area(古紙=WEEKLY), "古紙", date(2026, 11, 25))
    assert ahead.days == (date(2026, 11, 25), date(2026, 12, 2), date(2026, 12, 9))
    assert ahead.lack is None


def test_colours() -> None:
    calendar = Calendar(
        [area(古紙=WEEKLY, 缶=WEEKLY)], [Kind("古紙", colour="#123456")], [], Rules()
    )
    assert calendar.colour("古紙") == "#123456"
    assert calendar.colour("缶") != calendar.colour("びん")


@pytest.mark.parametrize("written", ["8:30", "08:30", "８：３０", "8時30分", 510])
def test_the_hour_as_people_write_it(written: object) -> None:
    assert Rules.model_validate({"put_out_until": written}).put_out_until == time(8, 30)
