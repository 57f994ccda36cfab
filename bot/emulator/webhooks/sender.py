"""Sends webhooks from background threads: in order for each citizen, again where it failed."""

from __future__ import annotations

import heapq
import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.emulator.config import EmulatorConfig

log = logging.getLogger(__name__)
POLL_SECONDS = 0.05

Attempt = Callable[["Webhook"], int | None]
"""Sends a webhook once and returns the status of the bot's answer, None where there was none."""


@dataclass(eq=False, slots=True)
class Webhook:
    """One webhook on its way. `stream` orders it: those of one stream never overtake."""

    stream: str
    events: list[dict[str, Any]]
    attempts: int = 0
    status: int | None = None
    answered: threading.Event = field(default_factory=threading.Event)
    """Set once the bot answered, or nothing more is tried."""

    def arrived(self) -> bool:
        """Tell whether the bot took it."""
        return self.status is not None and 200 <= self.status < 300


class WebhookSender:
    """The streams, and the threads that empty them; started with the first webhook."""

    def __init__(
        self, config: EmulatorConfig, clock: Callable[[], float], attempt: Attempt
    ) -> None:
        self._config = config
        self._clock = clock
        self._attempt = attempt
        self._news = threading.Condition()
        self._streams: dict[str, deque[Webhook]] = {}
        self._ready: deque[str] = deque()
        self._waiting: list[tuple[float, int, Webhook]] = []
        self._order = 0
        self._under_way = 0
        self._threads: list[threading.Thread] = []
        self._closed = False

    def send(self, webhook: Webhook) -> None:
        """Put a webhook at the end of its stream."""
        with self._news:
            self._start()
            self._enqueue(webhook)

    def forget(self) -> None:
        """Drop what has not been sent yet."""
        with self._news:
            pending = [each for stream in self._streams.values() for each in stream]
            pending += [each for _, _, each in self._waiting]
            for stream in self._streams.values():
                stream.clear()
            self._waiting.clear()
        for each in pending:
            each.answered.set()

    def idle(self) -> bool:
        """Tell whether nothing is being sent or waiting to be."""
        with self._news:
            return not (self._streams or self._waiting or self._under_way)

    def close(self) -> None:
        """Stop; what is being sent is finished, what waits is dropped."""
        self.forget()
        with self._news:
            self._closed = True
            self._news.notify_all()
        for thread in self._threads:
            thread.join()

    def _start(self) -> None:
        if not self._threads:
            for number in range(self._config.webhook_workers):
                thread = threading.Thread(target=self._work, name=f"webhook-{number}", daemon=True)
                self._threads.append(thread)
                thread.start()

    def _enqueue(self, webhook: Webhook) -> None:
        stream = self._streams.get(webhook.stream)
        if stream is None:
            self._streams[webhook.stream] = deque([webhook])
            self._ready.append(webhook.stream)
            self._news.notify()
        else:
            stream.append(webhook)

    def _work(self) -> None:
        while (webhook := self._take()) is not None:
            webhook.attempts += 1
            webhook.status = self._tried(webhook)
            with self._news:
                self._under_way -= 1
                self._settle(webhook)
                self._release(webhook.stream)

    def _tried(self, webhook: Webhook) -> int | None:
        """Send a webhook once; whatever goes wrong with it must not stop the others."""
        try:
            return self._attempt(webhook)
        except Exception:
            log.exception("a webhook could not be sent")
            return None

    def _take(self) -> Webhook | None:
        """Return the next webhook to send, or None at the end."""
        with self._news:
            while not self._closed:
                self._wake_due()
                while self._ready:
                    name = self._ready.popleft()
                    if self._streams[name]:
                        self._under_way += 1
                        return self._streams[name].popleft()
                    del self._streams[name]
                self._news.wait(POLL_SECONDS if self._waiting else None)
        return None

    def _wake_due(self) -> None:
        """Put webhooks whose waiting is over into their streams. The clock may be a test's."""
        while self._waiting and self._waiting[0][0] <= self._clock():
            self._enqueue(heapq.heappop(self._waiting)[2])

    def _settle(self, webhook: Webhook) -> None:
        again = not webhook.arrived() and self._again(webhook)
        if again:
            wait = self._config.webhook_backoff * 2.0 ** (webhook.attempts - 1)
            self._order += 1
            heapq.heappush(self._waiting, (self._clock() + wait, self._order, webhook))
            self._news.notify()
            log.info("webhook answered %s, sent again in %.1f s", webhook.status, wait)
        if webhook.status is not None or not again:
            webhook.answered.set()

    def _again(self, webhook: Webhook) -> bool:
        config = self._config
        bounded = webhook.attempts < config.webhook_attempts
        return config.webhook_redelivery and bounded and not self._closed

    def _release(self, name: str) -> None:
        """Give a stream back: to whoever is free if it holds more, else forget it."""
        if self._streams[name]:
            self._ready.append(name)
            self._news.notify()
        else:
            del self._streams[name]
