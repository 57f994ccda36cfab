"""Watching the feeds: as JMA asks, each telegram once, also with two clocks, and honest in trouble."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.feeds import Answer, Known, Trouble
from bot.jobs import AnyJob
from bot.rehearsal import Chat, SetClock
from bot.schedule import job_of
from bot.time import JAPAN
from handlers.disaster.files import Content, load
from handlers.disaster.files.content import Feeds, FeedSettings
from handlers.disaster.tables import entry_table, notice_table
from handlers.disaster.talk import feature
from handlers.disaster.watching import health
from handlers.disaster.watching.health import Fault
from handlers.disaster.watching.polling import next_poll, poll
from tests.handlers.disaster.written import new

BASE = "http://127.0.0.1:9/developer/xml/feed"
START = datetime(2026, 9, 1, 12, 0, 20, tzinfo=JAPAN)
FEEDS = Feeds(
    offices=["040000"],
    feeds={
        "extra": FeedSettings(url=f"{BASE}/extra.xml", long=f"{BASE}/extra_l.xml", stale_minutes=30)
    },
)


@dataclass
class Jma:
    """JMA's server: two feeds and the telegrams that they list."""

    telegrams: dict[str, bytes] = field(default_factory=dict)
    old: dict[str, bytes] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    known: list[Known] = field(default_factory=list)
    changed: int = 0
    updated: datetime = START
    broken: str = ""

    def __call__(self, url: str, known: Known, limit: int) -> Answer | None:  # noqa: ARG002
        name = url.rpartition("/")[2]
        self.asked[name] += 1
        if name in self.telegrams | self.old:
            return Answer((self.telegrams | self.old)[name])
        if self.broken:
            if self.broken.startswith("HTTP"):
                raise Trouble(self.broken)
            return Answer(self.broken.encode())
        if name == "extra_l.xml":
            return Answer(self.feed(self.telegrams | self.old))
        self.known.append(known)
        if known.modified == str(self.changed):
            return None
        return Answer(self.feed(self.telegrams), Known("", str(self.changed)))

    def feed(self, names: dict[str, bytes]) -> bytes:
        entries = "".join(
            f"<entry><id>https://www.data.jma.go.jp/data/{name}</id><title>x</title>"
            f'<link href="https://www.data.jma.go.jp/data/{name}"/></entry>'
            for name in names
        )
        updated = self.updated.isoformat()
        return f"""<feed xmlns="http://www.w3.org/2005/Atom"><updated>{updated}</updated>{entries}</feed>""".encode()

    def lists(self, name: str, telegram: bytes) -> None:
        self.telegrams[name] = telegram
        self.changed += 1


def work(chat: Chat, feeds: Feeds = FEEDS) -> AnyJob:
    """The job, with the project's content and other feeds."""
    job = job_of(chat.service, feature)
    content: Content = replace(job.content(load), feeds=feeds)
    data = {**job.snapshot.data, feature.name: content}
    return replace(job, snapshot=replace(job.snapshot, data=data))


def run(chat: Chat, clock: SetClock, jma: Jma, seconds: int, step: int = 1) -> None:
    """Time passes, and the job runs every `step` seconds."""
    for _ in range(0, seconds, step):
        poll(work(chat), jma)
        clock.now += timedelta(seconds=step)


def wrong(chat: Chat) -> frozenset[Fault]:
    job = work(chat)
    with job.read() as session:
        (feed,) = health.feeds(session.connection(), job.now, job.content(load))
    return feed.faults


def told(chat: Chat) -> list[tuple[str, int]]:
    with work(chat).read() as session:
        rows = session.execute(select(notice_table).order_by(notice_table.c.id))
        return [(row.hazard, row.level) for row in rows]


OURS = "20260901120000_0_VPWW55_040000.xml"


def test_once_a_minute_only_what_changed_and_each_telegram_once(
    chat: Chat, clock: SetClock
) -> None:
    clock.now, jma = START, Jma()
    run(chat, clock, jma, 90, step=5)
    jma.lists(OURS, new("大雨", "43"))
    run(chat, clock, jma, 180, step=5)
    assert jma.asked["extra.xml"] == 5
    assert [one.modified for one in jma.known[1:]] == ["0", "0", "1", "1"]
    assert jma.asked[OURS] == 1
    assert told(chat) == [("rain", 4)]


