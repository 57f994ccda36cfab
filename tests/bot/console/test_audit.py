"""The audit log: only added to, searched however long it is, exported safely."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.exc import DBAPIError

from bot.console import audit_search
from bot.console.audit_search import PAGE, Place, Wanted
from bot.console.tables import staff_audit_table
from bot.console.trial import Browser
from bot.db import Database, connect
from bot.staff import Role
from bot.testing import OpenStaff
from bot.time import JAPAN, millis
from tests.bot.console.test_kit import audited

NOON = millis(datetime(2026, 11, 20, 12, 0, tzinfo=JAPAN))


def fill(database: Database, count: int, **values: object) -> None:
    """Rows a second apart, the last one newest."""
    row = {
        "staff_id": 1, "who": "花子 <hanako@example.jp>", "address": "192.0.2.1", "kind": "trial_desk.close",
        "subject": "trial_desk:1", "before": "", "after": "",
    }  # fmt: skip
    with database.write() as connection:
        connection.execute(
            insert(staff_audit_table),
            [
                row | {"at_ms": NOON + 1000 * n, "summary": f"{n}番を終えた"} | values
                for n in range(count)
            ],
        )


@pytest.mark.parametrize("act", ["update", "delete", "truncate"])
def test_nothing_in_it_can_be_changed(database_url: str, act: str) -> None:
    database = connect(database_url)
    fill(database, 1)
    if act == "truncate" and database.engine.dialect.name == "sqlite":
        database.close()
        pytest.skip("SQLite has no TRUNCATE")
    changes: dict[str, Any] = {
        "update": update(staff_audit_table).values(who="x"),
        "delete": delete(staff_audit_table),
        "truncate": text("TRUNCATE staff_audit"),
    }
    with pytest.raises(DBAPIError, match="append-only"), database.write() as connection:
        connection.execute(changes[act])
    database.close()


def _all(database: Database, wanted: Wanted) -> list[str]:
    """What pages after pages show."""
    found: list[str] = []
    after: Place | None = None
    with database.read() as connection:
        while True:
            page = audit_search.search(connection, wanted, after)
            found += [row.summary for row in page.rows]
            if page.after is None:
                return found
            after = Place.read(str(page.after))


def test_pages_show_every_row_once_newest_first(database_url: str) -> None:
    database = connect(database_url)
    fill(database, 2 * PAGE + 3)
    fill(database, 1, at_ms=NOON, summary="同じ時刻", staff_id=2, kind="other.kind")
    everything = _all(database, Wanted())
    assert len(everything) == 2 * PAGE + 4
    assert everything[0] == f"{2 * PAGE + 2}番を終えた"
    assert everything[-2:] == ["同じ時刻", "0番を終えた"]
    assert _all(database, Wanted(staff_id=2)) == ["同じ時刻"]
    assert _all(database, Wanted(kind="other.kind", staff_id=1)) == []
    assert len(_all(database, Wanted(since_ms=NOON + 1000, until_ms=NOON + 3000))) == 2
    assert _all(database, Wanted(text="100%")) == []
    assert _all(database, Wanted(text="HANAKO", until_ms=NOON + 1)) == ["同じ時刻", "0番を終えた"]
    database.close()


def test_a_search_for_text_goes_on_where_it_stopped(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_search, "SCANNED", 20)
    database = connect(database_url)
    fill(database, 70)
    assert _all(database, Wanted(text="3番")) == [
        f"{n}番を終えた" for n in (63, 53, 43, 33, 23, 13, 3)
    ]
    with database.read() as connection:
        first = audit_search.search(connection, Wanted(text="3番"), None)
    assert len(first.rows) == 2
    assert first.looked_to_ms == NOON + 50_000
    database.close()


@pytest.mark.parametrize("text", ["", "-", "1-", "x-1", "1-2-3", "9" * 50])
def test_a_place_that_is_none_is_the_beginning(text: str) -> None:
    assert Place.read(text) is None


def test_the_page_finds_and_follows(staff: OpenStaff) -> None:
    admin = staff(Role.ADMIN)
    fill(admin.service.database, 60)
    shown = admin.get("/console/audit").text
    assert "59番を終えた" in shown
    assert "エラー" not in shown
    assert "もっと古い記録" in shown
    shown = admin.get("/console/audit?text=7番&since=2026-11-20&until=2026-11-20").text
    assert ("47番を終えた" in shown, "48番を終えた" in shown) == (True, False)
    assert "見つかりませんでした" in admin.get("/console/audit?until=2026-11-19").text
    assert "日付として読めません" in admin.get("/console/audit?since=きのう").text
    assert "選べないもの" in admin.get("/console/audit?kind=nothing").text


def exported(browser: Browser, query: str = "") -> list[list[str]]:
    """The rows of the CSV file."""
    answer = browser.get(f"/console/audit/export.csv{query}")
    assert answer.status_code == 200
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_the_export_is_whole_safe_and_logged(staff: OpenStaff) -> None:
    admin = staff(Role.ADMIN)
    fill(admin.service.database, 2_500)
    fill(admin.service.database, 1, summary="=HYPERLINK(1)", subject="+81", who="-1", after="@x")
    rows = exported(admin, "?since=2026-11-20&until=2026-11-20")
    assert len(rows) == 2_502
    dangerous = [cell for row in rows for cell in row if cell[:1] in tuple("=+-@")]
    assert dangerous == []
    assert next(row[4:6] for row in rows if "HYPERLINK" in row[4]) == ["'=HYPERLINK(1)", "'+81"]
    (row,) = audited(admin, "audit.exported")
    assert '"since": "2026-11-20"' in row.after
