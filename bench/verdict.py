"""Judges from the emulator's ledger whether every event was answered exactly once."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

REPLY = "/v2/bot/message/reply"


@dataclass(frozen=True)
class Verdict:
    """How the events of one run ended. The first five add up to `sent`, but for extra pushes."""

    sent: int
    by_reply: int
    by_push: int
    unanswered: int
    never_taken: int
    doubled: int

    @property
    def good(self) -> bool:
        """Every event that the bot took was answered, and none twice."""
        return not self.unanswered and not self.doubled


def judge(ledger: Mapping[str, Mapping[str, Any]], sent: Collection[str]) -> Verdict:
    """Count the events sent by what reached their citizens.

    A reply names its event; a push names only the citizen. So pushes are set off against the
    citizen's events without a reply: too few leave events unanswered, too many are answers given
    twice. An event whose webhook was never answered 200 however often it was sent, and that got no
    answer, was never the bot's: LINE gave up.
    """
    by_citizen: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for event in sent:
        by_citizen[ledger[event]["userId"]].append(ledger[event])
    parts = [_citizen(events) for events in by_citizen.values()]
    by_reply, by_push, unanswered, never_taken, doubled = map(sum, zip(*parts, strict=True))
    return Verdict(len(sent), by_reply, by_push, unanswered, never_taken, doubled)


def _citizen(events: Collection[Mapping[str, Any]]) -> tuple[int, int, int, int, int]:
    once = sum(event["replies"] == 1 for event in events)
    twice = sum(event["replies"] > 1 for event in events)
    silent = [event for event in events if not event["replies"]]
    # The ledger counts pushes after each event, so the earliest event has seen them all.
    pushes = max(event["pushes"] for event in events)
    by_push = min(pushes, len(silent))
    left = len(silent) - by_push
    never_taken = min(left, sum(event["webhookStatus"] != 200 for event in silent))
    return once, by_push, left - never_taken, never_taken, twice + pushes - by_push


def settled(ledger: Mapping[str, Mapping[str, Any]], sent: Collection[str]) -> bool:
    """Whether nothing more is to be expected for the events sent."""
    verdict = judge(ledger, sent)
    return verdict.by_reply + verdict.by_push + verdict.doubled >= len(sent)


class ReplyLog:
    """Watches the calls to the reply endpoint, to explain what the bot could not know.

    A process that dies between LINE's acceptance of a reply and the commit of that fact leaves a
    reply whose acknowledgement is lost. Whoever takes over must try the same token again, and LINE
    refuses it because it was used: the citizen has the answer once, the bot learns it late.
    """

    def __init__(self) -> None:
        self.last = 0
        self.missed = 0
        self._statuses: dict[str, Counter[int | None]] = defaultdict(Counter)

    def add(self, calls: Iterable[Mapping[str, Any]]) -> None:
        """Take in calls, oldest first."""
        for call in calls:
            self.missed += call["n"] - self.last - 1
            self.last = call["n"]
            if call["path"] == REPLY:
                token = json.loads(call["body"]).get("replyToken", "")
                self._statuses[token][call["status"]] += 1

    def lost_acknowledgements(self) -> int:
        """Replies accepted whose token was tried again."""
        return sum(seen[200] > 0 and seen.total() > seen[200] for seen in self._statuses.values())
