"""Reply tokens: one use, a minute to use it in."""

from __future__ import annotations

from dataclasses import dataclass

from bot.emulator.config import EmulatorConfig


@dataclass(slots=True)
class ReplyToken:
    """A token, used or not."""

    user_id: str
    event_id: str
    event_at: float
    expires: float
    used: bool = False

    def spend(self, now: float) -> bool:
        """Use the token if it is still good, and tell whether it was."""
        good = not self.used and now <= self.expires
        self.used = self.used or good
        return good


class ReplyTokens:
    """The tokens that no redelivery has outlived. The caller holds the emulator's lock."""

    def __init__(self, config: EmulatorConfig) -> None:
        self._life = config.reply_token_life
        self._limit = max(config.reply_token_limit, config.reply_token_life)
        self._kept = config.events_kept
        self._tokens: dict[str, ReplyToken] = {}

    def issue(self, token: str, user_id: str, event_id: str, now: float) -> None:
        """Make a token usable from now on."""
        self._forget(now)
        self._tokens[token] = ReplyToken(user_id, event_id, now, now + self._life)

    def renew(self, token: str, now: float) -> None:
        """Give a token another life, as a webhook carrying it is sent (again)."""
        held = self._tokens.get(token)
        if held is not None:
            held.expires = min(now + self._life, held.event_at + self._limit)

    def find(self, token: str) -> ReplyToken | None:
        """Return a token, if it is remembered."""
        return self._tokens.get(token)

    def _forget(self, now: float) -> None:
        while self._tokens:
            oldest = next(iter(self._tokens))
            young = now <= self._tokens[oldest].event_at + self._limit
            if young and len(self._tokens) < self._kept:
                return
            del self._tokens[oldest]
