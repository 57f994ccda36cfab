"""/simulator/api: citizens, actions, timelines."""

from __future__ import annotations

import io
import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.emulator.citizens import crowd_id, crowd_number
from bot.emulator.timeline import Timeline
from tests.emulator.conftest import Line, text

API = "/simulator/api"


def test_citizens(line: Line) -> None:
    first = line.client.post(f"{API}/citizens", json={"displayName": " 花子 "})
    again = line.client.post(f"{API}/citizens", json={"displayName": "花子"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    found = line.client.get(f"{API}/citizens").json
    assert found == {"account": "エミュレータ", "citizens": [first.json]}
    assert (first.json or {})["displayName"] == "花子"


def test_a_citizen_may_arrive_unheard(line: Line) -> None:
    line.client.post(f"{API}/citizens", json={"displayName": "花子", "follow": False})
    assert line.emulator.webhooks.idle()
    assert line.bot.calls == []


@pytest.mark.parametrize("body", [{}, {"displayName": ""}, {"displayName": 5}, [], None])
def test_a_citizen_needs_a_name(line: Line, body: Any) -> None:
    assert line.client.post(f"{API}/citizens", json=body).status_code == 400


@pytest.mark.parametrize(
    "action",
    [
        {},
        {"type": "dance"},
        {"type": ["text"]},
        {"type": "text"},
        {"type": "text", "text": ""},
        {"type": "location", "latitude": "38"},
        {"type": "image", "data": "%"},
        {"type": "image", "data": ""},
        {"type": "image", "files": []},
        {"type": "postback"},
        {"type": "unsend"},
        {"type": "raw"},
    ],
)
def test_actions_that_make_no_sense(line: Line, action: dict[str, Any]) -> None:
    answer = line.client.post(f"{API}/citizens/{line.citizen()}/actions", json=action)
    assert answer.status_code == 400
    assert (answer.json or {})["message"]


def test_who_does_not_exist_or_follow_can_not_act(line: Line) -> None:
    user = line.citizen()
    line.act(user, type="unfollow")
    path = f"{API}/citizens/{user}/actions"
    assert line.client.post(path, json={"type": "text", "text": "a"}).status_code == 409
    answer = line.client.post(f"{API}/citizens/U1/actions", json={"type": "text", "text": "a"})
    assert answer.status_code == 404


def test_a_raw_event_goes_as_it_is(line: Line) -> None:
    user = line.citizen()
    line.act(user, type="raw", event={"type": "beacon", "beacon": {"hwid": "a"}})
    line.act(user, type="raw", event={"type": "message", "message": 5})
    beacon, odd = line.bot.events()[-2:]
    assert (beacon["type"], beacon["beacon"]) == ("beacon", {"hwid": "a"})
    assert beacon["source"]["userId"] == user
    assert odd["message"] == 5


def test_photos_as_a_form(line: Line) -> None:
    user = line.citizen()
    form = {
        "type": "image",
        "file": [(io.BytesIO(b"one"), "1.png"), (io.BytesIO(b"two"), "2.jpg")],
    }
    answer = line.client.post(f"{API}/citizens/{user}/actions?wait=1", data=form)
    assert answer.status_code == 202
    first, second = line.bot.events()[-2:]
    got = line.client.get(f"{API}/media/{first['message']['id']}")
    assert (got.data, got.content_type) == (b"one", "image/png")
    assert got.headers["Content-Security-Policy"] == "sandbox"
    got = line.call("GET", f"/v2/bot/message/{second['message']['id']}/content")
    assert (got.data, got.content_type) == (b"two", "image/jpeg")


def test_the_talk_shows_what_was_tapped(line: Line) -> None:
    user = line.citizen()
    line.act(user, type="postback", data="a", displayText="はい")
    line.act(user, type="postback", data="b")
    entries = (line.client.get(f"{API}/timeline?citizen={user}").json or {})["entries"]
    shown, silent = entries[-2:]
    assert (shown["from"], shown["via"], shown["message"]["text"]) == ("citizen", "webhook", "はい")
    assert (silent["message"], silent["event"]["postback"]) == (None, {"data": "b"})


def test_the_timeline_is_read_from_where_one_was(line: Line) -> None:
    one, two = line.citizen("一郎"), line.citizen("二郎")
    body = {"to": [one, two], "messages": [text("あ"), text("い")]}
    before = (line.client.get(f"{API}/timeline").json or {})["seq"]
    line.call("POST", "/v2/bot/message/multicast", body)
    page = line.client.get(f"{API}/timeline?after={before}").json or {}
    seen = [(each["citizen"], each["message"]["text"]) for each in page["entries"]]
    assert seen == [(one, "あ"), (one, "い"), (two, "あ"), (two, "い")]
    numbers = [each["seq"] for each in page["entries"]]
    assert numbers == list(range(before + 1, before + 5))
    assert page["seq"] == numbers[-1]
    own = line.client.get(f"{API}/timeline?after={numbers[0]}&citizen={one}").json or {}
    assert [each["message"]["text"] for each in own["entries"]] == ["い"]
    for wrong in ("after=x", "after=nan", "wait=inf"):
        assert line.client.get(f"{API}/timeline?{wrong}").status_code == 400


def test_waiting_ends_when_something_arrives() -> None:
    timeline = Timeline(kept=10)
    found: list[Any] = []
    reader = threading.Thread(target=lambda: found.append(timeline.read(0, "U1", wait=20)))
    reader.start()
    timeline.add(1.0, "bot", "push", ("U2",), ({"id": "1"},))
    timeline.add(1.0, "bot", "push", ("U1",), ({"id": "2"},))
    reader.join(10)
    ((seq, entries),) = found
    assert (seq, [each["message"]["id"] for each in entries]) == (2, ["2"])


def test_waiting_in_vain_ends_too() -> None:
    assert Timeline(kept=10).read(0, wait=0.01) == (0, [])


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=30), st.integers(1, 8))
def test_reading_page_by_page_misses_and_repeats_nothing(
    sizes: list[tuple[int, int]], limit: int
) -> None:
    timeline = Timeline(kept=10_000)
    for people, messages in sizes:
        recipients = tuple(f"U{number}" for number in range(people))
        timeline.add(0.0, "bot", "push", recipients, tuple({} for _ in range(messages)))
    seen: list[int] = []
    after = 0
    while True:
        after, entries = timeline.read(after, limit=limit)
        if not entries:
            break
        seen += [each["seq"] for each in entries]
    assert seen == list(range(1, sum(p * m for p, m in sizes) + 1))


