"""What a million receivers and a long load cost: memory is bounded, doubles are still found."""

from __future__ import annotations

import tracemalloc

from bot.emulator import Emulator, EmulatorConfig
from bot.emulator.citizens import crowd_id
from bot.emulator.sending import Sending, multicast, push
from tests.emulator.conftest import START, text

MANY = 100_000


def sending(number: int, via: str = "multicast") -> Sending:
    return Sending(via, b"", f"request-{number}", None, START)


def test_one_record_for_each_call_and_sixteen_bytes_for_each_receiver() -> None:
    emulator = Emulator(EmulatorConfig(), lambda: START)
    batches = [[crowd_id(n) for n in range(s, s + 500)] for s in range(0, MANY, 500)]
    tracemalloc.start()
    for number, batch in enumerate(batches):
        multicast(emulator, sending(number), batch, [text("一斉")], ())
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert used < 30 * MANY
    (tally,) = emulator.deliveries.tally()
    assert (tally["recipients"], tally["once"], tally["moreThanOnce"]) == (MANY, MANY, 0)
    assert emulator.deliveries.counts["multicastRecipients"] == MANY
    assert emulator.timeline.seq == 0


def test_only_the_simulators_people_have_a_talk() -> None:
    emulator = Emulator(EmulatorConfig(), lambda: START)
    citizen, _ = emulator.citizens.get_or_make("花子")
    others = [crowd_id(number) for number in range(499)]
    multicast(emulator, sending(0), [*others, citizen.user_id], [text()], ())
    assert [each["citizen"] for each in emulator.timeline.read()[1]] == [citizen.user_id]


def test_what_is_remembered_is_bounded_and_what_is_counted_is_not() -> None:
    config = EmulatorConfig(
        events_kept=10, requests_kept=10, deliveries_kept=10, timeline_kept=10, media_kept=100
    )
    emulator = Emulator(config, lambda: START)
    citizen, _ = emulator.citizens.get_or_make("花子")
    for number in range(100):
        event = emulator.events.message("text", citizen.user_id, START, text="a")
        emulator.open_events([event])
        push(emulator, sending(number, "push"), citizen.user_id, [text()], ())
        emulator.ledger.called(START, "POST", "/p", "e", 200, str(number), None, b"x" * 100_000)
    assert len(emulator.ledger.events()) == 10
    log = emulator.ledger.requests(0)
    assert (len(log), len(log[0]["body"])) == (10, config.request_body_kept)
    assert len(emulator.deliveries.after(0, 1000)) == 10
    assert len(emulator.timeline.read()[1]) == 10
    summary = emulator.ledger.summary()
    assert summary["requests"] == {"e": {"200": 100}}
    assert (summary["totals"]["events"], summary["totals"]["eventsForgotten"]) == (100, 90)
    assert emulator.deliveries.counts["pushRecipients"] == 100
