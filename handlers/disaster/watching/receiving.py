"""Where telegrams come in, from whatever source."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.disaster.files import Content, load
from handlers.disaster.notices.sending import Job, send_due
from handlers.disaster.notices.settling import Step, settle
from handlers.disaster.states.keeping import Arrived
from handlers.disaster.telegrams import Areas, Unreadable, read

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Raw:
    """A telegram as a source gives it: a name for the staff, and its bytes."""

    name: str
    body: bytes


def receive(job: Job, found: Iterable[Raw], *, drill: bool = False) -> int:
    """Take telegrams in, decide once on all of them together, and send what is due; how many are new."""
    content = job.content(load)
    areas = content.codes.of(job.city)
    arrived = [arrive(one, areas) for one in found]
    if arrived:
        new = take(job, content, arrived, drill=drill)
        send_due(job)
        return new
    return 0


def take(job: Job, content: Content, arrived: Iterable[Arrived], *, drill: bool = False) -> int:
    """Telegrams into states and messages that are due, in one transaction; how many are new."""
    with job.write() as session:
        return settle(session.connection(), arrived, Step(content, job.now, drill))


def arrive(raw: Raw, areas: Areas) -> Arrived:
    """Read one. What cannot be read is kept as it came; a fault of ours in reading counts as that, too."""
    try:
        return Arrived(raw.name, raw.body, read(raw.body, areas))
    except Unreadable as error:
        return Arrived(raw.name, raw.body, error)
    except Exception as error:
        log.exception("a telegram could not be read", extra={"telegram": raw.name})
        return Arrived(raw.name, raw.body, Unreadable(f"読み取りに失敗しました: {error!r}"))
