"""Telegrams to messages, with the project's own rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import permutations

from sqlalchemy import select

from handlers.disaster.notices import staffing
from handlers.disaster.notices.settling import Step
from handlers.disaster.states.keeping import GATE
from handlers.disaster.tables import state_table, telegram_table
from tests.handlers.disaster.conftest import Watch, later
from tests.handlers.disaster.written import new, old, report, river, shaken, shaken_area, tsunami

RAIN = ("rain", 4, "raised", "planned")


def test_one_event_in_several_telegrams_is_one_message(watch: Watch) -> None:
    """The same rain in the old and the new telegrams, and again with more serials."""
    assert watch.hears(old("03", condition="浸水害"), new("大雨", "43")) == [RAIN]
    again = old("03", "14", condition="浸水害", reported=later(20))
    assert watch.hears(again, at=later(20)) == []
    assert watch.hears(new("大雨", "43", reported=later(40)), at=later(40)) == []


def test_a_telegram_that_comes_twice_or_late_changes_nothing(watch: Watch) -> None:
    five = new("大雨", "33", reported=later(30))
    assert watch.hears(five, at=later(30)) == [("rain", 5, "raised", "planned")]
    assert watch.hears(five, at=later(31)) == []
    assert watch.hears(new("大雨", "43"), at=later(32)) == []


def test_up_down_and_over(watch: Watch) -> None:
    steps = ["03", "33", "03", "00"]
    heard = [
        watch.hears(new("大雨", code, reported=later(10 * n)), at=later(10 * n))
        for n, code in enumerate(steps)
    ]
    assert [[one[1:3] for one in some] for some in heard] == [
        [(3, "raised")], [(5, "raised")], [(3, "lowered")], [(0, "released")],
    ]  # fmt: skip
    rows = watch.notices()
    assert rows[2].follows == rows[1].id


def test_any_order_leads_to_the_same_states(new_watch: Callable[[], Watch]) -> None:
    telegrams = [
        new("大雨", "43"), old("03", condition="浸水害"), new("大雨", "03", reported=later(10)),
        tsunami("52", reported=later(2)),
    ]  # fmt: skip
    found = set()
    for order in list(permutations(telegrams))[::5]:
        watch = new_watch()
        for one in order:
            watch.hears(one, at=later(15))
        found.add(_states(watch))
    assert len(found) == 1


def _states(watch: Watch) -> frozenset[tuple[str, str, int]]:
    wanted = select(state_table).where(state_table.c.hazard != GATE)
    with watch.job(later(0)).read() as session:
        return frozenset((row.hazard, row.area, row.level) for row in session.execute(wanted))


def test_drills_and_tests_reach_nobody_outside_a_drill(watch: Watch) -> None:
    assert watch.hears(tsunami("52", status="訓練"), tsunami("51", status="試験")) == []
    drill = watch.hears(tsunami("52", status="訓練", reported=later(1)), at=later(1), drill=True)
    assert drill == [("tsunami", 5, "raised", "planned")]
    assert "訓練" in watch.notices()[0].texts


def test_a_quake_is_told_once_and_again_only_if_it_was_stronger(watch: Watch) -> None:
    assert watch.hears(shaken_area("5-")) == [("quake", 5, "raised", "planned")]
    assert watch.hears(shaken("4", reported=later(3)), at=later(3)) == []
    assert watch.hears(shaken("6-", reported=later(9)), at=later(9)) == [
        ("quake", 7, "raised", "planned")
    ]


def test_a_recall_is_told_to_those_who_heard_of_it(watch: Watch) -> None:
    watch.hears(shaken("5+"))
    recall = report("地震情報", event="20260901115900", info="取消", reported=later(5))
    assert watch.hears(recall, at=later(5)) == [("quake", 0, "cancelled", "planned")]
    assert watch.notices()[1].follows == watch.notices()[0].id


def test_a_correction_says_what_is_right(watch: Watch) -> None:
    watch.hears(tsunami("51"))
    corrected = tsunami("62", info="訂正", reported=later(3))
    assert watch.hears(corrected, at=later(3)) == [("tsunami", 2, "corrected", "planned")]
    assert "津波注意報" in watch.notices()[1].texts


def test_what_is_too_late_is_not_told_and_not_taken_back_either(watch: Watch) -> None:
    assert watch.hears(new("大雨", "03"), at=later(600)) == [("rain", 3, "raised", "stale")]
    assert watch.hears(new("大雨", "00", reported=later(601)), at=later(601)) == []


def test_what_was_too_late_is_told_once_it_is_confirmed(watch: Watch) -> None:
    """The clock was down for ten hours; the warning still holds when the next telegram comes."""
    watch.hears(new("大雨", "43"), at=later(600))
    assert watch.hears(old("14", reported=later(602)), at=later(602)) == []
    again = new("大雨", "43", reported=later(610))
    assert watch.hears(again, at=later(610)) == [("rain", 4, "raised", "planned")]
    assert watch.hears(new("大雨", "43", reported=later(620)), at=later(620)) == []


def test_a_message_that_waits_for_morning_gives_way_to_a_graver_one(watch: Watch) -> None:
    night = later(11 * 60)
    watch.hears(new("大雨", "10", reported=night), at=night)
    worse = night + timedelta(hours=1)
    assert watch.hears(new("大雨", "03", reported=worse), at=worse) == [
        ("rain", 3, "raised", "planned")
    ]
    assert [row.state for row in watch.notices()] == ["lapsed", "planned"]


def test_of_what_staff_took_back_no_end_is_told(watch: Watch) -> None:
    watch.hears(new("大雨", "43"))
    (first,) = watch.notices()
    with watch.job(later(1)).write() as session:
        step = Step(watch.content, later(1))
        assert staffing.withdraw(session.connection(), first.id, step, "佐藤")
        assert staffing.withdraw(session.connection(), first.id, step, "鈴木") is None
    assert watch.hears(new("大雨", "00", reported=later(30)), at=later(30)) == []


def test_what_is_over_before_its_hour_comes_is_not_told(watch: Watch) -> None:
    night = later(11 * 60)  # 23:00
    heard = watch.hears(new("大雨", "10", reported=night), at=night)
    assert heard == [("rain", 2, "raised", "planned")]
    (row,) = watch.notices()
    assert row.from_ms - row.made_ms == timedelta(hours=8) / timedelta(milliseconds=1)
    over = night + timedelta(hours=2)
    assert watch.hears(new("大雨", "00", reported=over), at=over) == []
    assert watch.notices()[0].state == "lapsed"


def test_a_river_is_told_of_where_it_concerns_the_city(watch: Watch) -> None:
    assert watch.hears(river("30", city="0420900")) == []
    assert watch.hears(river("40", reported=later(5)), at=later(5)) == [
        ("river", 4, "raised", "planned")
    ]
    assert "門脇 石巻" in watch.notices()[0].texts
    over = river("10", flooded=False, reported=later(60))
    assert watch.hears(over, at=later(60)) == [("river", 0, "released", "planned")]


def test_what_was_not_understood_is_kept_for_staff(watch: Watch) -> None:
    watch.hears(b"<broken", report("宇宙天気警報"))
    with watch.job(later(0)).read() as session:
        rows = session.execute(select(telegram_table).order_by(telegram_table.c.id)).all()
    assert [bool(row.problems) and row.raw is not None for row in rows] == [True, True]
