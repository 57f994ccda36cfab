"""The laws of a plan, for every day of birth from 2015 on."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.childcare.content import Childcare
from handlers.childcare.plan.ages import Age, Gap, Unit
from handlers.childcare.plan.rules import Course, Dose, Period, Since, Vaccine, Wait
from handlers.childcare.plan.schedule import Planned, Stage, begun_late, plan, visits

TODAY = date(2026, 11, 21)
BIRTHDAYS = st.dates(date(2015, 1, 1), TODAY)
DAYS = st.dates(date(2015, 1, 1), date(2046, 12, 31))


def _by_vaccine(doses: list[Planned]) -> list[list[Planned]]:
    ordered = sorted(doses, key=lambda one: one.vaccine.id)
    return [list(own) for _, own in groupby(ordered, key=lambda one: one.vaccine.id)]


@given(born=BIRTHDAYS)
def test_every_dose_is_inside_its_window_and_its_programme(
    childcare: Childcare, born: date
) -> None:
    for one in plan(childcare.vaccines, born):
        assert one.window.first <= one.best.first <= one.best.last <= one.window.last
        assert one.vaccine.programme.holds(one.window.first)
        assert one.vaccine.programme.holds(one.window.last)
        assert one.window.last <= one.dose.until.reached(born)
        assert one.window.first >= born


@given(born=BIRTHDAYS)
def test_intervals_hold_between_the_doses_of_a_vaccine(childcare: Childcare, born: date) -> None:
    for own in _by_vaccine(plan(childcare.vaccines, born)):
        for earlier, later in pairwise(own):
            assert earlier.best.first < later.best.first
        for one in own:
            for wait in one.dose.waits:
                before = own[wait.dose].best.first
                assert one.window.first >= wait.least.after(before)
                if wait.least.days:
                    assert (one.best.first - before).days - 1 >= wait.least.days


LIVE = {"bcg", "mr_1", "mr_2", "varicella"}


@given(born=BIRTHDAYS)
def test_injected_live_vaccines_come_on_one_day_or_28_days_apart(
    childcare: Childcare, born: date
) -> None:
    planned = [one for one in plan(childcare.vaccines, born) if one.vaccine.id in LIVE]
    days = sorted({one.best.first for one in planned})
    assert {one.vaccine.id for one in planned} == LIVE
    assert all((later - earlier).days >= 28 for earlier, later in pairwise(days))


@given(born=BIRTHDAYS)
def test_a_course_is_never_begun_in_the_middle(childcare: Childcare, born: date) -> None:
    for own in _by_vaccine(plan(childcare.vaccines, born)):
        course = own[0].vaccine.courses[0].doses
        assert [one.dose for one in own] == list(course[: len(own)])


@given(born=BIRTHDAYS)
def test_a_child_has_one_vaccine_against_whooping_cough_and_hib(
    childcare: Childcare, born: date
) -> None:
    ids = {one.vaccine.id for one in plan(childcare.vaccines, born)}
    assert ("dpt_ipv_hib" in ids) is (born >= date(2024, 2, 2))
    assert ("dpt_ipv" in ids) is ("hib" in ids) is (born < date(2024, 2, 2))


@given(born=BIRTHDAYS, day=DAYS)
def test_a_dose_that_is_over_stays_over(childcare: Childcare, born: date, day: date) -> None:
    order = [Stage.COMING, Stage.NOW, Stage.LATE, Stage.OVER]
    for one in plan(childcare.vaccines, born):
        today, tomorrow = one.stage(day), one.stage(day + timedelta(days=1))
        assert order.index(tomorrow) >= order.index(today)
    for visit in visits(childcare.checkups, born):
        assert visit.window
        assert order.index(visit.stage(day + timedelta(days=1))) >= order.index(visit.stage(day))


@given(born=BIRTHDAYS, day=DAYS)
def test_who_begins_late_is_told_only_of_days_that_are_left(
    childcare: Childcare, born: date, day: date
) -> None:
    for vaccine in childcare.vaccines:
        found = begun_late(vaccine, born, day)
        for one in found[1] if found else []:
            assert one.window.first >= day
            assert one.window.last <= one.dose.until.reached(born)
            assert vaccine.programme.holds(one.window.last)


@given(born=BIRTHDAYS)
def test_the_standard_course_and_a_late_one_never_hold_at_once(
    childcare: Childcare, born: date
) -> None:
    for vaccine in childcare.vaccines:
        begin = [one.best.first for one in plan([vaccine], born)][:1]
        for day in begin:
            assert begun_late(vaccine, born, day) is None


def _vaccine(programme: Period) -> Vaccine:
    dose = Dose("1", [Since(Age(2, Unit.MONTHS))], Age(60, Unit.MONTHS))
    again = Dose("2", dose.since, dose.until, waits=[Wait(0, Gap(27), Gap(27))])
    return Vaccine("v", "V", [Course([dose, again])], programme=programme)


@given(born=BIRTHDAYS, end=DAYS)
def test_no_dose_after_the_end_of_a_programme(born: date, end: date) -> None:
    for one in plan([_vaccine(programme=Period(last=end))], born):
        assert one.window.last <= end


@given(born=BIRTHDAYS, start=DAYS)
def test_no_dose_before_the_start_of_a_programme(born: date, start: date) -> None:
    for one in plan([_vaccine(programme=Period(first=start))], born):
        assert one.window.first >= start


@pytest.mark.parametrize("born", [date(2020, 7, 31), date(2020, 8, 1)])
def test_a_vaccine_is_for_those_born_since(childcare: Childcare, born: date) -> None:
    ids = {one.vaccine.id for one in plan(childcare.vaccines, born)}
    assert ("rota" in ids) is (born >= date(2020, 8, 1))
