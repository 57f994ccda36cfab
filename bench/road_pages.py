"""How long the road department's pages take with 100,000 cases, and the tiles of its map at every zoom.

    python -m bench.road_pages --db sqlite

On SQLite times are the process's own, so that a busy machine does not change them; on PostgreSQL, whose
server is another process, they are those on the wall. README.md in this folder says how to read the figures.
"""

import argparse
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

from sqlalchemy import insert, text

from bench.databases import chosen, database
from bench.figures import median, percentile, table
from bench.processes import program, say
from bench.roads import CENTRE, GOAL_MS, NOW, cases, tile_at
from bench.targets import madoguchi_env, migrate
from bot.app import create_app
from bot.console.roles import Role
from bot.console.trial import Browser
from bot.service import Service, build
from bot.testing import settings_for
from handlers.roads.tables import case_table

ROADS = "/console/roads"
PAGES = (
    "", "?state=", "?state=done", "?kind=mirror", "?district=雄勝", "?flag=unread", "?flag=overdue",
    "?flag=reopened&state=", "?assignee=me", "?text=ない言葉&state=", "?text=穴&state=", "/map", "/{number}",
    "/new",
)  # fmt: skip
ZOOMS = (7, 9, 11, 12, 13, 14, 16)
FILTERS = ("", "?state=", "?state=done", "?flag=overdue")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.road_pages")
    parser.add_argument("--db", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--cases", type=int, default=100_000, help="in the ledger (100,000)")
    parser.add_argument("--times", type=int, default=20, help="each page is opened (20)")
    return parser.parse_args()


def _office(url: str, count: int) -> tuple[Service, Browser]:
    """A console with so many cases, and somebody of the road department."""
    service = build(settings_for(url), clock=lambda: datetime.fromtimestamp(NOW / 1000, UTC))
    with service.database.write() as connection:
        connection.execute(insert(case_table), list(cases(count, Random(1))))
    with service.database.write() as connection:
        connection.execute(text("ANALYZE"))
    browser = Browser(create_app(service), service)
    browser.sign_in([Role.ROADS], "計測", "bench@example.jp")
    return service, browser


def _addresses(number: str) -> Iterator[str]:
    for page in PAGES:
        yield ROADS + page.replace("{number}", number)
    for zoom in ZOOMS:
        _, x, y = tile_at(CENTRE, zoom)
        for wanted in FILTERS:
            yield f"{ROADS}/points/{zoom}/{x}/{y}{wanted}"


def run(kind: str, options: argparse.Namespace) -> bool:
    """Fill a ledger, open the pages, print; whether all of them were quick enough."""
    clock = time.process_time if kind == "sqlite" else time.perf_counter
    with database(kind) as store:
        migrate(madoguchi_env(store.url, 1, 1))
        service, browser = _office(store.url, options.cases)
        with service.database.read() as connection:
            number = connection.scalar(text("SELECT number FROM roads_case WHERE open LIMIT 1"))
        say(f"{kind}: {options.cases:,} cases")
        rows, good = [], True
        for address in _addresses(str(number)):
            times = []
            for _ in range(options.times):
                start = clock()
                answer = browser.get(address)
                times.append((clock() - start) * 1000)
                assert answer.status_code == 200, address
            middle = median(times[1:])
            good &= middle < GOAL_MS
            rows.append([address, f"{middle:.1f}", f"{percentile(times[1:], 95):.1f}"])
        service.database.close()
    print(table(("page", "median", "95 %"), rows))
    return good


def main() -> int:
    """Run the benchmark; 1 where a page took too long."""
    options = arguments()
    good = [run(kind, options) for kind in chosen(options.db)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    raise SystemExit(program(main))