def test_the_timeline_forgets_but_keeps_the_newest() -> None:
    timeline = Timeline(kept=5)
    for number in range(20):
        timeline.add(0.0, "bot", "push", ("U1",), ({"id": str(number)},))
    assert [each["message"]["id"] for each in timeline.read()[1]] == ["15", "16", "17", "18", "19"]
    many = tuple(f"U{number}" for number in range(50))
    timeline.add(0.0, "bot", "broadcast", many, ({"id": "all"},))
    assert len(timeline.read(after=20)[1]) == 50


@given(st.integers(0, 2**32 - 1))
def test_a_member_of_the_crowd_is_found_by_its_id(number: int) -> None:
    user_id = crowd_id(number)
    assert (len(user_id), crowd_number(user_id)) == (33, number)


def test_reset_forgets_everything(line: Line) -> None:
    user = line.citizen()
    line.hears(user)
    line.call("POST", "/v2/bot/message/push", {"to": user, "messages": [text()]})
    line.client.put("/emulator/faults", json={"faults": [{"path": "*", "kind": "status"}]})
    assert line.client.post(f"{API}/reset").json == {}
    assert (line.client.get(f"{API}/citizens").json or {})["citizens"] == []
    assert line.client.get(f"{API}/timeline").json == {"seq": 0, "entries": []}
    ledger = line.ledger()
    assert (ledger["events"], ledger["requests"], ledger["totals"]["events"]) == ({}, {}, 0)
    assert line.call("GET", "/v2/bot/info").status_code == 200


def test_health_and_the_page(line: Line) -> None:
    assert line.client.get("/healthz").json == {"status": "ok"}
    page = line.client.get("/simulator", follow_redirects=True, buffered=True)
    assert page.status_code == 200
