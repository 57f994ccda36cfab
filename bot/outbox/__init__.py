"""The outbox: what is to be sent, one row a call to LINE, and what became of it.

A row's primary key is its retry key. States: `queued`, `sent`, `failed` (refused for good; staff see why),
`unknown` (LINE may or may not have it, and it was not worth showing twice), `expired` (of no use any more).

A `multicast` goes to up to 500 `recipients`, a JSON array, and its `citizen` is empty. It is taken up by
senders of its own (`bot.delivery.bulk`), so that no answer waits behind it. Once LINE has it, its recipients
are let go, unless they are kept until `kept_until_ms`, so that a correction finds them; how many
`people` they were stays.

`due_ms` is when any process may take the row. The process that wrote it sends it at once, so it is
written with a lease: due only after `LEASE_MS`, when that process must have died. `in_flight` says that
somebody may be sending it now; taking such a row over makes it `ambiguous`: it may have arrived.
"""

from __future__ import annotations

from bot.outbox.settling import Settled, is_old, purge, settle
from bot.outbox.table import LANES, MULTICAST, Lane, is_queued, is_urgent, outbox_table
from bot.outbox.taking import LEASE_MS, has_multicasts, take_due, take_multicasts
from bot.outbox.writing import Outgoing, add, add_multicasts, new_key

__all__ = [
    "LANES",
    "LEASE_MS",
    "MULTICAST",
    "Lane",
    "Outgoing",
    "Settled",
    "add",
    "add_multicasts",
    "has_multicasts",
    "is_old",
    "is_queued",
    "is_urgent",
    "new_key",
    "outbox_table",
    "purge",
    "settle",
    "take_due",
    "take_multicasts",
]
