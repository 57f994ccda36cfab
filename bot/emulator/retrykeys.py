"""X-Line-Retry-Key: a request with the same key is accepted once in 24 hours."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from bot.emulator.errors import ApiError
from bot.emulator.ids import is_uuid


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The request that was accepted under a key."""

    at: float
    request_id: str
    digest: bytes
    sent: tuple[dict[str, str], ...]


class RetryKeys:
    """The keys of the last 24 hours. The caller holds the emulator's lock."""

    def __init__(self, life: float, kept: int) -> None:
        self._life = life
        self._kept = kept
        self._accepted: dict[str, Acceptance] = {}
        self.conflicts = 0
        self.mismatches = 0
        """Conflicts with another body than the accepted one: a mistake that LINE does not show."""

    def check(self, key: str | None, body: bytes, now: float) -> None:
        """Refuse a key that is no UUID (400) or was accepted before (409)."""
        if key is None:
            return
        if not is_uuid(key):
            raise ApiError(400, "Invalid retry key")
        self._forget(now)
        held = self._accepted.get(key.lower())
        if held is None:
            return
        self.conflicts += 1
        self.mismatches += held.digest != _digest(body)
        extra: dict[str, Any] = {"sentMessages": list(held.sent)} if held.sent else {}
        raise ApiError(
            409,
            "The retry key is already accepted",
            headers=[("x-line-accepted-request-id", held.request_id)],
            extra=extra,
        )

    def accept(
        self,
        key: str | None,
        body: bytes,
        request_id: str,
        now: float,
        sent: tuple[dict[str, str], ...] = (),
    ) -> None:
        """Remember that a request was accepted."""
        if key is not None:
            self._accepted[key.lower()] = Acceptance(now, request_id, _digest(body), sent)

    def _forget(self, now: float) -> None:
        while self._accepted:
            oldest = next(iter(self._accepted))
            young = now - self._accepted[oldest].at < self._life
            if young and len(self._accepted) < self._kept:
                return
            del self._accepted[oldest]


def _digest(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=16).digest()
