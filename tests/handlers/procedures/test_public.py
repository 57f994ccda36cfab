"""The pages for everybody: list, page, JSON, frame, and the counted way to the form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client

from bot.app import create_app
from bot.rehearsal import SetClock
from bot.service import build
from bot.testing import settings_for
from handlers.procedures.registry import changes
from handlers.procedures.registry.taps import taps_by_procedure
from tests.counting import statements
from tests.handlers.procedures.conftest import NOW, Registry, at, procedure

SCHEMA = Path(__file__).parents[3] / "docs" / "procedures.schema.json"
DAY = NOW.date()


@pytest.fixture
def web(database_url: str, clock: SetClock) -> Iterator[Client]:
    service = build(settings_for(database_url), clock=clock)
    yield create_app(service).test_client()
    service.database.close()


def fits(value: Any, schema: dict[str, Any], where: str = "$") -> list[str]:
    """What of a value does not fit a schema; of JSON Schema it knows what ours uses."""
    kinds = {"string": str, "integer": int, "boolean": bool, "object": dict, "array": list}
    wanted = schema.get("type", [])
    allowed = [wanted] if isinstance(wanted, str) else wanted
    wrong = []
    if allowed and not any(
        value is None if kind == "null" else isinstance(value, kinds[kind]) for kind in allowed
    ):
        wrong.append(f"{where}: {value!r} is no {wanted}")
    if "enum" in schema and value not in schema["enum"]:
        wrong.append(f"{where}: {value!r} is none of {schema['enum']}")
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        wrong.append(f"{where}: {value!r} does not match")
    if isinstance(value, dict):
        wrong += [f"{where}.{name} is missing" for name in schema["required"] if name not in value]
        for name, one in value.items():
            wrong += fits(one, schema["properties"][name], f"{where}.{name}")
    if isinstance(value, list):
        for number, one in enumerate(value):
            wrong += fits(one, schema["items"], f"{where}[{number}]")
    return wrong


def test_the_list_and_a_page(web: Client, registry: Registry) -> None:
    number = registry.add(procedure(prepare=("マイナンバーカード",), fee="無料"))
    listed = web.get("/procedures").text
    assert "1件あります" in listed
    assert f'href="/procedures/{number}"' in listed
    page = web.get(f"/procedures/{number}").text
    for said in ("子どもを育てている人", "・マイナンバーカード", "無料", "いつでも申し込めます"):
        assert said in page
    assert f'href="/procedures/go/{number}"' in page


def test_lists_are_narrowed_and_searched(web: Client, registry: Registry) -> None:
    registry.add(procedure(synonyms=("じどう手当",)))
    registry.add(
        procedure("転出届", life_events=("引っ越し",), category="届出", summary="引っ越し")
    )
    assert "転出届" not in web.get("/procedures?event=子育て").text
    assert "児童手当" not in web.get("/procedures?category=届出").text
    assert "1件あります" in web.get("/procedures?q=ジドウ手当&event=子育て").text
    assert "1件あります" in web.get("/procedures?q=転出").text
    assert "当てはまる手続きはありません" in web.get("/procedures?q=<b>").text
    assert "<b>" not in web.get("/procedures?q=<b>").text


def test_what_staff_write_cannot_break_the_page(web: Client, registry: Registry) -> None:
    number = registry.add(procedure("<script>alert(1)</script>", note='"><img src=x>'))
    for path in ("/procedures", f"/procedures/{number}", "/procedures/embed"):
        text = web.get(path).text
        assert "<script" not in text
        assert "<img" not in text


def test_opening_and_closing_on_the_page(web: Client, registry: Registry, clock: SetClock) -> None:
    number = registry.add(procedure(opens=at("2026-12-01 09:00"), closes=at("2026-12-26")))
    assert "まだ始まっていません" in web.get(f"/procedures/{number}").text
    assert web.get(f"/procedures/go/{number}").status_code == 404
    clock.now = at("2026-12-01 09:00")
    assert web.get(f"/procedures/go/{number}").status_code == 302
    clock.now = at("2026-12-26 00:00")
    assert "受付は終わりました" in web.get(f"/procedures/{number}").text
    assert "0件" not in web.get("/procedures").text
    assert json.loads(web.get("/procedures.json").data)["procedures"] == []


def test_opened_links_are_counted_by_day_and_by_nobody(
    web: Client, registry: Registry, clock: SetClock
) -> None:
    number = registry.add(procedure())
    for _ in range(3):
        answer = web.get(f"/procedures/go/{number}?to=https://evil.example")
        assert answer.headers["Location"] == "https://example.jp/form"
        assert answer.headers["Cache-Control"] == "no-store"
    web.head(f"/procedures/go/{number}")
    clock.now = at("2026-11-22 09:00")
    web.get(f"/procedures/go/{number}")
    with registry.database.read() as connection:
        assert taps_by_procedure(connection, DAY, DAY) == {number: 3}
        assert taps_by_procedure(connection, DAY, date(2026, 11, 22)) == {number: 4}


@pytest.mark.parametrize("path", ["/procedures/99", "/procedures/go/99"])
def test_what_is_not_there(web: Client, registry: Registry, path: str) -> None:
    registry.add(procedure())
    answer = web.get(path)
    assert answer.status_code == 404
    assert "手続きが見つかりません" in answer.text


def test_the_json_keeps_its_schema(web: Client, registry: Registry) -> None:
    registry.add(procedure(opens=at("2026-12-01 09:00"), closes=at("2026-12-26")))
    registry.add(procedure("電話だけ", channel="電話・窓口", url="", online="", online_since=None))
    body = json.loads(web.get("/procedures.json").data)
    assert fits(body, json.loads(SCHEMA.read_text("utf-8"))) == []
    first = next(one for one in body["procedures"] if one["url"])
    assert (first["opens"], first["closes"], first["state"]) == (
        "2026-12-01T09:00:00+09:00",
        "2026-12-26T00:00:00+09:00",
        "upcoming",
    )
    assert first["page"].startswith("http://localhost/procedures/")


def test_a_schema_that_is_not_kept_is_noticed() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    assert fits({"city": {"name": 1, "code": "x"}, "procedures": [{}]}, schema)


def test_etag_and_cors(web: Client, registry: Registry) -> None:
    number = registry.add(procedure())
    first = web.get("/procedures.json")
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    same = web.get("/procedures.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")
    assert same.headers["Access-Control-Allow-Origin"] == "*"
    with registry.database.write() as connection:
        changes.edit(connection, number, procedure("児童手当"), "DX", NOW)
        changes.publish(connection, number, NOW)
    other = web.get("/procedures.json", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200
    assert "Access-Control-Allow-Origin" not in web.get("/procedures").headers
    assert "Access-Control-Allow-Methods" not in web.options("/procedures.json").headers
    assert web.post("/procedures.json").status_code == 405


def test_only_the_citys_own_sites_may_frame_the_small_list(web: Client, registry: Registry) -> None:
    registry.add(procedure())
    framed = web.get("/procedures/embed")
    assert "児童手当" in framed.text
    policy = framed.headers["Content-Security-Policy"]
    assert "frame-ancestors https://www.city.ishinomaki.lg.jp" in policy
    assert "default-src 'none'" in policy
    assert "X-Frame-Options" not in framed.headers
    page = web.get("/procedures")
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"


def test_five_thousand_procedures(web: Client, registry: Registry) -> None:
    """Once a process has read the registry, a page only asks whether there is a newer one."""
    registry.fill(5000)
    paths = ("/procedures", "/procedures?q=0042", "/procedures/77", "/procedures/embed",
             "/procedures.json", "/procedures?event=子育て&page=100")  # fmt: skip
    web.get("/procedures")
    with statements() as executed:
        for path in paths:
            assert web.get(path).status_code == 200
    assert not any("procedure_version" in sql for sql in executed)
    assert len(executed) <= 4 * len(paths)
    assert "手続き0042" in web.get("/procedures?q=0042").text
    assert "100ページのうち100ページ" in web.get("/procedures?page=100").text
