"""What everybody sees in their talk, in the order it arrived."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """One delivery: `messages` to each of `recipients`, kept once however many they are.

    Its entries have the numbers `first` to `last`; they are spelt out only when somebody asks.
    """

    first: int
    last: int
    at: float
    sender: str
    via: str
    recipients: tuple[str, ...]
    messages: tuple[dict[str, Any] | None, ...]
    event: dict[str, Any] | None
    answers: str | None

    def entries(self, citizen: str | None, after: int) -> Iterator[dict[str, Any]]:
        """Yield the entries (of one citizen, or of all) with a number above `after`."""
        width = len(self.messages)
        for place, user_id in enumerate(self.recipients):
            if citizen is not None and user_id != citizen:
                continue
            for index, message in enumerate(self.messages):
                seq = self.first + place * width + index
                if seq > after:
                    yield self._entry(seq, user_id, message)

    def _entry(self, seq: int, user_id: str, message: dict[str, Any] | None) -> dict[str, Any]:
        return {
            "seq": seq,
            "citizen": user_id,
            "at": self.at,
            "from": self.sender,
            "via": self.via,
            "message": message,
            "event": self.event,
            "webhookEventId": self.answers,
        }


class Timeline:
    """The newest entries of all talks: at most `kept`, and always the newest record."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._records: deque[Record] = deque()
        self._seq = 0
        self._news = threading.Condition()

    @property
    def seq(self) -> int:
        """The number of the newest entry."""
        return self._seq

    def add(
        self,
        at: float,
        sender: str,
        via: str,
        recipients: tuple[str, ...],
        messages: tuple[dict[str, Any] | None, ...],
        event: dict[str, Any] | None = None,
        answers: str | None = None,
    ) -> None:
        """Append a delivery and wake those who wait for it."""
        count = len(recipients) * len(messages)
        if not count:
            return
        with self._news:
            first, self._seq = self._seq + 1, self._seq + count
            self._records.append(
                Record(first, self._seq, at, sender, via, recipients, messages, event, answers)
            )
            self._forget()
            self._news.notify_all()

    def _forget(self) -> None:
        records = self._records
        while len(records) > 1 and self._seq - records[0].last >= self._kept:
            records.popleft()

    def read(
        self, after: int = 0, citizen: str | None = None, wait: float = 0.0, limit: int = 1000
    ) -> tuple[int, list[dict[str, Any]]]:
        """Return (number to ask after next, entries above `after`).

        Waits up to `wait` seconds of real time until there is one.
        """
        deadline = time.monotonic() + wait
        with self._news:
            while not (found := self._newer(after, citizen, limit)):
                left = deadline - time.monotonic()
                if left <= 0:
                    break
                self._news.wait(left)
            return (found[-1]["seq"] if len(found) >= limit else self._seq), found

    def _newer(self, after: int, citizen: str | None, limit: int) -> list[dict[str, Any]]:
        if after >= self._seq:
            return []
        newer: list[Record] = []
        for record in reversed(self._records):
            if record.last <= after:
                break
            newer.append(record)
        found: list[dict[str, Any]] = []
        for record in reversed(newer):
            for entry in record.entries(citizen, after):
                found.append(entry)
                if len(found) >= limit:
                    return found
        return found
