"""Accepted sendings, one record for each call however many people it reaches."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Delivery:
    """One accepted call. User ids are packed to 16 bytes each: a million fit into 16 MB."""

    number: int
    at: float
    via: str
    request_id: str
    retry_key: str | None
    packed: bytes | None
    people: int
    messages: tuple[dict[str, Any], ...]
    units: tuple[str, ...]

    def user_ids(self) -> Iterator[str]:
        """Yield the ids as the call named them; none for a call to everybody."""
        packed = self.packed or b""
        for start in range(0, len(packed), ID_BYTES):
            yield "U" + packed[start : start + ID_BYTES].hex()

    def digest(self) -> str:
        """Return a digest of what was said, without the message ids."""
        said = [{k: v for k, v in each.items() if k != "id"} for each in self.messages]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]

    def as_json(self) -> dict[str, Any]:
        """Return the call for the control API."""
        return {
            "n": self.number,
            "at": self.at,
            "via": self.via,
            "requestId": self.request_id,
            "retryKey": self.retry_key,
            "to": None if self.packed is None else list(self.user_ids()),
            "recipients": self.people,
            "messages": list(self.messages),
        }


class Deliveries:
    """The newest accepted calls, and counts of all. The caller holds the emulator's lock."""

    def __init__(self, kept: int) -> None:
        self._calls: deque[Delivery] = deque(maxlen=kept)
        self._number = 0
        self.counts: Counter[str] = Counter()

    def add(
        self,
        at: float,
        via: str,
        request_id: str,
        retry_key: str | None,
        to: Sequence[str] | None,
        people: int,
        messages: tuple[dict[str, Any], ...],
        units: Sequence[str] = (),
    ) -> None:
        """Keep a call; `to` None means everybody who follows."""
        self._number += 1
        packed = None if to is None else bytes.fromhex("".join([each[1:] for each in to]))
        self._calls.append(
            Delivery(
                self._number, at, via, request_id, retry_key, packed, people, messages, tuple(units)
            )
        )
        self.counts[f"{via}Calls"] += 1
        self.counts[f"{via}Recipients"] += people

    def after(self, number: int, limit: int) -> list[dict[str, Any]]:
        """Return up to `limit` calls with a number above `number`."""
        newer = (each for each in self._calls if each.number > number)
        return [each.as_json() for each, _ in zip(newer, range(limit), strict=False)]

    def find(self, request_id: str) -> Delivery | None:
        """Return the call with a request id, if it is remembered."""
        return next((each for each in self._calls if each.request_id == request_id), None)

    def units(self) -> list[str]:
        """Return the aggregation units named so far, each once, in order."""
        return list(dict.fromkeys(unit for each in self._calls for unit in each.units))

    def tally(self) -> list[dict[str, Any]]:
        """Return for each text sent to named people: how many got it once, and more than once."""
        received: dict[str, Counter[bytes]] = {}
        for each in self._calls:
            packed = each.packed or b""
            counter = received.setdefault(each.digest(), Counter())
            counter.update(
                packed[start : start + ID_BYTES] for start in range(0, len(packed), ID_BYTES)
            )
        return [_tally(digest, counter) for digest, counter in received.items()]


def _tally(digest: str, counter: Counter[bytes]) -> dict[str, Any]:
    once = sum(count == 1 for count in counter.values())
    return {
        "messages": digest,
        "recipients": len(counter),
        "once": once,
        "moreThanOnce": len(counter) - once,
    }
