"""What a telegram would do after those of the same drill, found out on a database that is thrown away."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.terminal import Rehearsal
from handlers.disaster.drills.rows import Message
from handlers.disaster.files import load
from handlers.disaster.rehearsing import moment, new_notices, problems
from handlers.disaster.watching.polling import next_poll
from handlers.disaster.watching.receiving import Raw, arrive, take
from handlers.disaster.words import Words


@dataclass(frozen=True, slots=True)
class Played:
    """The messages that a telegram would lead to, and what of it was not understood."""

    messages: Sequence[Message]
    problems: Sequence[str]


def play(rehearsal: Rehearsal[Words], before: Sequence[Raw], one: Raw) -> Played:
    """Take in what came before, then this telegram, each at its own time; 訓練 counts as the real thing."""
    read = None
    found: Sequence[Message] = ()
    for raw in (*before, one):
        job = rehearsal.at(rehearsal.service.clock())
        content = job.content(load)
        read = arrive(raw, content.codes.of(job.city))
        at = rehearsal.at(next_poll(moment(read)))
        take(at, content, [read], drill=True)
        found = [_message(row) for row in new_notices(at) if row.state != "stale"]
    return Played(found, list(problems([read] if read else [])))


def _message(row: object) -> Message:
    return Message(row.hazard, row.level or row.before, row.change, json.loads(row.texts))  # type: ignore[attr-defined]
