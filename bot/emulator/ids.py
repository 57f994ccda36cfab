"""Identifiers, in the shapes LINE gives them."""

from __future__ import annotations

import base64
import hashlib
import itertools
import random
import re
import uuid
from collections.abc import Callable

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
USER_ID = re.compile(r"U[0-9a-f]{32}")
USER_IDS = re.compile(r"U[0-9a-f]{32}(?: U[0-9a-f]{32})*")


def user_id_of(display_name: str) -> str:
    """Return the user id of a name: always the same one, so that a restart changes nothing."""
    return "U" + hashlib.sha256(display_name.encode("utf-8", "replace")).hexdigest()[:32]


def bot_user_id_of(channel_id: str) -> str:
    """Return the bot's own user id, the `destination` of its webhooks."""
    return user_id_of(f"channel {channel_id}")


class IdMaker:
    """Makes ids from a clock and a seeded generator. Thread-safe.

    A message id begins with the time: an emulator that was restarted does not give an id again.
    """

    def __init__(self, clock: Callable[[], float], rng: random.Random) -> None:
        self._clock = clock
        self._rng = rng
        self._numbers = itertools.count(int(clock() * 1000) * 100_000)

    def message_id(self) -> str:
        """Return the next message id: a number of 18 digits as text."""
        return str(next(self._numbers))

    def event_id(self) -> str:
        """Return a webhookEventId: a ULID."""
        value = int(self._clock() * 1000) << 80 | self._rng.getrandbits(80)
        return "".join(CROCKFORD[value >> shift & 31] for shift in range(125, -1, -5))

    def reply_token(self) -> str:
        """Return 32 hexadecimal digits."""
        return f"{self._rng.getrandbits(128):032x}"

    def quote_token(self) -> str:
        """Return an opaque token of 64 characters."""
        return base64.urlsafe_b64encode(self._rng.getrandbits(384).to_bytes(48, "big")).decode()

    def request_id(self) -> str:
        """Return a UUID."""
        digits = f"{self._rng.getrandbits(128):032x}"
        return "-".join(
            (digits[:8], digits[8:12], "4" + digits[13:16], "8" + digits[17:20], digits[20:])
        )

    def access_token(self) -> str:
        """Return an opaque channel access token."""
        return base64.urlsafe_b64encode(self._rng.getrandbits(768).to_bytes(96, "big")).decode()

    def rich_menu_id(self) -> str:
        """Return `richmenu-` and 32 hexadecimal digits."""
        return f"richmenu-{self._rng.getrandbits(128):032x}"


def is_uuid(text: str) -> bool:
    """Tell whether a text is a UUID in its hexadecimal form with hyphens."""
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False
