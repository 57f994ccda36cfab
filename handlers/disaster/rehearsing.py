"""`madoguchi disaster replay DIR`: what would have been sent to whom, telegram by telegram."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from sqlalchemy import Row, select, update

from bot import terminal
from bot.api import JAPAN
from bot.terminal import Rehearsal
from handlers.disaster.files import Content, load
from handlers.disaster.notices.sending import Job
from handlers.disaster.states.keeping import Arrived, at, ms
from handlers.disaster.tables import notice_table
from handlers.disaster.talk import feature
from handlers.disaster.telegrams import Status, Telegram
from handlers.disaster.watching.polling import next_poll
from handlers.disaster.watching.receiving import Raw, arrive, take
from handlers.disaster.words import Words

Terminal = terminal.Terminal[Words]

_CHANGES = {
    "raised": "発表", "lowered": "切り替え", "released": "解除", "corrected": "訂正", "cancelled": "取り消し",
}  # fmt: skip
_STATES = {
    "planned": "送る", "offered": "職員が送るかを決める", "lapsed": "職員に出したが、もう要らない",
    "stale": "遅すぎるので送らない", "sent": "送る", "declined": "送らない",
}  # fmt: skip
# A telegram whose two times differ by more is not of an archive that can be trusted with DateTime.
_ODD = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Played:
    """What one minute's telegrams led to: the messages, and what staff would have to look at."""

    at: datetime
    notices: Sequence[Row[tuple[object, ...]]]
    problems: Sequence[str]


@feature.tool("replay")
def replay(
    desk: Terminal, folder: Path, *, language: str = "ja", drill: bool = False, quiet: bool = False
) -> bool:
    """Run the telegrams in FOLDER through the rules and show who would get what.

    Files are taken in the order of their own times, a minute's together, as the clock would have read them.
    The city's database is not touched, and nothing is sent. --drill lets telegrams of 訓練 count;
    --language shows the messages in another language; --quiet leaves their texts out.
    """
    content = desk.content(load)
    if language not in content.languages:
        desk.say(
            f"言語 {language} はありません。{'、'.join(content.languages)} から選んでください。"
        )
        return False
    arrived = list(read_all(desk, content, folder))
    with desk.rehearsal() as rehearsal:
        minutes = list(play(rehearsal, content, arrived, drill=drill))
    for line in told(minutes, language, content, quiet=quiet):
        desk.say(line)
    drills = sum(
        isinstance(one.read, Telegram) and one.read.status is not Status.NORMAL for one in arrived
    )
    count = sum(len(one.notices) for one in minutes)
    desk.say(f"電文 {len(arrived)}通(訓練・試験 {drills}通)、お知らせ {count}件")
    return bool(arrived)


def read_all(desk: Terminal, content: Content, folder: Path) -> Iterator[Arrived]:
    """Every XML file in and below a folder, or the one file."""
    areas = content.codes.of(desk.city)
    files = [folder] if folder.is_file() else sorted(folder.rglob("*.xml"))
    for file in files:
        yield arrive(Raw(file.name, file.read_bytes()), areas)


def play(
    rehearsal: Rehearsal[Words],
    content: Content,
    arrived: Iterable[Arrived],
    *,
    drill: bool = False,
) -> Iterator[Played]:
    """The telegrams, polled minute by minute; only minutes that led to something."""
    ordered = sorted(arrived, key=lambda one: (moment(one), one.name))
    for minute, group in groupby(ordered, key=lambda one: next_poll(moment(one))):
        job, together = rehearsal.at(minute), list(group)
        take(job, content, together, drill=drill)
        played = Played(minute, new_notices(job), list(problems(together)))
        if played.notices or played.problems:
            yield played


def moment(one: Arrived) -> datetime:
    """When a telegram came, by its own times."""
    if not isinstance(one.read, Telegram):
        return datetime(1970, 1, 1, tzinfo=JAPAN)
    sent, reported = one.read.sent, one.read.reported
    return sent if abs(sent - reported) <= _ODD else reported


def new_notices(job: Job) -> Sequence[Row[tuple[object, ...]]]:
    """The messages that were not there before, marked as if they were sent."""
    table = notice_table.c
    with job.write() as session:
        rows = session.execute(
            select(notice_table).where(table.made_ms == ms(job.now)).order_by(table.id)
        ).all()
        due = (table.state == "planned", table.from_ms <= ms(job.now))
        session.execute(update(notice_table).where(*due).values(state="sent"))
    return rows


def problems(arrived: Iterable[Arrived]) -> Iterator[str]:
    """What was not understood of them."""
    for one in arrived:
        found = one.read.problems if isinstance(one.read, Telegram) else [str(one.read)]
        yield from (f"{one.name}: {problem}" for problem in found)


def told(
    minutes: Iterable[Played], language: str, content: Content, *, quiet: bool = False
) -> Iterator[str]:
    """The minutes as lines for staff."""
    for minute in minutes:
        for problem in minute.problems:
            yield f"職員へ  {problem}"
        for row in minute.notices:
            yield _line(row, minute.at, content)
            if not quiet:
                text = json.loads(row.texts)[language]
                yield from (f"    {line}".rstrip() for line in text.splitlines())
                yield ""


def _line(row: Row[tuple[object, ...]], now: datetime, content: Content) -> str:
    when = f"{now.astimezone(JAPAN):%Y-%m-%d %H:%M}"
    later = at(row.from_ms)
    waits = f"（{later.astimezone(JAPAN):%m-%d %H:%M}まで待って）" if later > now else ""
    whom = "、".join(json.loads(row.districts)) or "全地区"
    again = "前に受け取った人だけ" if row.follows else f"{row.topic} を受け取る人、{whom}"
    what = f"{row.hazard} {row.area} {_CHANGES[row.change]} {row.before}→{row.level}"
    return f"{when}  {what}  {_STATES[row.state]}{waits}: {again}（{len(content.languages)}言語）"
