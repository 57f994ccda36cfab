"""Sends reports of road damage with three photos of 8 MB each, and times the webhooks' answers meanwhile.

`python -m bench.road_photos --help`; README.md in this folder says how to read the figures.
"""

import argparse
import json
import os
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from sqlalchemy import func, select

from bench.databases import chosen, database, temporary_folder
from bench.events import Request, WebhookMaker, text_event
from bench.figures import median, percentile, save, table
from bench.load import LoadResult, open_loop
from bench.processes import Service, cpu_seconds, free_port, program, running, say
from bench.targets import WEBHOOK_PATH, madoguchi_command, madoguchi_env, migrate
from bot.db import Database, connect
from bot.media import media_table
from handlers.roads.tables import case_table, photo_table

GOAL_MS = 50.0
PHOTOS = 3
# What a citizen does, a second after the other: words, a pin, the kind, photos, words, and "send".
STEPS = (
    "通報",
    "pin",
    "道路の穴・ひび",
    *("photo",) * PHOTOS,
    "写真はこれで終わり",
    "深い穴です",
    "送る",
)

# The same number of steps, and as much work, but no photo.
QUIET_STEPS = (
    "メニュー", "通報", "pin", "道路の穴・ひび", "写真はない", "深い穴です", "様子を直す", "深い穴です",
    "送る",
)  # fmt: skip


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.road_photos")
    parser.add_argument("--db", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--reports", type=int, default=200, help="a minute (200)")
    parser.add_argument("--seconds", type=int, default=60, help="of new reports (60)")
    parser.add_argument("--megabytes", type=float, default=8.0, help="of each photo (8)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here too")
    return parser.parse_args()


class ReportMaker(WebhookMaker):
    """Webhooks of reports that overlap, each step of one a second after the step before."""

    def reports(self, count: int, per_minute: int, first: int, *, photos: bool) -> list[Request]:
        """The steps of so many reports in the order in which they are due."""
        pause = 60 / per_minute
        due = [
            (number * pause + place, first + number, step)
            for number in range(count)
            for place, step in enumerate(STEPS if photos else QUIET_STEPS)
        ]
        return [self._step(one, step) for _, one, step in sorted(due)]

    def _step(self, citizen: int, step: str) -> Request:
        number, self._next = self._next, self._next + 1
        event = text_event(number, citizen, step, int(self.clock() * 1000))
        if step == "pin":
            event["message"] = {
                "type": "location", "id": str(600_000_000_000_000_000 + number), "title": "",
                "address": "", "latitude": 38.42 + citizen % 40 / 1000,
                "longitude": 141.29 + citizen // 40 / 1000,
            }  # fmt: skip
        elif step == "photo":
            event["message"] = {
                "type": "image", "id": str(700_000_000_000_000_000 + number),
                "contentProvider": {"type": "line"}, "quoteToken": "q",
            }  # fmt: skip
        return self.of_event(number, event)

    def of_event(self, number: int, event: dict[str, object]) -> Request:
        """A signed webhook of one event."""
        body = json.dumps({"destination": f"U{0xB07:032x}", "events": [event]}).encode()
        return Request(number, self._head(body) + body)


class _Batch:
    """What `open_loop` takes for a maker: requests that are made already."""

    def __init__(self, requests: list[Request]) -> None:
        self._requests = requests

    def batch(self, _count: int) -> list[Request]:
        return self._requests


@dataclass
class Watch:
    """The most memory, in MB, that some processes and their children took together."""

    services: tuple[Service, ...]
    most: float = 0.0
    _stop: threading.Event = field(default_factory=threading.Event)

    def start(self) -> threading.Thread:
        thread = threading.Thread(target=self._look, daemon=True)
        thread.start()
        return thread

    def stop(self) -> float:
        self._stop.set()
        return self.most

    def _look(self) -> None:
        while not self._stop.wait(0.5):
            self.most = max(self.most, sum(map(_memory, self.services)) / 1e6)


def _memory(service: Service) -> int:
    total = 0
    try:
        root = psutil.Process(service.pid)
        for process in (root, *root.children(recursive=True)):
            # What a forked process shares with its parent is counted once.
            total += process.memory_full_info().uss
    except psutil.Error:
        return total
    return total


@dataclass(frozen=True)
class Result:
    """`quiet`: the same talks without photos, before; `loud`: with them."""

    kind: str
    quiet: LoadResult
    loud: LoadResult
    cases: int
    wanted: int
    ready: int
    photos: int
    folders: int
    drained: float
    cpu: float
    web: float
    worker: float
    load: float

    @property
    def is_whole(self) -> bool:
        """Every report once, every photo once, and no file of any other."""
        photos = self.wanted * PHOTOS
        return (
            self.cases == 2 * self.wanted
            and (self.ready, self.photos, self.folders) == (photos,) * 3
        )

    @property
    def good(self) -> bool:
        return self.is_whole and not self.loud.not_ok and _ms(self.loud, 99) < GOAL_MS

    def row(self) -> list[str]:
        return [
            self.kind, f"{_ms(self.quiet, 50):.1f} / {_ms(self.quiet, 99):.1f}",
            f"{_ms(self.loud, 50):.1f} / {_ms(self.loud, 99):.1f}", f"{self.drained:.0f}",
            f"{self.cpu * 1000:.0f}", f"{self.web:.0f}", f"{self.worker:.0f}",
            "yes" if self.is_whole else "NO", f"{self.load:.1f}",
        ]  # fmt: skip


HEADS = (
    "database", "no photos, 50/99 % ms", "photos, 50/99 % ms", "photos ready after s",
    "CPU ms a photo", "web MB", "worker MB", "once each", "load",
)  # fmt: skip


def _ms(result: LoadResult, percent: float) -> float:
    return percentile(result.latencies, percent) * 1000


def photo_file(folder: Path, megabytes: float) -> Path:
    """A JPEG of 12 million pixels and about so many megabytes."""
    from tests.bot.pictures.photos import noisy

    quality = next(q for q in range(98, 50, -1) if len(noisy(4000, 3000, q)) <= megabytes * 1e6)
    file = folder / "photo.jpg"
    file.write_bytes(noisy(4000, 3000, quality))
    return file


def run(kind: str, options: argparse.Namespace) -> Result:
    """The same reports twice: without photos, then with them; then wait until all photos are there."""
    with ExitStack() as stack:
        folder = stack.enter_context(temporary_folder())
        store, line, port = stack.enter_context(database(kind)), free_port(), free_port()
        photo = photo_file(folder, options.megabytes)
        say(f"{kind}: photos of {photo.stat().st_size / 1e6:.1f} MB")
        command = [sys.executable, "-m", "bench.stub", "--port", str(line), "--photo", str(photo)]
        stack.enter_context(running("stub", command, {}, folder / "stub")).wait_for(line, "/")
        env = madoguchi_env(store.url, line, port) | {"MEDIA_URL": f"file://{folder}/media"}
        migrate(env)
        web, worker = (
            stack.enter_context(running(role, madoguchi_command(role), env, folder / role))
            for role in ("web", "worker")
        )
        web.wait_for(port)
        opened = connect(store.url)
        result = _measured(kind, options, port, (web, worker), opened, folder)
        opened.close()
        return result


def _measured(
    kind: str,
    options: argparse.Namespace,
    port: int,
    services: tuple[Service, ...],
    opened: Database,
    folder: Path,
) -> Result:
    maker = ReportMaker(WEBHOOK_PATH)
    count = options.reports * options.seconds // 60
    watches = [Watch((service,)) for service in services]
    for watch in watches:
        watch.start()
    quiet = _sent(maker.reports(count, options.reports, 0, photos=False), options, port)
    before, used = time.monotonic(), cpu_seconds(services[1].pid)
    loud = _sent(maker.reports(count, options.reports, count, photos=True), options, port)
    load = os.getloadavg()[0]
    ready = _settled(opened, count * PHOTOS)
    drained, used = time.monotonic() - before, cpu_seconds(services[1].pid) - used
    with opened.read() as connection:
        cases = connection.scalar(select(func.count()).select_from(case_table)) or 0
        photos = connection.scalar(select(func.count()).select_from(photo_table)) or 0
    folders = sum(1 for _ in (folder / "media").glob("*/*"))
    web, worker = (watch.stop() for watch in watches)
    say(f"{cases} cases of {2 * count}, {ready} photos ready, {photos} rows, {folders} folders")
    return Result(
        kind, quiet, loud, cases, count, ready, photos, folders, drained,
        used / max(1, ready), web, worker, load,
    )  # fmt: skip


def _sent(requests: list[Request], options: argparse.Namespace, port: int) -> LoadResult:
    rate = options.reports / 60 * len(STEPS)
    batch: WebhookMaker = _Batch(requests)  # type: ignore[assignment]
    result = open_loop(port, batch, len(requests) / rate, rate, 32)
    time.sleep(3)
    return result


def _settled(opened: Database, wanted: int, patience: float = 600.0) -> int:
    """Wait until every photo is ready (or nothing more becomes so); returns how many are."""
    query = select(func.count()).select_from(media_table).where(media_table.c.state == "ready")
    end, ready = time.monotonic() + patience, 0
    while ready < wanted and time.monotonic() < end:
        time.sleep(0.5)
        with opened.read() as connection:
            ready = connection.scalar(query) or 0
    return ready


def main() -> int:
    """Run the benchmark; 1 where something was lost or doubled, or an answer came too late."""
    options = arguments()
    results = [run(kind, options) for kind in chosen(options.db)]
    print(table(HEADS, [one.row() for one in results]))
    figures = {
        one.kind: {
            "quiet": one.quiet.latencies, "loud": one.loud.latencies, "not_ok": one.loud.not_ok,
            "median": median(one.loud.latencies), "drained": one.drained, "cpu": one.cpu,
        }
        for one in results
    }  # fmt: skip
    save(options.json, figures)
    return 0 if all(one.good for one in results) else 1


if __name__ == "__main__":
    raise SystemExit(program(main))
