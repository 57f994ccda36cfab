"""From a step's reply to the calls that bring it to the citizen."""

from __future__ import annotations

import json

from bot.inbox import Waiting
from bot.outbox import LEASE_MS, Outgoing, new_key
from bot.talk.reply import Reply

# LINE speaks of about a minute; an answer that leaves later is pushed.
TOKEN_LIFE_MS = 50_000

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def outgoing(event: Waiting, reply: Reply, now: int) -> list[Outgoing]:
    # In standby mode another program has the floor.
    if not reply.messages or event.raw.get("mode") == "standby":
        return []
    token = event.raw.get("replyToken")
    until = event.token_ms + TOKEN_LIFE_MS
    fresh = isinstance(token, str) and bool(token) and now < until
    return [
        Outgoing(
            citizen=event.citizen,
            method="reply" if fresh else "push",
            messages=_JSON.encode([m.payload() for m in reply.messages]),
            created_ms=now,
            due_ms=now + LEASE_MS,
            key=new_key(),
            reply_token=token if fresh else None,
            token_until_ms=until,
            must_arrive=reply.must_arrive,
        )
    ]
