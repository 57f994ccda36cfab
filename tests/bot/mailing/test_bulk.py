"""Sending multicasts: beside the answers, urgent ones first, each once whatever LINE answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.delivery.bulk import URGENT_THREADS
from bot.delivery.hand import Hand
from bot.delivery.pacing import Pace
from bot.emulator import Emulator, EmulatorConfig, create_app, serve_in_thread
from bot.line.transport import HttpTransport
from bot.mailing import Letter, Mailer, Order, ledger
from bot.outbox import LEASE_MS, MULTICAST, Lane
from bot.registry import Registry
from bot.rehearsal import SetClock
from bot.service import Service, build
from bot.testing import settings_for
from bot.time import system_clock
from tests.bot.conftest import OpenRoad
from tests.bot.delivery.test_delivery import outcome, until
from tests.bot.mailing.town import arrived, letter, mail, once, order, queued, settle_town
from tests.bot.road import Road, counting, says


@pytest.fixture
def gate(road: Road) -> Iterator[threading.Event]:
    """The road's process with its threads running; LINE answers multicasts once the gate is open."""
    gate = road.line.gates[MULTICAST] = threading.Event()
    end = road.service.start_answering()
    stop = road.service.start_sweeping()
    yield gate
    gate.set()
    stop()
    end()


