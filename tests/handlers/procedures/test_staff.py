"""The console pages: notice, completing, publishing, versions, files, links, the report, and who may what."""

from __future__ import annotations

import html
import io
import json
import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.links import Reason
from bot.sheets import Grid, read_upload
from bot.staff import Role
from bot.testing import OpenStaff
from handlers.procedures.files.fields import BY_NAME, FIELDS
from handlers.procedures.registry.links import note_check
from handlers.procedures.registry.taps import count_tap
from handlers.procedures.staff import files
from tests.counting import statements
from tests.handlers.procedures.conftest import NOW, Registry, at, procedure

HOME = "/console/procedures"
DX = Role.DX


def typed(**values: Any) -> dict[str, Any]:
    """What somebody types into the form for a procedure."""
    made = procedure(**values)
    return {one.name: one.write(made) for one in FIELDS}


def test_a_notice_is_completed_and_published(new_staff: OpenStaff, registry: Registry) -> None:
    roads, dx = new_staff(Role.ROADS, name="道路 花子"), new_staff(DX, name="推進 太郎")
    sent = roads.send(f"{HOME}/notice", name="道路占用の申請", department="道路課")
    assert sent.status_code == 200
    assert "連絡 未処理 1件" in dx.get(HOME).text
    assert "手続きの連絡" in dx.get("/console/").text
    lacking = dx.send(f"{HOME}/1/publish", at="")
    assert lacking.status_code == 422
    assert "くらしのできごとを書いてください" in lacking.text
    filled = typed(name="道路占用の申請", department="道路課") | {"base": "1"}
    assert dx.send(f"{HOME}/1/edit", **filled).status_code == 200
    assert "LINEでの見え方" in dx.get(f"{HOME}/1").text
    assert registry.names() == []
    assert dx.send(f"{HOME}/1/publish", at="").status_code == 200
    assert registry.names() == ["道路占用の申請"]
    assert "連絡 未処理 0件" in dx.get(HOME).text


def test_publishing_at_a_moment(new_staff: OpenStaff, registry: Registry) -> None:
    dx = new_staff(DX)
    assert dx.send(f"{HOME}/new", base="", **typed()).status_code == 200
    assert dx.send(f"{HOME}/1/publish", at="きのう").status_code == 422
    assert dx.send(f"{HOME}/1/publish", at="2026-12-01 9:00").status_code == 200
    assert registry.names() == []
    assert registry.names(at("2026-12-01 09:00")) == ["児童手当の認定請求"]
    assert "2026-12-01 09:00に公開します" in dx.get(f"{HOME}/1").text


def test_versions_differences_and_the_way_back(new_staff: OpenStaff, registry: Registry) -> None:
    dx, number = new_staff(DX), registry.add(procedure())
    dx.send(f"{HOME}/{number}/edit", base="1", **typed(fee="500円"))
    dx.send(f"{HOME}/{number}/publish", at="")
    page = dx.get(f"{HOME}/{number}/versions/2").text
    assert "<ins>500円</ins>" in page
    dx.send(f"{HOME}/{number}/versions/1/restore", page=f"{HOME}/{number}/versions/1")
    found = registry.view().find(number)
    assert found
    assert found.procedure.fee == ""
    log = new_staff(Role.ADMIN).get(f"/console/audit?subject=procedures:{number}").text
    assert "手続きを前の版に戻した" in log


def test_two_who_edit_at_once(new_staff: OpenStaff, registry: Registry) -> None:
    dx, number = new_staff(DX), registry.add(procedure())
    dx.send(f"{HOME}/{number}/edit", base="1", **typed(fee="500円"))
    late = dx.send(f"{HOME}/{number}/edit", base="1", **typed(fee="300円"))
    assert late.status_code == 422
    assert "ほかの人が先に直しました" in late.text


