"""One try of one call to LINE: make it, judge the answer, log what did not go well."""

from __future__ import annotations

import logging

from bot.citizens import mask
from bot.delivery.verdict import Judge, Silence
from bot.line import Answer, LineClient, NotConnected, TransportError
from bot.outbox import MULTICAST, Outgoing, Settled
from bot.time import Clock, millis

log = logging.getLogger(__name__)


class Caller:
    """Tries calls; safe to use from many threads."""

    def __init__(self, client: LineClient, judge: Judge, clock: Clock) -> None:
        self._client, self._judge, self._clock = client, judge, clock

    def attempt(self, call: Outgoing) -> Settled:
        """Try a call once, unless it is too late for it; return what became of it."""
        if call.expires_ms is not None and self._now() >= call.expires_ms:
            settled = self._judge.too_late(call, self._now())
        else:
            settled = self._judge.settle(call, self._call(call), self._now())
        if settled.state != "sent":
            _tell(call, settled)
        return settled

    def put_back(self, call: Outgoing) -> Settled:
        """The call was not tried after all: any process may take it at once."""
        return self._judge.put_back(call, self._now())

    def holds(self, call: Outgoing) -> bool:
        """Whether the call is still this process's; when its lease has run out, another has it."""
        return self._now() < call.due_ms

    def close(self) -> None:
        """Close the connections; for when nothing is tried any more."""
        self._client.close()

    def _now(self) -> int:
        return millis(self._clock())

    def _call(self, call: Outgoing) -> Answer | Silence:
        try:
            return self._request(call)
        except NotConnected as error:
            return Silence(str(error), arrived=False)
        except TransportError as error:
            return Silence(str(error), arrived=True)

    def _request(self, call: Outgoing) -> Answer:
        if call.method == "reply":
            return self._client.reply(call.reply_token or "", call.messages)
        if call.method == MULTICAST:
            return self._client.multicast(call.recipients or "[]", call.messages, call.key)
        return self._client.push(call.citizen, call.messages, call.key)


def _tell(call: Outgoing, settled: Settled) -> None:
    level = logging.WARNING if settled.state == "queued" else logging.ERROR
    log.log(
        level,
        "call %s",
        settled.state,
        extra={
            "method": call.method,
            "citizen": mask(call.citizen),
            "mailing": call.mailing,
            "attempts": call.attempts,
            "status": settled.status,
            "error": settled.error,
            "line_request_id": settled.request_id,
        },
    )
