"""Our Open311 server, as other systems use it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from werkzeug.test import Client, TestResponse

from bot.app import create_app
from bot.content import Library
from bot.rehearsal import SetClock
from bot.service import Service, build
from bot.testing import settings_for
from bot.time import millis
from handlers.roads.ledger.case import find_number
from handlers.roads.ledger.changes import change_state, publish
from handlers.roads.ledger.history import history
from handlers.roads.ledger.keys import end_key, issue, keys
from handlers.roads.ledger.reporters import contacts_of
from handlers.roads.ledger.states import State
from handlers.roads.public.open311.sending import GENEROUS

V2 = "/roads/open311/v2"
HOLE = {
    "service_code": "hole", "lat": "38.434321", "long": "141.302765", "description": "穴があります。",
    "first_name": "花子", "last_name": "石巻", "email": "hanako@example.jp", "phone": "090-0000-0000",
    "media_url": "https://example.jp/a.jpg", "attribute[SIZE]": "30cm", "address_string": "市役所の前",
}  # fmt: skip


class Other:
    """Another system, and our ledger behind the server."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.client: Client = create_app(service).test_client()
        self.now = millis(service.clock())
        with service.database.write() as connection:
            self.key = issue(connection, name="試しの県", who="staff@example.jp", now_ms=self.now)

    def get(self, path: str, **asked: str) -> TestResponse:
        return self.client.get(f"{V2}/{path}", query_string=asked)

    def ask(self, path: str, **asked: str) -> Any:
        answer = self.get(path, **asked)
        assert answer.status_code == 200, answer.text
        return answer.json

    def send(self, path: str = "requests.json", **changed: str) -> TestResponse:
        data = {"api_key": self.key} | HOLE | changed
        return self.client.post(f"{V2}/{path}", data={k: v for k, v in data.items() if v})

    def number(self, **changed: str) -> str:
        answer = self.send(**changed)
        assert answer.status_code == 200, answer.text
        (made,) = answer.get_json()
        return str(made["service_request_id"])

    def case(self, number: str) -> Any:
        with self.service.database.read() as connection:
            return find_number(connection, number)

    def does(self, act: Any, number: str, *args: Any, **values: Any) -> None:
        with self.service.database.write() as connection:
            found = find_number(connection, number)
            assert found is not None
            act(connection, found.id, *args, who="staff@example.jp", now_ms=self.now, **values)


@pytest.fixture
def other(
    migrated_sqlite: Path, tmp_path: Path, clock: SetClock, own_library: Library
) -> Iterator[Other]:
    file = shutil.copyfile(migrated_sqlite, tmp_path / "roads.db")
    service = build(settings_for(f"sqlite:///{file}"), clock=clock, library=own_library)
    yield Other(service)
    service.database.close()


def codes(answer: TestResponse) -> list[tuple[int, int]]:
    if answer.mimetype == "text/xml":
        found = etree.fromstring(answer.data).findall("error/code")
        return [(answer.status_code, int(code.text or 0)) for code in found]
    return [(answer.status_code, error["code"]) for error in answer.get_json()]


def test_discovery_leads_to_the_server(other: Other) -> None:
    found = other.client.get("/roads/open311/discovery.json").get_json()
    (endpoint,) = found["endpoints"]
    assert endpoint["url"] == f"http://localhost{V2}/"
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert "application/json" in endpoint["formats"]
    tree = etree.fromstring(other.client.get("/roads/open311/discovery.xml").data)
    assert tree.findtext("endpoints/endpoint/formats/format") == "text/xml"


def test_services_in_both_formats(other: Other) -> None:
    listed = other.ask("services.json")
    answer = other.get("services.xml")
    tree = etree.fromstring(answer.data)
    assert (tree.tag, answer.headers["Access-Control-Allow-Origin"]) == ("services", "*")
    assert [one["service_code"] for one in listed] == [
        one.text for one in tree.findall("service/service_code")
    ]
    first = next(one for one in listed if one["service_code"] == "hole")
    assert (first["service_name"], first["metadata"], first["type"]) == (
        "道路の穴・ひび",
        False,
        "realtime",
    )
    assert other.ask("services/hole.json") == {"service_code": "hole", "attributes": []}
    assert codes(other.get("services/ufo.xml")) == [(404, 404)]


def test_a_request_becomes_a_case(other: Other) -> None:
    case = other.case(other.number())
    assert (case.kind, case.source, case.words, case.place) == (
        "hole",
        "open311",
        "穴があります。",
        "市役所の前",
    )
    assert (case.latitude, case.longitude, case.unread) == (38.434321, 141.302765, True)
    with other.service.database.read() as connection:
        (contact,) = contacts_of(connection, case.id).values()
        note = "\n".join(line.note for line in history(connection, case.id))
    assert (contact.name, contact.email) == ("石巻 花子", "hanako@example.jp")
    for told in ("試しの県", "https://example.jp/a.jpg", "attribute[SIZE]: 30cm"):
        assert told in note
    assert "hanako" not in note