def test_what_is_typed_wrong_is_said_beside_the_field(
    new_staff: OpenStaff, registry: Registry
) -> None:
    wrong = typed() | {"opens": "来週", "phone": "123", "life_events": "宇宙旅行", "base": ""}
    answer = new_staff(DX).send(f"{HOME}/new", **wrong)
    assert answer.status_code == 422
    for said in ("日時は、2026-12-01", "電話番号は、0225-95-1111", "「宇宙旅行」は選べません"):
        assert said in answer.text


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ROADS, Role.PR])
def test_only_the_dx_division_publishes(
    new_staff: OpenStaff, registry: Registry, role: Role
) -> None:
    number, someone = registry.add(procedure()), new_staff(role)
    for path in (f"/{number}/publish", f"/{number}/withdraw", f"/{number}/edit", "/new", "/import"):
        assert someone.get(HOME + path).status_code == 403
    assert "公開をやめる" not in someone.get(f"{HOME}/{number}").text


def test_the_card_is_drawn_as_the_simulator_does(new_staff: OpenStaff, registry: Registry) -> None:
    dx, number = new_staff(DX), registry.add(procedure('"><script>alert(1)</script>'))
    page = dx.get(f"{HOME}/{number}")
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert "<script>alert" not in page.text
    (held,) = re.findall(r'data-line-messages="([^"]*)"', page.text)
    (message,) = json.loads(html.unescape(held))
    assert message["type"] == "flex"
    (script,) = re.findall(r'<script type="module" src="([^"]*)"', page.text)
    assert "renderMessage" in dx.get(script).text
    for name in ("js/render/index.js", "js/dom.js", "css/flex.css"):
        assert dx.get(f"/console/static/line/{name}").status_code == 200
    for name in ("index.html", "../page.py", "%2e%2e/page.py", "js/none.js"):
        assert dx.get(f"/console/static/line/{name}").status_code == 404
    assert "script-src" not in dx.get(HOME).headers["Content-Security-Policy"]


def test_withdrawing_asks_first(new_staff: OpenStaff, registry: Registry) -> None:
    dx, number = new_staff(DX), registry.add(procedure())
    assert "公開をやめる" in dx.get(f"{HOME}/{number}/withdraw").text
    assert registry.names()
    dx.send(f"{HOME}/{number}/withdraw")
    assert registry.names() == []


def book(rows: list[list[object]]) -> io.BytesIO:
    made, file = Workbook(), io.BytesIO()
    for row in rows:
        made.worksheets[0].append(row)
    made.save(file)
    file.seek(0)
    return file


def test_a_file_is_shown_before_it_is_taken_up(new_staff: OpenStaff, registry: Registry) -> None:
    dx, number = new_staff(DX), registry.add(procedure())
    file = book([["番号", "手続き名", "手数料"], [number, "児童手当の認定請求", "500円"],
                 [None, "新しい手続き", None]])  # fmt: skip
    sent = dx.send(f"{HOME}/import", file=(file, "table.xlsx"))
    assert sent.status_code == 200
    page = dx.get(sent.request.path).text
    assert "2件が変わります" in page
    assert "<ins>500円</ins>" in page
    assert "2件を取り込みました" in dx.send(sent.request.path).text
    assert registry.names() == ["児童手当の認定請求"]
    assert "500円" in dx.get(f"{HOME}/{number}").text
    assert dx.get(sent.request.path).status_code == 404


