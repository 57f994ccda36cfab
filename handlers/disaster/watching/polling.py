"""Asking JMA's feeds: from second 20 of every minute, for what has changed, more seldom when it fails."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Row, select, update

from bot.db.upsert import insert
from bot.feeds import Answer, Feed, Fetch, Known, Trouble, is_loopback, read_feed
from bot.safe_xml import BadXml
from handlers.disaster.files import load
from handlers.disaster.files.content import FeedSettings
from handlers.disaster.notices.sending import Job
from handlers.disaster.states.keeping import ms
from handlers.disaster.tables import feed_table
from handlers.disaster.watching import entries
from handlers.disaster.watching.receiving import Raw, receive

log = logging.getLogger(__name__)

SECOND = 20
FEED_BYTES, LONG_BYTES, TELEGRAM_BYTES = 4_000_000, 30_000_000, 8_000_000
# The short feeds list at least the last ten minutes.
_GAP = timedelta(minutes=9)
_MOST_WAIT = timedelta(minutes=10)
_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class _Asked:
    """One feed, as it stood before it was asked."""

    name: str
    settings: FeedSettings
    row: Row[tuple[object, ...]]


def poll(job: Job, fetch: Fetch) -> None:
    """Ask the feeds that are due and take in what is new. A feed that fails holds up no other."""
    for asked in _due(job):
        try:
            _ask(job, asked, fetch)
        except Exception:
            log.exception("feed %s failed", asked.name)
    _fetch_all(job, fetch)


def _due(job: Job) -> Iterator[_Asked]:
    """The feeds whose time has come, each of them this process's alone for this minute."""
    for name, settings in job.content(load).feeds.feeds.items():
        if job.practice and not is_loopback(settings.url):
            continue
        with job.read() as session:
            row = _row(session.connection(), name)
        if row is not None and row.next_ms > ms(job.now):
            continue
        with job.write() as session:
            taken = _take(session.connection(), name, row, job.now)
        if taken is not None:
            yield _Asked(name, settings, taken)


def _row(connection: Connection, name: str) -> Row[tuple[object, ...]] | None:
    return connection.execute(select(feed_table).where(feed_table.c.name == name)).first()


def _take(
    connection: Connection, name: str, row: Row[tuple[object, ...]] | None, now: datetime
) -> Row[tuple[object, ...]] | None:
    """Move the feed's next time forward; None if another clock was quicker."""
    if row is None:
        first = insert(connection.dialect.name, feed_table).values(
            name=name, next_ms=0, asked_ms=0, good_ms=0, updated_ms=0, etag="", modified="",
            failures=0, trouble="",
        )  # fmt: skip
        connection.execute(first.on_conflict_do_nothing(index_elements=["name"]))
        row = _row(connection, name)
    if row is None or row.next_ms > ms(now):
        return None
    mine = update(feed_table).where(feed_table.c.name == name, feed_table.c.next_ms == row.next_ms)
    moved = mine.values(next_ms=ms(next_poll(now)), asked_ms=ms(now))
    return row if connection.execute(moved).rowcount else None


def next_poll(now: datetime) -> datetime:
    """The next second 20 of a minute after `now`."""
    here = now.astimezone(UTC).replace(second=SECOND, microsecond=0)
    return here if here > now else here + timedelta(minutes=1)


def _ask(job: Job, asked: _Asked, fetch: Fetch) -> None:
    try:
        found = _read(job, asked, fetch)
    except (Trouble, BadXml) as error:
        wait = error.wait if isinstance(error, Trouble) else 0.0
        _failed(job, asked, str(error), wait)
    else:
        _good(job, asked, *found)


def _read(job: Job, asked: _Asked, fetch: Fetch) -> tuple[Answer | None, list[Feed]]:
    """The feed, and after a gap the long one, too."""
    row, settings = asked.row, asked.settings
    answer = fetch(settings.url, Known(row.etag, row.modified), FEED_BYTES)
    feeds = [read_feed(answer.body, most_bytes=FEED_BYTES)] if answer else []
    if settings.long and ms(job.now) - row.good_ms > _GAP.total_seconds() * 1000:
        long = fetch(settings.long, Known(), LONG_BYTES)
        feeds += [read_feed(long.body, most_bytes=LONG_BYTES)] if long else []
    return answer, feeds


def _good(job: Job, asked: _Asked, answer: Answer | None, feeds: Sequence[Feed]) -> None:
    row = asked.row
    # Not modified: what was odd about the list still is.
    updated, trouble = row.updated_ms, row.trouble if not (answer or row.failures) else ""
    if answer and feeds and feeds[0].updated:
        said = ms(feeds[0].updated)
        trouble = "前に読んだものより古い一覧です。" if said < updated else ""
        updated = max(updated, said)
    offices = job.content(load).feeds.offices
    known = (
        {"etag": answer.known.etag[:200], "modified": answer.known.modified[:80]} if answer else {}
    )
    with job.write() as session:
        for feed in feeds:
            entries.note(session.connection(), feed.entries, asked.settings.url, offices, job.now)
        mine = update(feed_table).where(feed_table.c.name == asked.name)
        values = {"good_ms": ms(job.now), "updated_ms": updated, "failures": 0, "trouble": trouble}
        session.execute(mine.values(**values, **known))


def _failed(job: Job, asked: _Asked, why: str, wait: float) -> None:
    """Note the failure, and wait longer after the third: 2, 4, 8 and at most 10 minutes."""
    failures = asked.row.failures + 1
    pause = timedelta(minutes=2 ** max(0, min(failures - 3, 4)))
    pause = min(max(pause, timedelta(seconds=wait)), _MOST_WAIT)
    again = next_poll(job.now + pause - timedelta(minutes=1))
    log.warning("feed %s: %s", asked.name, why)
    mine = update(feed_table).where(feed_table.c.name == asked.name)
    with job.write() as session:
        session.execute(mine.values(failures=failures, trouble=why[:200], next_ms=ms(again)))


def _fetch_all(job: Job, fetch: Fetch) -> None:
    """Fetch what is wanted, then decide on all of it together: what is over already is not told."""
    with job.read() as session:
        if not entries.waiting(session.connection(), job.now):
            return
    with job.write() as session:
        mine = entries.claim(session.connection(), job.now)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        got = list(zip(mine, pool.map(lambda row: _telegram(row, fetch), mine), strict=True))
    receive(job, [Raw(row.link.rpartition("/")[2], body) for row, body in got if body is not None])
    with job.write() as session:
        entries.done(session.connection(), [row.id for row, body in got if body is not None])
        for row in (row for row, body in got if body is None):
            entries.failed(session.connection(), row, job.now)


def _telegram(row: Row[tuple[object, ...]], fetch: Fetch) -> bytes | None:
    try:
        answer = fetch(row.link, Known(), TELEGRAM_BYTES)
    except Trouble as error:
        log.warning("a telegram could not be fetched: %s", error)
        return None
    return answer.body if answer else None
