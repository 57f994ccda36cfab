"""What LINE's answer to one try means: sent, refused, or to be tried again, and how.

A push or multicast carries a retry key: it may be repeated after 5xx and silence, and 409 says that it is
accepted.
A reply has no such key, but its token is good for one use only. So a reply whose first try ended in
silence is tried again while the token lives: 200 means the first did not arrive, 'Invalid reply token'
means it did. Source: LINE Messaging API reference, "Retry failed API requests"; "Send reply message".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from bot.line import Answer
from bot.outbox import MULTICAST, Outgoing, Settled, is_urgent

MOST_RATE_LIMITS = 14
# LINE knows a retry key for a day.
LONGEST_PUSH_MS = 23 * 60 * 60 * 1000
_BACKOFF_MS = 500
_LONGEST_MS = 15 * 60 * 1000
# Many wait for a multicast, and its sender keeps to LINE's pace by itself.
_LONGEST_MULTICAST_MS = 60 * 1000
_RATE_MS = 1_000
# What is urgent does not wait while others keep LINE's limit busy.
_URGENT_RATE_MS = 150
_LONGEST_URGENT_MS = 5_000


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer. `arrived` is False when the request cannot have reached LINE."""

    reason: str
    arrived: bool


class Judge:
    """Turns answers into verdicts. `rng` spreads the retries of many calls."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng

    def settle(self, call: Outgoing, answer: Answer | Silence, now_ms: int) -> Settled:
        """What becomes of the call after this try."""
        if isinstance(answer, Silence):
            return self._unclear(call, answer.reason, None, now_ms, maybe=answer.arrived)
        if answer.status < 300 or (answer.status == 409 and call.method != "reply"):
            return _end(call, "sent", answer, now_ms)
        if answer.status == 429:
            return self._limited(call, answer, now_ms)
        if answer.status >= 500:
            return self._unclear(call, f"LINE answered {answer.status}", answer, now_ms, maybe=True)
        if call.method == "reply" and "invalid reply token" in answer.message.lower():
            return self._token_gone(call, answer, now_ms)
        return _end(call, "failed", answer, now_ms, answer.message or f"status {answer.status}")

    def too_late(self, call: Outgoing, now_ms: int) -> Settled:
        """What becomes of a call that is of no use any more: an earlier try of it may have arrived."""
        state = "unknown" if call.ambiguous else "expired"
        return _end(call, state, None, now_ms, "too late")

    def put_back(self, call: Outgoing, now_ms: int) -> Settled:
        """A call that was taken but not tried: due at once."""
        return self._again(call, "", None, now_ms, wait=0)

    def _token_gone(self, call: Outgoing, answer: Answer, now_ms: int) -> Settled:
        if not call.ambiguous:
            return self._again(call, "reply token expired", answer, now_ms, method="push", wait=0)
        if now_ms < call.token_until_ms:
            return _end(call, "sent", answer, now_ms, "an earlier try had been accepted")
        return self._lost(call, answer, now_ms)

    def _unclear(
        self, call: Outgoing, why: str, answer: Answer | None, now_ms: int, *, maybe: bool
    ) -> Settled:
        ambiguous = call.ambiguous or maybe
        if call.method == "reply":
            wait = self._wait(call)
            if now_ms + wait < call.token_until_ms:
                return self._again(call, why, answer, now_ms, ambiguous=ambiguous, wait=wait)
            if ambiguous:
                return self._lost(call, answer, now_ms)
            return self._again(call, why, answer, now_ms, method="push", wait=wait)
        if now_ms - call.created_ms >= LONGEST_PUSH_MS:
            doubt = ambiguous and call.method == MULTICAST
            return _end(call, "unknown" if doubt else "failed", answer, now_ms, why)
        return self._again(call, why, answer, now_ms, ambiguous=ambiguous)

    def _limited(self, call: Outgoing, answer: Answer, now_ms: int) -> Settled:
        if "monthly limit" in answer.message.lower():
            return replace(_end(call, "failed", answer, now_ms, answer.message), stops=call.mailing)
        if call.method == MULTICAST and now_ms - call.created_ms < LONGEST_PUSH_MS:
            pause = _URGENT_RATE_MS if is_urgent(call.lane) else _RATE_MS
            wait = int(pause * self._rng.uniform(0.5, 1.5))
            return self._again(call, "rate limit", answer, now_ms, wait=wait)
        if call.attempts >= MOST_RATE_LIMITS:
            return _end(call, "failed", answer, now_ms, "rate limit")
        return self._again(call, "rate limit", answer, now_ms)

    def _lost(self, call: Outgoing, answer: Answer | None, now_ms: int) -> Settled:
        # It may be in the citizen's talk already. Twice is worse than a little doubt, except for receipts.
        why = "no answer while the reply token lived"
        if call.must_arrive:
            return self._again(call, why, answer, now_ms, method="push", wait=0)
        return _end(call, "unknown", answer, now_ms, why)

    def _again(
        self,
        call: Outgoing,
        why: str,
        answer: Answer | None,
        now_ms: int,
        *,
        method: str | None = None,
        ambiguous: bool | None = None,
        wait: int | None = None,
    ) -> Settled:
        then, doubt = method or call.method, call.ambiguous if ambiguous is None else ambiguous
        return Settled(
            call.key,
            "queued",
            then,
            # A push under its retry key is never ambiguous: LINE itself tells the second from the first.
            # Nor is a multicast, but when its time is up it must be known whether it may have arrived.
            ambiguous=doubt and then != "push",
            due_ms=now_ms + (self._wait(call) if wait is None else wait),
            settled_ms=None,
            status=answer.status if answer else None,
            request_id=answer.request_id if answer else None,
            error=why,
        )

    def _wait(self, call: Outgoing) -> int:
        steps = min(call.attempts - 1, 12)
        longest = _LONGEST_MULTICAST_MS if call.method == MULTICAST else _LONGEST_MS
        if is_urgent(call.lane):
            longest = min(longest, _LONGEST_URGENT_MS)
        return int(min(_BACKOFF_MS * 2**steps, longest) * self._rng.uniform(0.8, 1.2))


def _end(
    call: Outgoing, state: str, answer: Answer | None, now_ms: int, error: str | None = None
) -> Settled:
    return Settled(
        call.key,
        state,
        call.method,
        call.ambiguous,
        now_ms,
        now_ms,
        answer.status if answer else None,
        answer.request_id if answer else None,
        error,
    )
