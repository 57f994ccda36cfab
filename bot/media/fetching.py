"""Fetching photos from LINE, and deleting those that were let go; each row under a lease.

Files are written first, under the row's own key, then the row says that they are there. So a process that
dies in between loses nothing and doubles nothing: the next one writes the same files again. Where the
photo was let go meanwhile, its files are deleted at once, and once more after every lease has ended.
"""

from __future__ import annotations

import logging

from bot.line import Content, Download, TransportError
from bot.loops import Ticker
from bot.media import queue
from bot.media.files import PREFIXES
from bot.media.kit import Media
from bot.media.queue import LEASE_MS, Work
from bot.media.rows import DROPPED
from bot.pictures import Refusal, Refused
from bot.pictures.made import MOST_BYTES
from bot.time import millis

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
FIRST_PAUSE_MS, LONGEST_PAUSE_MS = 1_000, 10 * 60_000
# After this LINE is not asked any more; it promises no time for which it keeps photos.
PATIENCE_MS = 24 * 60 * 60 * 1000
# A photo just sent may not be known everywhere at LINE at once.
NOT_FOUND_PATIENCE_MS = 10 * 60 * 1000
SWEEP_AGE_SECONDS = 24 * 60 * 60
# Killed so often over one photo, we take it for the reason.
MOST_ATTEMPTS = 200


class Fetcher:
    """Does the work of photos, one row at a time in each of its threads."""

    def __init__(self, media: Media, download: Download, threads: int) -> None:
        self._media, self._download = media, download
        self._tickers = [
            Ticker(f"photos {number}", self.work_off, LOOK_SECONDS) for number in range(threads)
        ]

    def start(self) -> None:
        for ticker in self._tickers:
            ticker.start()

    def stop(self, seconds: float) -> None:
        for ticker in self._tickers:
            ticker.stop(seconds)
        self._media.close()

    def work_off(self) -> int:
        """Do all that is due; returns how many rows were taken up."""
        done = 0
        while self.step():
            done += 1
        return done

    def step(self) -> bool:
        """Do what is due longest; False if nothing is."""
        with self._media.database.read() as connection:
            if not queue.has_due(connection, self._now()):
                return False
        with self._media.database.write(durable=False) as connection:
            work = queue.take(connection, self._now())
        if work is None:
            return False
        self._delete(work) if work.state == DROPPED else self._fetch(work)
        return True

    def _now(self) -> int:
        return millis(self._media.clock())

    def _fetch(self, work: Work) -> None:
        try:
            content = self._download(work.message_id or "", MOST_BYTES)
        except TransportError as error:
            self._again(work, str(error))
            return
        if content.status == 200:
            self._take(work, content)
        elif content.status == 410 or self._is_hopeless(work, content.status):
            self._refuse(work, Refusal.GONE)
        else:
            self._again(work, str(content.status))

    def _is_hopeless(self, work: Work, status: int) -> bool:
        patience = NOT_FOUND_PATIENCE_MS if status == 404 else PATIENCE_MS
        return self._now() - work.made_ms > patience or work.attempts > MOST_ATTEMPTS

    def _take(self, work: Work, content: Content) -> None:
        try:
            if not content.whole:
                raise Refused(Refusal.LARGE)
            made = self._media.workshop.make(content.body)
        except Refused as refused:
            self._refuse(work, refused.reason)
            return
        try:
            self._media.write(work.key, content.body, made, original=True)
        except OSError as error:
            log.error("photo could not be stored", extra={"error": type(error).__name__})
            self._again(work, "store")
            return
        size = len(content.body)
        with self._media.database.write() as connection:
            wanted = queue.ready(connection, work.key, made, size, self._now(), original=True)
        if not wanted:
            self._media.files.delete_all(work.key)

    def _refuse(self, work: Work, reason: Refusal) -> None:
        log.info("photo refused", extra={"reason": reason.value})
        with self._media.database.write() as connection:
            queue.refused(connection, work.key, reason, self._now())

    def _again(self, work: Work, why: str) -> None:
        if self._is_hopeless(work, 0):
            self._refuse(work, Refusal.GONE)
            return
        pause = min(FIRST_PAUSE_MS << min(work.attempts - 1, 20), LONGEST_PAUSE_MS)
        log.info("photo not fetched yet", extra={"reason": why, "attempts": work.attempts})
        with self._media.database.write(durable=False) as connection:
            queue.later(connection, work.key, self._now() + pause)

    def _delete(self, work: Work) -> None:
        """Delete the files; the row goes the second time, when nobody can be writing them any more."""
        try:
            self._media.files.delete_all(work.key)
        except OSError as error:
            log.error("photo could not be deleted", extra={"error": type(error).__name__})
            return
        with self._media.database.write(durable=False) as connection:
            if work.attempts > 1:
                queue.gone(connection, work.key)
            else:
                queue.later(connection, work.key, self._now() + LEASE_MS)


def sweep(media: Media) -> int:
    """Delete files that no row knows, a day after they were written; returns of how many photos."""
    old, swept = media.clock().timestamp() - SWEEP_AGE_SECONDS, 0
    for prefix in PREFIXES:
        found = [key for key, written in media.files.listed(prefix).items() if written < old]
        for start in range(0, len(found), 500):
            part = found[start : start + 500]
            with media.database.read() as connection:
                lost = set(part) - queue.known(connection, part)
            for key in lost:
                media.files.delete_all(key)
            swept += len(lost)
    return swept
