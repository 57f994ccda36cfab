"""What really happened: the judge of tests that ask whether everything was answered once."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from typing import Any

from bot.emulator.config import EmulatorConfig

TOTALS = (
    "events",
    "eventsForgotten",
    "webhookAttempts",
    "replies",
    "repliesRefused",
    "unacknowledged",
    "pushes",
)


@dataclass(slots=True)
class EventRecord:
    """What became of one webhook event."""

    user_id: str
    pushes_before: int
    replies: int = 0
    unacknowledged: int = 0
    """Replies accepted whose answer a fault kept from the bot."""
    refused: int = 0
    """Replies refused because the token was used or too old."""
    attempts: int = 0
    status: int | None = None


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """One API call."""

    number: int
    at: float
    method: str
    path: str
    endpoint: str
    status: int | None
    request_id: str
    retry_key: str | None
    body: bytes

    def as_json(self) -> dict[str, Any]:
        """Return the call as the request log shows it; `status` is None if nothing was answered."""
        return {
            "n": self.number,
            "at": self.at,
            "method": self.method,
            "path": self.path,
            "endpoint": self.endpoint,
            "status": self.status,
            "requestId": self.request_id,
            "retryKey": self.retry_key,
            "body": self.body.decode("utf-8", "replace"),
        }


class Ledger:
    """Events, accepted answers and a count of every call. The caller holds the emulator's lock."""

    def __init__(self, config: EmulatorConfig) -> None:
        self._config = config
        self._events: dict[str, EventRecord] = {}
        self._pushes: Counter[str] = Counter()
        self._counts: Counter[tuple[str, str]] = Counter()
        self._log: deque[RequestRecord] = deque(maxlen=config.requests_kept)
        self._number = 0
        self._totals: Counter[str] = Counter()

    def open(self, event_id: str, user_id: str) -> None:
        """Begin the account of an event."""
        if user_id not in self._pushes:
            self._pushes[user_id] = 0
        self._events[event_id] = EventRecord(user_id, self._pushes[user_id])
        self._totals["events"] += 1
        if len(self._events) > self._config.events_kept:
            del self._events[next(iter(self._events))]
            self._totals["eventsForgotten"] += 1

    def attempted(self, event_id: str, status: int | None) -> None:
        """Note what the bot answered to an event's webhook; None is no answer."""
        self._totals["webhookAttempts"] += 1
        record = self._events.get(event_id)
        if record is not None:
            record.attempts += 1
            record.status = status

    def replied(self, event_id: str) -> None:
        """Note an accepted reply."""
        self._totals["replies"] += 1
        record = self._events.get(event_id)
        if record is not None:
            record.replies += 1

    def refused(self, event_id: str | None) -> None:
        """Note a reply whose token was no longer good; None where it belongs to no event."""
        self._totals["repliesRefused"] += 1
        record = self._events.get(event_id or "")
        if record is not None:
            record.refused += 1

    def unacknowledged(self, event_id: str | None) -> None:
        """Note that an accepted call was not acknowledged, by order of a fault."""
        self._totals["unacknowledged"] += 1
        record = self._events.get(event_id or "")
        if record is not None:
            record.unacknowledged += 1

    def pushed(self, user_id: str) -> None:
        """Note an accepted push to somebody who has events here."""
        self._totals["pushes"] += 1
        if user_id in self._pushes:
            self._pushes[user_id] += 1

    def called(
        self,
        at: float,
        method: str,
        path: str,
        endpoint: str,
        status: int | None,
        request_id: str,
        retry_key: str | None,
        body: bytes,
    ) -> None:
        """Count a call and put it into the log."""
        self._counts[endpoint, "dropped" if status is None else str(status)] += 1
        self._number += 1
        kept = body[: self._config.request_body_kept]
        self._log.append(
            RequestRecord(
                self._number, at, method, path, endpoint, status, request_id, retry_key, kept
            )
        )

    def requests(self, after: int) -> list[dict[str, Any]]:
        """Return the calls in the log with a number above `after`."""
        return [each.as_json() for each in self._log if each.number > after]

    def events(self) -> dict[str, dict[str, Any]]:
        """Return the account of every event remembered."""
        return {event_id: self._event_json(record) for event_id, record in self._events.items()}

    def _event_json(self, record: EventRecord) -> dict[str, Any]:
        return {
            "userId": record.user_id,
            "replies": record.replies,
            "unacknowledged": record.unacknowledged,
            "repliesRefused": record.refused,
            "pushes": self._pushes[record.user_id] - record.pushes_before,
            "webhookAttempts": record.attempts,
            "webhookStatus": record.status,
        }

    def summary(self) -> dict[str, Any]:
        """Return the counts: calls by endpoint and outcome, and totals."""
        requests: dict[str, dict[str, int]] = {}
        for (endpoint, status), count in sorted(self._counts.items()):
            requests.setdefault(endpoint, {})[status] = count
        totals = {name: self._totals[name] for name in TOTALS}
        return {"requests": requests, "totals": totals}