def test_a_form_that_is_sent_again_opens_nothing_new(other: Other, clock: SetClock) -> None:
    number = other.number()
    assert other.number() == number
    assert other.number(description="ほかの穴です。") != number
    clock.now += timedelta(hours=1)
    assert other.number() != number


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"api_key": ""}, 403),
        ({"api_key": "mado-wrong"}, 403),
        ({"service_code": ""}, 400),
        ({"service_code": "ufo"}, 404),
        ({"lat": "", "long": "", "address_string": ""}, 400),
        ({"lat": "", "long": "", "address_string": "どこにもない"}, 400),
        ({"lat": "abc"}, 400),
        ({"lat": "nan"}, 400),
        ({"lat": "35.68", "long": "139.76"}, 400),
        ({"description": "あ" * 4001}, 400),
        ({"jurisdiction_id": "elsewhere.example"}, 404),
    ],
)
def test_what_cannot_be_taken_is_told(other: Other, changed: dict[str, str], code: int) -> None:
    assert codes(other.send("requests.xml", **changed)) == [(code, code)]
    assert codes(other.send(**changed)) == [(code, code)]
    assert other.ask("requests.json", api_key=other.key) == []


def test_an_ended_key_is_good_no_more(other: Other) -> None:
    with other.service.database.write() as connection:
        (key,) = keys(connection)
        assert end_key(connection, key.id, other.now)
        assert not end_key(connection, key.id, other.now)
    assert other.send().status_code == 403


def test_an_address_is_enough(other: Other) -> None:
    case = other.case(other.number(lat="", long="", address_string="石巻市渡波"))
    assert other.service.library.current.city.contains(case)
    assert case.town.startswith("渡波")


def test_strangers_see_only_what_was_published_and_not_exactly(other: Other) -> None:
    number = other.number()
    assert other.ask("requests.json") == []
    (hidden,) = other.ask(f"requests/{number}.json")
    assert (hidden["status"], hidden["lat"], hidden["description"]) == ("open", None, "")
    other.does(publish, number, published=True)
    (shown,) = other.ask("requests.json")
    assert (shown["lat"], shown["long"], shown["description"]) == (38.434, 141.303, "")
    (known,) = other.ask("requests.json", api_key=other.key)
    assert (known["lat"], known["description"]) == (38.434321, "穴があります。")
    assert "hanako" not in other.get("requests.json", api_key=other.key).text


def test_a_closed_request_says_why(other: Other) -> None:
    number = other.number()
    other.does(publish, number, published=True)
    other.does(change_state, number, State.DONE, reason="穴をふさぎました。")
    (one,) = other.ask("requests.json", status="closed")
    assert (one["status"], one["status_notes"]) == ("closed", "完了: 穴をふさぎました。")
    assert other.ask("requests.json", status="open") == []
    assert len(other.ask("requests.json", status="open,closed")) == 1


def test_which_requests(other: Other, clock: SetClock) -> None:
    clock.now -= timedelta(days=100)
    old = other.number()
    clock.now += timedelta(days=99)
    step = other.number(service_code="step")
    clock.now += timedelta(days=1)
    hole = other.number()

    def numbers(**asked: str) -> list[str]:
        found = other.ask("requests.json", api_key=other.key, **asked)
        return [one["service_request_id"] for one in found]

    assert numbers() == [hole, step]
    assert numbers(service_code="step,gutter") == [step]
    assert numbers(service_request_id=f"{old},{hole},999") == [old, hole]
    start = (clock.now - timedelta(days=101)).isoformat()
    assert numbers(start_date=start) == [old]  # and what came within 90 days of that
    assert numbers(start_date=start, end_date=clock.now.isoformat()) == [hole, step, old]
    assert numbers(start_date=start, end_date=(clock.now - timedelta(days=50)).isoformat()) == [old]
    assert numbers(page_size="1", page="2") == [step]
    assert numbers(page_size="1", page="3") == []


@pytest.mark.parametrize(
    "asked",
    [
        {"start_date": "yesterday"},
        {"start_date": "2026-11-20T00:00:00Z", "end_date": "2026-11-19T00:00:00Z"},
        {"status": "broken"},
        {"page": "0"},
    ],
)
def test_questions_that_make_no_sense(other: Other, asked: dict[str, str]) -> None:
    assert codes(other.get("requests.xml", **asked)) == [(400, 400)]


def test_formats_and_names_that_there_are_not(other: Other) -> None:
    assert codes(other.get("services.yaml")) == [(404, 404)]
    assert codes(other.get("requests/123456789012.json")) == [(404, 404)]
    assert codes(other.get("tokens/abc.json")) == [(404, 404)]
    for name in ("042021", "04202", "city.ishinomaki.lg.jp"):
        assert other.get("services.json", jurisdiction_id=name).status_code == 200


def test_signs_that_xml_cannot_hold(other: Other) -> None:
    number = other.number(description="音\x00\x0b<b>&あ", address_string="\x1f店")
    (tree,) = etree.fromstring(other.get(f"requests/{number}.xml", api_key=other.key).data)
    assert tree.findtext("description") == "音<b>&あ"


def test_a_program_that_runs_wild_is_stopped_by_its_key(other: Other) -> None:
    other.service.settings = replace(other.service.settings, form_limit=1)
    for number in range(GENEROUS):
        other.number(description=f"{number}番目")
    assert other.send(description="0番目").status_code == 200, "was sent before"
    assert codes(other.send(description="もうひとつ")) == [(429, 429)]
    with other.service.database.write() as connection:
        other.key = issue(connection, name="隣の市", who="staff@example.jp", now_ms=other.now)
    other.number(description="もうひとつ")