def test_two_clocks_ask_and_fetch_once(chat: Chat, clock: SetClock) -> None:
    clock.now, jma = START, Jma()
    jma.lists(OURS, new("大雨", "43"))
    first, second = work(chat), work(chat)
    poll(first, jma)
    poll(second, jma)
    assert (jma.asked["extra.xml"], jma.asked[OURS], told(chat)) == (1, 1, [("rain", 4)])


def test_others_telegrams_are_not_fetched(chat: Chat, clock: SetClock) -> None:
    clock.now, jma = START, Jma()
    jma.lists("20260901120000_0_VPWW55_180000.xml", new("大雨", "33"))
    jma.lists("20260901120000_0_VPFD61_040000.xml", b"")
    jma.lists("strange.xml", new("土砂", "49"))
    run(chat, clock, jma, 2)
    fetched = {name for name in jma.asked if "extra" not in name}
    assert fetched == {"strange.xml"}
    with work(chat).read() as session:
        states = Counter(session.scalars(select(entry_table.c.state)))
    assert states == {"skipped": 2, "done": 1}


def test_after_downtime_the_long_feed_tells_what_still_holds(chat: Chat, clock: SetClock) -> None:
    clock.now, jma = START, Jma()
    run(chat, clock, jma, 2)
    assert jma.asked["extra_l.xml"] == 1
    hour = START + timedelta(hours=1)
    jma.old = {
        "20260901121000_0_VPWW55_040000.xml": new("大雨", "33", reported=START),
        "20260901124000_0_VPWW55_040000.xml": new("大雨", "03", reported=hour),
    }
    clock.now = hour + timedelta(minutes=5)
    run(chat, clock, jma, 2)
    assert jma.asked["extra_l.xml"] == 2
    assert told(chat) == [("rain", 3)]


def test_a_telegram_that_cannot_be_fetched_is_tried_again(chat: Chat, clock: SetClock) -> None:
    clock.now, jma = START, Jma()
    jma.lists(OURS, new("大雨", "43"))

    def fails(url: str, known: Known, limit: int) -> Answer | None:
        if url.endswith(OURS):
            raise Trouble("HTTP 503")
        return jma(url, known, limit)

    poll(work(chat), fails)
    assert told(chat) == []
    clock.now += timedelta(seconds=10)
    poll(work(chat), jma)
    assert told(chat) == [("rain", 4)]


def test_what_is_wrong_with_a_feed_shows_within_two_minutes(chat: Chat, clock: SetClock) -> None:
    clock.now, jma = START, Jma()
    assert wrong(chat) == {Fault.LATE}
    run(chat, clock, jma, 2)
    assert wrong(chat) == frozenset()
    jma.broken = "HTTP 503"
    run(chat, clock, jma, 118, step=2)
    assert wrong(chat) == {Fault.BROKEN, Fault.LATE}
    jma.broken = "<html>工事中</html>"
    run(chat, clock, jma, 60, step=2)
    assert wrong(chat) == {Fault.BROKEN, Fault.LATE}
    jma.broken, jma.changed = "", 7
    jma.updated = START - timedelta(hours=1)
    run(chat, clock, jma, 300, step=5)
    assert wrong(chat) == {Fault.CONTRADICTORY}
    clock.now += timedelta(hours=1)
    jma.changed, jma.updated = 8, START
    run(chat, clock, jma, 60, step=5)
    assert Fault.STALE in wrong(chat)


def test_a_feed_that_fails_is_left_alone_for_longer_and_longer(chat: Chat, clock: SetClock) -> None:
    clock.now, jma = START, Jma(broken="HTTP 500")
    run(chat, clock, jma, 3600, step=20)
    assert 9 <= jma.asked["extra.xml"] <= 13


def test_in_practice_nothing_outside_this_machine_is_asked(chat: Chat, clock: SetClock) -> None:
    clock.now, jma = START, Jma()
    real = FeedSettings(url="https://www.data.jma.go.jp/developer/xml/feed/extra.xml")
    poll(work(chat, Feeds(feeds={"extra": real})), jma)
    assert not jma.asked


def test_polls_are_due_at_second_twenty() -> None:
    assert next_poll(START) == START + timedelta(minutes=1)
    assert next_poll(START - timedelta(seconds=1)) == START
    assert next_poll(START + timedelta(seconds=59)) == START + timedelta(minutes=1)
