"""The inbox: received events, stored once per `webhookEventId`, taken in order for each citizen.

States: `new` (to be handled, or to be tried again at `next_try_ms`), `done`, `ignored` (standby, groups),
`parked` (failed too often; staff can see and retry it). What the citizen wrote leaves the row as soon as
the event is done; only the id stays, to tell a duplicate.
"""

from __future__ import annotations

from bot.inbox.outcomes import (
    count_attempt,
    finish,
    park,
    parked,
    purge,
    retry_parked,
    try_later,
    unsend,
)
from bot.inbox.queue import Waiting, count_taken, deadly, left_behind, taken, waiting
from bot.inbox.receiving import Received, store
from bot.inbox.table import inbox_table

__all__ = [
    "Received",
    "Waiting",
    "count_attempt",
    "count_taken",
    "deadly",
    "finish",
    "inbox_table",
    "left_behind",
    "park",
    "parked",
    "purge",
    "retry_parked",
    "store",
    "taken",
    "try_later",
    "unsend",
    "waiting",
]
