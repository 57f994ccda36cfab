"""How long the console's pages take: a million rows in the audit log, 5,000 procedures, 300 releases.

    python -m bench.console [sqlite:///... | postgresql://...]     an empty database, which it fills

Prints the median and the slowest of twenty calls for each page, in milliseconds of server time, and
the median of the processor's time alone, which a busy machine changes less.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import insert

from bench import console_fill
from bot.app import create_app
from bot.console.roles import Role
from bot.console.tables import staff_audit_table
from bot.console.trial import Browser
from bot.db import Database, schema
from bot.service import build
from bot.testing import settings_for
from bot.time import millis, system_clock

ROWS, AT_ONCE, CALLS = 1_000_000, 10_000, 20
KINDS = [f"feature{n}.act{n}" for n in range(30)]
PAGES = (
    "/console/",
    "/console/audit",
    "/console/audit?after={middle}-500000",
    "/console/audit?who=7",
    "/console/audit?who=2&kind=audit.exported",
    "/console/audit?kind=audit.exported",
    "/console/audit?since=2026-11-01&until=2026-11-02",
    "/console/audit?subject=feature:77",
    "/console/audit?text=%E4%B8%8D%E5%9C%A8",
    "/console/audit?text=77%E7%95%AA",
    "/console/staff",
    "/console/account",
    "/console/procedures",
    "/console/procedures?q=0042",
    "/console/procedures?page=100",
    "/console/procedures/77",
    "/console/procedures/report",
    "/console/usage?first=2023-12-01&last=2026-11-30",
    "/console/content",
    "/console/content/file/garbage/target.csv",
    "/console/content/file/platform/search.yaml",
    "/console/content/releases",
    "/console/content/release/200",
    "/console/content/misses",
    "/console/content/misses/synonym?word=0042",
    "/console/content/draft/1",
)


def main() -> None:
    """Fill, ask, print."""
    url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{tempfile.mkdtemp()}/console.db"
    service = build(settings_for(url))
    schema.upgrade(service.database)
    now = millis(system_clock())
    _fill(service.database, now)
    browser = Browser(create_app(service), service)
    browser.sign_in([Role.ADMIN, Role.ROADS, Role.PR], "計測", "bench@example.jp")
    console_fill.procedures(service)
    console_fill.use(service)
    console_fill.releases(service, browser.id)
    browser.get("/console/content/draft/1")  # it is checked once
    middle = now - ROWS // 2 * _STEP
    for page in PAGES:
        address = page.format(middle=middle)
        calls = list(_times(browser, address))
        wall, busy = zip(*calls, strict=True)
        middle_ms, busy_ms = statistics.median(wall), statistics.median(busy)
        print(f"{middle_ms:7.1f} {max(wall):7.1f} {busy_ms:7.1f}  {address}")


_STEP = int(timedelta(days=365 * 3).total_seconds() * 1000) // ROWS


def _times(browser: Browser, address: str) -> Iterator[tuple[float, float]]:
    for _ in range(CALLS):
        begun, busy = time.perf_counter(), time.thread_time()
        answer = browser.get(address)
        yield (time.perf_counter() - begun) * 1000, (time.thread_time() - busy) * 1000
        assert answer.status_code == 200, address


def _fill(database: Database, now: int) -> None:
    for first in range(0, ROWS, AT_ONCE):
        rows = [_row(n, now) for n in range(first, first + AT_ONCE)]
        with database.write(durable=False) as connection:
            connection.execute(insert(staff_audit_table), rows)
    if database.engine.dialect.name == "postgresql":
        with database.write() as connection:
            connection.exec_driver_sql("ANALYZE staff_audit")


def _row(n: int, now: int) -> dict[str, object]:
    return {
        "at_ms": now - (ROWS - n) * _STEP,
        "staff_id": n % 40 + 1,
        "who": f"職員{n % 40} <staff{n % 40}@example.jp>",
        "address": "10.0.0.1",
        "kind": KINDS[n * 7 % 30] if n % 5000 else "audit.exported",
        "subject": f"feature:{n % 5000}",
        "summary": f"{n % 5000}番の手続きを変えた",
        "before": '{"title": "前の題名", "state": "draft"}',
        "after": '{"title": "新しい題名", "state": "published"}',
    }


if __name__ == "__main__":
    main()
