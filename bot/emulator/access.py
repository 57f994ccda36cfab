"""Channel access tokens: the long-lived one of the configuration and those issued by OAuth."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from bot.emulator.config import EmulatorConfig
from bot.emulator.errors import ApiError

REASON = "Authentication failed due to the following reason: "
TOKENS_KEPT = 10_000
ADVICE = "Confirm that the access token in the authorization header is valid."


@dataclass(frozen=True, slots=True)
class Issued:
    """A token with an end."""

    expires: float
    key_id: str | None = None


class AccessTokens:
    """The tokens that open the API. The caller holds the emulator's lock."""

    def __init__(self, config: EmulatorConfig) -> None:
        self._first = f"Bearer {config.channel_access_token}"
        self._issued: dict[str, Issued] = {}

    def authorise(self, header: str | None, now: float) -> None:
        """Refuse a call without a valid token (401)."""
        if header == self._first:
            return
        if not header:
            raise ApiError(401, f"{REASON}missing authorization header.")
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise ApiError(401, f"{REASON}invalid authorization header. {ADVICE}")
        if self.remaining(token, now) is None:
            raise ApiError(401, f"{REASON}invalid token. {ADVICE}")

    def add(self, token: str, issued: Issued) -> None:
        """Make a token valid; the oldest make room for it."""
        self._issued[token] = issued
        if len(self._issued) > TOKENS_KEPT:
            del self._issued[next(iter(self._issued))]

    def remaining(self, token: str, now: float) -> float | None:
        """Return how many seconds a token is still valid, None if it is not."""
        if hmac.compare_digest(f"Bearer {token}".encode(), self._first.encode()):
            return float("inf")
        issued = self._issued.get(token)
        if issued is None or now >= issued.expires:
            return None
        return issued.expires - now

    def revoke(self, token: str) -> None:
        """End an issued token; one that is unknown is no error, as at LINE."""
        self._issued.pop(token, None)

    def key_ids(self, now: float) -> list[str]:
        """Return the key ids of the valid v2.1 tokens."""
        held = self._issued.values()
        return [each.key_id for each in held if each.key_id is not None and now < each.expires]
