"""Reply tokens: one use, a minute to use it in."""

from __future__ import annotations

from dataclasses import dataclass

from bot.emulator.config import EmulatorConfig
from bot.emulator.errors import ApiError


@dataclass(slots=True)
class ReplyToken:
    """A token that has not been used."""

    user_id: str
    event_id: str
    event_at: float
    expires: float


class ReplyTokens:
    """The unused tokens. The caller holds the emulator's lock."""

    def __init__(self, config: EmulatorConfig) -> None:
        self._config = config
        self._tokens: dict[str, ReplyToken] = {}

    def issue(self, token: str, user_id: str, event_id: str, now: float) -> None:
        """Make a token usable from now on."""
        self._forget(now)
        expires = now + self._config.reply_token_life
        self._tokens[token] = ReplyToken(user_id, event_id, now, expires)

    def renew(self, token: str, now: float) -> None:
        """Give a token another life, as a webhook carrying it is sent (again)."""
        held = self._tokens.get(token)
        if held is not None:
            end = held.event_at + max(self._config.reply_token_limit, self._config.reply_token_life)
            held.expires = min(now + self._config.reply_token_life, end)

    def spend(self, token: str, now: float) -> ReplyToken:
        """Use a token; one that is used, too old or unknown is refused alike, as at LINE."""
        held = self._tokens.pop(token, None)
        if held is None or now > held.expires:
            raise ApiError(400, "Invalid reply token")
        return held

    def _forget(self, now: float) -> None:
        """Drop the oldest tokens that no redelivery can bring back."""
        limit = max(self._config.reply_token_limit, self._config.reply_token_life)
        while self._tokens:
            oldest = next(iter(self._tokens))
            if now <= self._tokens[oldest].event_at + limit:
                return
            del self._tokens[oldest]
