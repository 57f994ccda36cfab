"""LINE's side of the wire, whole: one object holds all that LINE would know."""

from __future__ import annotations

import json
import logging
import random
import threading
import time
from collections.abc import Callable
from typing import Any

from bot.emulator.access import AccessTokens
from bot.emulator.citizens import Citizens
from bot.emulator.config import EmulatorConfig
from bot.emulator.deliveries import Deliveries
from bot.emulator.faults import FaultPlan
from bot.emulator.ids import IdMaker, bot_user_id_of
from bot.emulator.ledger import Ledger
from bot.emulator.media import Media
from bot.emulator.quota import Quota
from bot.emulator.rates import RateLimiter
from bot.emulator.retrykeys import RetryKeys
from bot.emulator.richmenus.store import RichMenus
from bot.emulator.timeline import Timeline
from bot.emulator.tokens import ReplyTokens
from bot.emulator.webhooks.events import EventMaker, user_of
from bot.emulator.webhooks.post import WebhookPost, http_post, signature
from bot.emulator.webhooks.sender import Webhook, WebhookSender

log = logging.getLogger(__name__)


class Emulator:
    """The state of one channel and its citizens.

    Its parts are plain objects; whoever changes them holds `lock`. `clock` gives seconds since
    1970, `rng` makes every id and every fault's chance, `post` sends webhooks.
    """

    def __init__(
        self,
        config: EmulatorConfig | None = None,
        clock: Callable[[], float] = time.time,
        rng: random.Random | None = None,
        post: WebhookPost = http_post,
    ) -> None:
        self.config = config or EmulatorConfig()
        self.clock = clock
        self.lock = threading.RLock()
        self.ids = IdMaker(clock, rng or random.Random(0))  # noqa: S311 - ids of a test double
        self.events = EventMaker(self.ids)
        self.faults = FaultPlan(rng or random.Random(0))  # noqa: S311
        self.destination = bot_user_id_of(self.config.channel_id)
        self._post = post
        self._fresh()
        self.webhooks = WebhookSender(self.config, clock, self._attempt)

    def _fresh(self) -> None:
        config = self.config
        self.webhook_url = config.webhook_url
        self.access = AccessTokens(config)
        self.citizens = Citizens()
        self.timeline = Timeline(config.timeline_kept)
        self.ledger = Ledger(config)
        self.deliveries = Deliveries(config.deliveries_kept)
        self.media = Media(config.media_kept)
        self.quota = Quota(config.quota)
        self.rates = RateLimiter(on=config.rate_limits)
        self.reply_tokens = ReplyTokens(config)
        self.retry_keys = RetryKeys(config.retry_key_life, config.retry_keys_kept)
        self.rich_menus = RichMenus()

    def reset(self) -> None:
        """Forget everything but the configuration; calls that hang are let go."""
        self.webhooks.forget()
        self.faults.clear()
        with self.lock:
            self._fresh()

    def close(self) -> None:
        """Stop the threads."""
        self.faults.clear()
        self.webhooks.close()

    def open_events(self, events: list[dict[str, Any]]) -> None:
        """Begin the account of events and make their reply tokens usable."""
        with self.lock:
            for event in events:
                user_id, event_id = user_of(event), event["webhookEventId"]
                self.ledger.open(event_id, user_id)
                if token := event.get("replyToken"):
                    self.reply_tokens.issue(token, user_id, event_id, self.clock())

    def webhook_body(self, events: list[dict[str, Any]]) -> bytes:
        """Return the body of a webhook that carries these events."""
        body = {"destination": self.destination, "events": events}
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "replace"
        )

    def webhook_headers(self, body: bytes) -> dict[str, str]:
        """Return the headers of a webhook, signed."""
        return {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "LineBotWebhook/2.0",
            "x-line-signature": signature(self.config.channel_secret, body),
        }

    def emit(self, stream: str, events: list[dict[str, Any]]) -> Webhook:
        """Send events to the bot in one webhook, after those sent before on the same stream."""
        self.open_events(events)
        webhook = Webhook(stream, events)
        if self.webhook_url is None:
            webhook.answered.set()
        else:
            self.webhooks.send(webhook)
        return webhook

    def _attempt(self, webhook: Webhook) -> int | None:
        """Send a webhook once, as the first time or as a redelivery."""
        if webhook.attempts > 1:
            webhook.events = [_redelivered(event) for event in webhook.events]
        self._renew(webhook.events)
        url = self.webhook_url
        status = None if url is None else self._post_to(url, webhook.events)
        with self.lock:
            for event in webhook.events:
                self.ledger.attempted(event["webhookEventId"], status)
        return status

    def _renew(self, events: list[dict[str, Any]]) -> None:
        with self.lock:
            for event in events:
                self.reply_tokens.renew(event.get("replyToken", ""), self.clock())

    def knock(self, url: str) -> int | None:
        """Send a webhook without events, as LINE does to try a connection."""
        return self._post_to(url, [])

    def _post_to(self, url: str, events: list[dict[str, Any]]) -> int | None:
        body = self.webhook_body(events)
        try:
            return self._post(url, body, self.webhook_headers(body))
        except OSError as error:
            log.info("the bot did not answer a webhook: %s", type(error).__name__)
            return None


def _redelivered(event: dict[str, Any]) -> dict[str, Any]:
    return event | {"deliveryContext": {"isRedelivery": True}}