def test_others_may_write_while_a_file_is_read(
    new_staff: OpenStaff, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    dx, written = new_staff(DX), list[bool]()

    def read(sent: bytes) -> Grid:
        def write() -> None:
            with dx.service.database.write() as connection:
                connection.exec_driver_sql("DELETE FROM search_miss")

        other = threading.Thread(target=write, daemon=True)
        other.start()
        other.join(20)
        written.append(not other.is_alive())
        return read_upload(sent)

    monkeypatch.setattr(files, "read_upload", read)
    sent = dx.send(f"{HOME}/import", file=(book([["手続き名"], ["新しい手続き"]]), "table.xlsx"))
    assert "1件が変わります" in sent.text
    assert written == [True]


def test_errors_in_a_file_are_told_row_by_row(new_staff: OpenStaff, registry: Registry) -> None:
    rows = "番号,手続き名,電話番号,受付開始\n99,ない番号,,\n,電話の誤り,12-34,あした\n"
    sent = new_staff(DX).send(f"{HOME}/import", file=(io.BytesIO(rows.encode()), "table.csv"))
    assert sent.status_code == 422
    for said in ("3か所に誤り", "2行目", "99番の手続きはありません", "3行目", "日時は、"):
        assert said in sent.text


def test_an_export_comes_back_unchanged(new_staff: OpenStaff, registry: Registry) -> None:
    dx = new_staff(DX)
    registry.add(procedure(opens=at("2026-12-01 09:00"), closes=at("2026-12-26"),
                           prepare=("印鑑、通帳", "写真"), note="=1+1"))  # fmt: skip
    csv = dx.get(f"{HOME}/export.csv").data
    assert b"'=1+1" in csv
    xlsx = dx.get(f"{HOME}/export.xlsx").data
    cells = [cell for row in load_workbook(io.BytesIO(xlsx)).worksheets[0] for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    for data, name in ((csv, "table.csv"), (xlsx, "table.xlsx")):
        again = dx.send(f"{HOME}/import", file=(io.BytesIO(data), name))
        assert "変わるところはありません" in again.text


def test_broken_links_are_shown_and_after_a_day_marked(
    new_staff: OpenStaff, registry: Registry
) -> None:
    dx, number = new_staff(DX), registry.add(procedure())
    for hours, marked in ((0, False), (23, False), (24, True)):
        with registry.database.write() as connection:
            when = NOW + timedelta(hours=hours)
            note_check(connection, number, "https://example.jp/form", Reason.NOT_FOUND, when)
        page = dx.get(f"{HOME}/links").text
        assert "ページがありません" in page
        assert ("市民に表示中" in page) is marked
        found = registry.view().find(number)
        assert found
        assert found.broken is marked
    with registry.database.write() as connection:
        note_check(connection, number, "https://example.jp/form", Reason.OPENS, NOW)
    assert "開かないリンクはありません" in dx.get(f"{HOME}/links").text


def test_the_report(new_staff: OpenStaff, registry: Registry) -> None:
    number = registry.add(procedure(online_since="2026-10-15"))
    registry.add(procedure("電話だけ", online="数えない", online_since=None))
    registry.add(procedure("去年から", online_since="2025-10-15"))
    with registry.database.write() as connection:
        for _ in range(7):
            count_tap(connection, number, NOW.date())
    viewer, query = new_staff(Role.VIEWER), "first=2026-10-01&last=2026-12-31"
    page = viewer.get(f"{HOME}/report?{query}").text
    assert "66.7%" in page
    assert page.count("<rect") == 1 + 1  # the ground, and the one day with taps
    assert '<th scope="row">11/' in page
    xlsx = load_workbook(io.BytesIO(viewer.get(f"{HOME}/report.xlsx?{query}").data))
    new = list(xlsx["新しくオンライン化"].values)
    assert [row[1] for row in new[1:]] == ["児童手当の認定請求"]
    assert new[1][-1] == 7
    assert "児童手当の認定請求" in viewer.get(f"{HOME}/report.csv?{query}").data.decode("utf-8-sig")
    assert viewer.get(f"{HOME}/report?first=x&last=y").status_code == 200


def test_five_thousand_procedures(new_staff: OpenStaff, registry: Registry) -> None:
    """A page asks for no more than its own rows; bench/console.py has the times."""
    dx = new_staff(DX)
    registry.fill(5000)
    for path in ("", "?q=0042", "?page=100", "/77", "/report"):
        dx.get(HOME + path)
        with statements() as executed:
            assert dx.get(HOME + path).status_code == 200
        assert len(executed) <= 12, (path, executed)
    assert "手続き0042" in dx.get(f"{HOME}?q=0042").text


def test_every_field_has_its_own_title() -> None:
    assert len({one.title for one in FIELDS}) == len(FIELDS) == len(BY_NAME)