def test_an_answer_goes_out_while_line_keeps_a_mailing_waiting(
    road: Road, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.mailing.mailer.CALL_PEOPLE", 10)
    threads = road.service.settings.send_threads
    homes = settle_town(road, a=10 * threads * 3)
    mail(road, [letter("a")])
    until(lambda: len(road.line.sent) == threads)
    road.receive(says("一"))
    until(lambda: "聞きました: 一" in road.line.texts)
    gate.set()
    until(lambda: arrived(road) == once(homes))


def test_an_evacuation_order_overtakes_a_thousand_calls(
    road: Road, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.mailing.mailer.CALL_PEOPLE", 1)
    threads = road.service.settings.send_threads
    settle_town(road, news=1_000)
    mail(road, [letter("news")])
    until(lambda: len(road.line.sent) == threads)
    danger = Letter("danger", ["避難指示"], letter("news").to)
    mail(road, [danger], order(road, "test:danger", lane=Lane.EVACUATION))
    until(lambda: "避難指示" in road.line.texts)
    assert len(road.line.sent) <= threads + URGENT_THREADS, "no news went ahead of it"


def test_lanes_leave_in_their_order(road: Road) -> None:
    settle_town(road, a=3)
    for lane in (Lane.NEWS, Lane.DISASTER, Lane.EVACUATION, Lane.ANSWER):
        text = Letter("a", [str(lane)], letter("a").to)
        mail(road, [text], order(road, f"test:{lane}", lane=lane))
    road.service.delivery.send_due()
    assert road.line.texts == ["0", "1", "2", "3"]


def test_a_worker_takes_little_at_a_time_and_gives_back_what_it_did_not_send(
    new_road: OpenRoad, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.mailing.mailer.CALL_PEOPLE", 1)
    road, other = new_road(), new_road()
    homes = settle_town(road, a=1_000)
    mail(road, [letter("a")])
    gate = road.line.gates[MULTICAST] = threading.Event()
    road.service.delivery.start()
    stop = road.service.start_sweeping()
    until(lambda: len(road.line.sent) == road.service.settings.send_threads)
    held = [row for row, _ in queued(road) if row.in_flight]
    assert len(held) < 200
    threading.Timer(0.3, gate.set).start()
    stop()
    road.service.delivery.stop(5.0)
    while other.service.delivery.send_due():
        pass
    assert {state for _, state in outcome(road)} == {"sent"}, "nothing waits for a lease to end"
    road.line.sent += other.line.sent
    assert arrived(road) == once(homes)


def test_what_a_dead_worker_held_is_sent_under_the_same_key(new_road: OpenRoad) -> None:
    dead, alive = new_road(), new_road()
    homes = settle_town(dead, a=700)
    mail(dead, [letter("a")])
    taken = dead.service.delivery.bulk._take(10, None)
    for call in taken:
        dead.service.delivery._caller.attempt(call)
    alive.pass_time(milliseconds=LEASE_MS)
    alive.line.will((409, "already accepted"), (409, "already accepted"))
    assert alive.service.delivery.send_due() == 2
    assert {sent.retry_key for sent in alive.line.sent} == {call.key for call in taken}
    assert arrived(dead) == once(homes)
    assert {state for _, state in outcome(alive)} == {"sent"}


# -- LINE's side played by the emulator, over real sockets


@pytest.fixture
def emulator() -> Iterator[tuple[Emulator, str]]:
    config = EmulatorConfig(quota=None)
    emulator = Emulator(config)
    server = serve_in_thread(create_app(emulator))
    yield emulator, server.url
    emulator.close()
    server.close()


@pytest.fixture
def worker(
    database_url: str, emulator: tuple[Emulator, str]
) -> Iterator[tuple[Service, Road, Emulator]]:
    settings = replace(settings_for(database_url), line_api_base=emulator[1], send_threads=8)
    transport = HttpTransport()
    service = build(settings, transport=transport, registry=Registry([counting()]))
    service.delivery.bulk.pace = Pace(2_000.0)
    road = Road(database_url, SetClock(system_clock()), [])
    yield service, road, emulator[0]
    road.close()
    service.database.close()


def run(service: Service, road: Road, people: int) -> int:
    """Mail to so many people and send it all; returns the mailing's id."""
    settle_town(road, a=people)
    given = Order("test:1", "test", Lane.NEWS, "試験", road.now + 3_600_000)
    mailing = Mailer(service.database, system_clock).send(given, [letter("a")])
    service.delivery.start()
    stop = service.start_sweeping()
    until(lambda: not any(row.state == "queued" for row in road.calls()), 30.0)
    stop()
    service.delivery.stop(5.0)
    return mailing.id


@pytest.mark.wire
def test_faults_of_line_cost_nobody_the_message_and_nobody_gets_it_twice(
    worker: tuple[Service, Road, Emulator], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.mailing.mailer.CALL_PEOPLE", 10)
    service, road, emulator = worker
    path = "/v2/bot/message/multicast"
    emulator.faults.put(
        [
            {"path": path, "kind": kind, "count": 4, "probability": 0.4, **more}
            for kind, more in (
                ("status", {"status": 500}),
                ("reset", {}),
                ("accept_then_reset", {}),
                ("accept_then_status", {"status": 503}),
                ("accept_then_hang", {"seconds": 1.5}),
            )
        ]
    )
    mailing = run(service, road, 400)
    (told,) = emulator.deliveries.tally()
    assert (told["once"], told["moreThanOnce"]) == (400, 0)
    with road.database.read() as connection:
        assert ledger(connection, mailing).sent == 400


@pytest.mark.wire
def test_refusals_for_the_rate_slow_the_mailing_down_and_lose_nobody(
    worker: tuple[Service, Road, Emulator], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.mailing.mailer.CALL_PEOPLE", 1)
    service, road, emulator = worker
    mailing = run(service, road, 500)
    (told,) = emulator.deliveries.tally()
    assert (told["once"], told["moreThanOnce"]) == (500, 0)
    assert emulator.ledger.summary()["requests"]["POST /v2/bot/message/multicast"]["429"] > 0
    with road.database.read() as connection:
        assert ledger(connection, mailing).sent == 500
    assert service.delivery.bulk.pace.rate < 2_000


def test_the_hand_never_holds_more_than_leaves_before_the_leases_end() -> None:
    now, hand = [0.0], Hand()
    pace = Pace(200.0, lambda: now[0])
    assert hand.room(pace.rate) == (64, None)
    for _ in range(40):
        now[0] += 1.0
        pace.slow()
    assert hand.room(pace.rate)[0] <= pace.rate * LEASE_MS / 1000
