"""Mailings: each citizen once, at the least number of calls, whatever dies."""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select, update

from bot import outbox, upkeep
from bot.mailing import Letter, Mailing, ledger, mailer, mailing_table
from bot.mailing.letters import Page
from bot.messages import MessageError
from bot.outbox import Lane, outbox_table
from tests.bot.conftest import OpenRoad
from tests.bot.mailing.town import (
    Dead,
    arrived,
    blocks,
    count_writes,
    letter,
    mail,
    once,
    order,
    person,
    queued,
    resident_table,
    settle_town,
    written,
)
from tests.bot.road import ALICE, Road, says


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls of three citizens, transactions of two calls: many seams with few people."""
    monkeypatch.setattr(mailer, "CALL_PEOPLE", 3)
    monkeypatch.setattr(mailer, "PIECE_CALLS", 2)
    monkeypatch.setattr(mailer, "READ_PEOPLE", 9)


def test_a_mailing_costs_the_least_number_of_calls(road: Road) -> None:
    homes = settle_town(road, a=1_700, b=500, c=1, d=0)
    mailing = mail(road, map(letter, "dcba"))
    assert written(road) == once(homes)
    sizes = sorted(len(citizens) for _, citizens in queued(road))
    assert sizes == [1, 200, 500, 500, 500, 500]
    assert (mailing.state, mailing.written, mailing.calls) == ("written", 2_201, 6)
    assert mailing.after == "", "a citizen's id is kept no longer than needed"


def test_a_key_is_one_mailing_and_its_letters_are_not_looked_at_again(road: Road) -> None:
    homes = settle_town(road, a=4)
    mail(road, [letter("a")])
    rest = iter([letter("a")])
    assert mail(road, rest).written == 4
    assert len(list(rest)) == 1, "it was not looked at"
    assert written(road) == once(homes)
    other = mail(road, [letter("a")], order(road, "test:2"))
    assert other.written == 4


def test_who_blocked_the_account_is_left_out_and_who_is_unknown_is_not(road: Road) -> None:
    homes = settle_town(road, a=600)
    gone = homes["a"][:101]
    blocks(road, *gone)
    with road.database.read() as connection:
        assert letter("a").count(connection) == 499
    mailing = mail(road, [letter("a")])
    assert written(road) == once(homes, *gone)
    assert (mailing.written, mailing.calls) == (499, 1)


def test_who_is_found_twice_by_a_query_is_written_to_once(road: Road, small: None) -> None:
    homes = settle_town(road, a=10)
    both = select(resident_table.c.citizen).union_all(select(resident_table.c.citizen)).subquery()
    twice = Letter("a", ["aのお知らせ"], select(both.c.citizen))
    with road.database.read() as connection:
        assert twice.count(connection) == 10
    mail(road, [twice])
    assert written(road) == once(homes)


def test_an_id_that_is_not_lines_costs_nobody_else_the_message(road: Road) -> None:
    homes = settle_town(road, a=3)
    with road.database.write() as connection:
        wrong = update(resident_table).where(resident_table.c.citizen == homes["a"][1])
        connection.execute(wrong.values(citizen="C1"))
    mail(road, [letter("a")])
    assert written(road) == once(homes, homes["a"][1])


def test_what_cannot_be_sent_is_refused_before_anything_is_written(road: Road) -> None:
    settle_town(road, a=1)
    with pytest.raises(MessageError):
        letter("a", *"123456")
    with pytest.raises(ValueError, match="'a'"):
        mail(road, [letter("a"), letter("a")])
    with pytest.raises(ValueError, match="nothing else"):
        Letter("a", ["x"], select(resident_table))
    with pytest.raises(ValueError, match="name"):
        Letter("a" * 201, ["x"], select(resident_table.c.citizen))
    assert (road.count(mailing_table), road.count(outbox_table)) == (0, 0)


# -- killed


@pytest.mark.parametrize("after", [False, True], ids=["before-commit", "after-commit"])
def test_a_mailing_killed_at_any_commit_goes_on_where_it_stopped(
    new_road: OpenRoad, small: None, after: bool
) -> None:
    homes = settle_town(new_road(), a=14, b=0, c=3, d=1, e=7)
    everyone = Counter[tuple[str, str]]()
    for moment in itertools.count(1):
        key, killed, alive = f"test:{moment}", new_road(), new_road()
        count_writes(killed, moment, after=after)
        letters = [letter(name, f"{name}のお知らせ") for name in "abcde"]
        try:
            mail(killed, letters, order(killed, key))
        except Dead:
            mailing = mail(alive, letters, order(alive, key))
            assert (mailing.state, mailing.written) == ("written", 25)
            everyone += once(homes)
            assert written(alive) == everyone, f"killed at the commit number {moment}"
        else:
            break
    assert moment > 5, "there were that many commits to be killed at"


def test_of_two_clocks_one_gives_way(
    new_road: OpenRoad, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = new_road(), new_road()
    homes = settle_town(one, a=40)
    states: list[str] = []
    really = Letter.page

    def page(self: Letter, *asked: Any) -> Page:
        found = really(self, *asked)
        if not states:
            states.append("")
            states.append(mail(other, [letter("a")]).state)
        return found

    monkeypatch.setattr(Letter, "page", page)
    assert mail(one, [letter("a")]).state == "written"
    assert states == ["", "written"], "the other one had written all of it meanwhile"
    assert written(one) == once(homes)


def test_clocks_that_write_at_the_same_time_double_nothing(new_road: OpenRoad, small: None) -> None:
    roads = [new_road() for _ in range(3)]
    homes = settle_town(roads[0], a=60, b=61)
    done: list[Mailing] = []
    start = threading.Barrier(3)

    def clock(road: Road) -> None:
        start.wait()
        done.append(mail(road, [letter("a"), letter("b")]))

    threads = [threading.Thread(target=clock, args=[road]) for road in roads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "written" in {mailing.state for mailing in done}
    assert written(roads[0]) == once(homes)


# -- too late, too much


def test_a_mailing_that_comes_too_late_is_not_sent(
    road: Road, caplog: pytest.LogCaptureFixture
) -> None:
    settle_town(road, a=4)
    mailing = mail(road, [letter("a")], order(road, hours=0))
    assert (mailing.state, road.count(outbox_table)) == ("expired", 0)
    assert "too late" in caplog.text
    road.pass_time(hours=-1)
    assert mail(road, [letter("a")]).state == "expired", "it stays so"


def test_what_a_mailing_has_not_written_by_its_end_stays_unwritten(road: Road, small: None) -> None:
    settle_town(road, a=30)
    count_writes(road, 3, after=True)
    given = order(road)
    with pytest.raises(Dead):
        mail(road, [letter("a")], given)
    del road.database.write
    road.pass_time(hours=2)
    mailing = mail(road, [letter("a")], given)
    assert (mailing.state, mailing.written) == ("expired", 12)


def test_what_is_still_queued_at_the_end_is_not_sent_and_counted(road: Road) -> None:
    settle_town(road, a=700)
    mailing = mail(road, [letter("a")])
    road.pass_time(hours=2)
    assert road.service.delivery.send_due() == 2
    assert road.line.sent == []
    with road.database.read() as connection:
        assert ledger(connection, mailing.id).expired == 700


def test_what_may_have_arrived_before_the_end_is_in_doubt(road: Road) -> None:
    settle_town(road, a=3)
    mailing = mail(road, [letter("a")])
    road.line.will(500)
    road.service.delivery.send_due()
    road.pass_time(hours=2)
    road.service.delivery.send_due()
    with road.database.read() as connection:
        assert ledger(connection, mailing.id).unknown == 3


def test_the_months_last_message_stops_the_mailing(
    road: Road, small: None, caplog: pytest.LogCaptureFixture
) -> None:
    settle_town(road, a=300)
    mailing = mail(road, [letter("a")])
    road.line.will(200, (429, "You have reached your monthly limit."))
    with road.database.write() as connection:
        calls = outbox.take_multicasts(connection, road.now, 2)
    road.service.delivery.send_now(calls)
    assert road.service.delivery.send_due() == 0, "nothing is sent in vain"
    with road.database.read() as connection:
        told = ledger(connection, mailing.id)
        row = connection.execute(select(mailing_table)).one()
    assert (told.sent, told.failed, told.queued, told.calls_left) == (3, 297, 0, 0)
    assert (row.state, "monthly limit" in row.error) == ("stopped", True)
    assert any("monthly" in str(vars(record).get("error")) for record in caplog.records)
    assert mail(road, [letter("a")]).state == "stopped"


# -- what became of it


def test_metrics_tell_what_waits_in_which_lane_and_for_how_long(road: Road) -> None:
    settle_town(road, a=1_001)
    mail(road, [letter("a")], order(road, lane=Lane.DISASTER))
    mail(road, [letter("a")], order(road, "test:2", hours=-1))
    road.receive(says("一"))
    road.desk.handle([ALICE])
    road.pass_time(seconds=42)
    shown = road.get("/metrics").text.splitlines()
    for line in (
        'madoguchi_mailings{state="written"} 1.0',
        'madoguchi_mailings{state="expired"} 1.0',
        'madoguchi_queued_sends{lane="disaster"} 3.0',
        'madoguchi_queued_sends{lane="answer"} 1.0',
        'madoguchi_oldest_queued_send_seconds{lane="disaster"} 42.0',
        'madoguchi_sends{method="multicast",state="queued"} 3.0',
    ):
        assert line in shown


def test_the_ledger_tells_what_became_of_everybody_also_after_the_purge(road: Road) -> None:
    settle_town(road, a=1_200, b=100)
    mailing = mail(road, [letter("a"), letter("b")], order(road, lane=Lane.DISASTER))
    with road.database.read() as connection:
        before = ledger(connection, mailing.id)
    assert (before.queued, before.calls_left, before.sent) == (1_300, 4, 0)
    road.line.will((400, "no"))
    road.service.delivery.send_due()
    with road.database.read() as connection:
        sent = ledger(connection, mailing.id)
    assert (sent.queued, sent.sent + sent.failed) == (0, 1_300)
    assert sent.failed in (500, 200, 100)
    road.pass_time(days=8)
    assert upkeep.purge(road.service)["sends"] == 4
    with road.database.read() as connection:
        assert ledger(connection, mailing.id) == sent
        with pytest.raises(LookupError):
            ledger(connection, mailing.id + 1)


def test_whom_line_has_accepted_is_kept_no_longer(road: Road) -> None:
    homes = settle_town(road, a=3)
    mail(road, [letter("a")])
    road.service.delivery.send_due()
    assert arrived(road) == once(homes)
    (row,) = road.calls()
    assert (row.state, row.recipients, row.people) == ("sent", None, 3)


def test_ids_of_the_town_are_lines() -> None:
    assert len({person(number) for number in range(100_000)}) == 100_000
