"""One process's parts, put together; each door takes from here what it needs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy.exc import DBAPIError

from bot import documents, inbox
from bot.content import Library
from bot.db import Database, connect
from bot.delivery import Delivery
from bot.delivery.verdict import Judge
from bot.desk import Desk
from bot.desk.intake import Intake
from bot.desk.room import Room
from bot.dispatch import Dispatcher
from bot.heap import rest
from bot.line import DataHost, HttpTransport, LineClient, Transport
from bot.loops import Ticker
from bot.media import Fetcher, Media, open_files
from bot.pictures import Workshop
from bot.post import Postman, postman
from bot.registry import Registry, discover
from bot.releases import Source
from bot.settings import PROJECT, Settings
from bot.time import JAPAN, Clock, millis, system_clock

log = logging.getLogger(__name__)

# A web process handles its own events at once; what is older than this was left behind by a crash.
GRACE_MS = 3_000
SWEEP_SECONDS = 0.5
STOP_SECONDS = 8.0
# Each waits for LINE and holds one photo of at most 20 MB; they are made anew one after the other.
PHOTO_THREADS = 4
TALLY_SECONDS = 60.0

End = Callable[[], None]


@dataclass(slots=True)
class Service:
    """The parts of one process. Its threads begin with `start_answering` and `start_sweeping`."""

    settings: Settings
    clock: Clock
    database: Database
    registry: Registry
    library: Library
    desk: Desk
    delivery: Delivery
    room: Room
    intake: Intake
    media: Media
    line: LineClient
    postman: Postman | None

    def start_answering(self) -> End:
        """Handle and send what this process takes in; returns what ends it in good order."""
        self.library.refresh()
        rest()
        stop = threading.Event()
        watcher = threading.Thread(
            target=self.library.watch,
            args=(stop,),
            kwargs={"then": rest},
            name="content",
            daemon=True,
        )
        self.delivery.start()
        self.room.start()
        watcher.start()
        ticker = Ticker("usage", self.count_use, TALLY_SECONDS)
        ticker.start()
        threading.Thread(target=self._warm_up, name="warm up", daemon=True).start()

        def end() -> None:
            stop.set()
            self.room.stop(STOP_SECONDS)
            self.delivery.stop(STOP_SECONDS)
            ticker.stop(STOP_SECONDS)
            self._count_the_rest()

        return end

    def count_use(self) -> None:
        """Write down what was counted since the last time."""
        self.desk.tally.flush(self.database)

    def _count_the_rest(self) -> None:
        try:
            self.count_use()
        except DBAPIError as error:  # figures of use must not keep a process from ending
            log.warning("the last counts of use are lost: %s", type(error).__name__)

    def _warm_up(self) -> None:
        """Index what stands in the features' tables, so that the first who searches need not wait."""
        features = self.registry.features.values()
        try:
            with self.database.read() as connection:
                now = self.clock().astimezone(JAPAN)
                documents.find(features, self.library.current, lambda: connection, now, "-")
        except Exception:
            log.exception(
                "what stands in tables could not be indexed; the first search tries again"
            )

    def start_sweeping(self) -> End:
        """Take up what other processes left behind, and mailings; returns what ends it."""
        ticker = Ticker("sweep", self.sweep, SWEEP_SECONDS)
        ticker.start()
        self.delivery.bulk.start()
        fetcher = self.fetcher()
        fetcher.start()

        def end() -> None:
            ticker.stop(STOP_SECONDS)
            fetcher.stop(STOP_SECONDS)
            self.delivery.bulk.stop(STOP_SECONDS)

        return end

    def fetcher(self, threads: int = PHOTO_THREADS) -> Fetcher:
        """What fetches citizens' photos; of worker processes only, so that no webhook waits for it."""
        settings = self.settings
        host = DataHost(settings.line_data_base, settings.channel_access_token)
        return Fetcher(self.media, host, threads)

    def sweep(self) -> None:
        """One round: events that nobody handled, events that kill, calls that are due."""
        with self.database.read() as connection:
            citizens = inbox.left_behind(connection, millis(self.clock()), GRACE_MS)
        if citizens:
            log.info("took up the events of %d citizens", len(citizens))
            self.room.add_left_behind(citizens)
        self.delivery.send(self.desk.bury())
        while self.delivery.sweep():
            pass


def library_of(content: Path | Callable[[], Path], registry: Registry) -> Library:
    """The content of these features, in a folder or where a `Source` says; nothing is read yet."""
    return Library(content, PROJECT / "content", registry.content(), registry.index)


def build(
    settings: Settings,
    *,
    clock: Clock = system_clock,
    transport: Transport | None = None,
    registry: Registry | None = None,
    library: Library | None = None,
) -> Service:
    """Put a process together. Nothing is started, and no connection opened.

    Args:
        transport: the network; the real one by default.
        registry: the features; those of handlers/ by default.
        library: content that is loaded already, of these features; that of the settings by default.
    """
    registry = registry or discover()
    database = connect(settings.database_url)
    library = library or library_of(Source(database, settings.content).root, registry)
    client = LineClient(
        settings.line_api_base,
        settings.channel_access_token,
        transport or HttpTransport(),
    )
    delivery = Delivery(database, client, Judge(Random()), clock, settings.send_threads)  # noqa: S311
    desk = Desk(database, Dispatcher(registry), library, clock, delivery.capacity)
    room = Room(desk, delivery, settings.desk_threads)
    intake = Intake(database, room.add)
    media = Media(open_files(settings.media_url), Workshop(), database, clock)
    return Service(
        settings,
        clock,
        database,
        registry,
        library,
        desk,
        delivery,
        room,
        intake,
        media,
        client,
        postman(settings.smtp_url, settings.mail_from, practice=settings.uses_emulator),
    )
