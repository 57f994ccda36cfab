"""Pictures, films and sounds that citizens sent."""

from __future__ import annotations

from dataclasses import dataclass

from bot.emulator.errors import ApiError, not_found

UNSENT_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Medium:
    """The bytes of one message, and when LINE has prepared them."""

    data: bytes
    content_type: str
    ready_at: float


class Media:
    """The newest media, within a number of bytes. The caller holds the emulator's lock."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._held: dict[str, Medium] = {}
        self._size = 0
        self._unsent: dict[str, None] = {}

    def put(self, message_id: str, medium: Medium) -> None:
        """Keep a medium; the oldest ones make room for it."""
        self._held[message_id] = medium
        self._size += len(medium.data)
        while self._size > self._kept and len(self._held) > 1:
            self._drop(next(iter(self._held)))

    def unsend(self, message_id: str) -> None:
        """Delete what a message carried: from now on it is gone (410)."""
        if message_id in self._held:
            self._drop(message_id)
        self._unsent[message_id] = None
        if len(self._unsent) > UNSENT_KEPT:
            del self._unsent[next(iter(self._unsent))]

    def _drop(self, message_id: str) -> None:
        self._size -= len(self._held.pop(message_id).data)

    def get(self, message_id: str) -> Medium:
        """Return a medium; 410 after it was unsent, 404 where there is none."""
        if message_id in self._unsent:
            raise ApiError(410, "Gone")
        medium = self._held.get(message_id)
        if medium is None:
            raise not_found()
        return medium
