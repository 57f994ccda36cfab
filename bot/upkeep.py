"""The platform's own scheduled work: letting go of what is no longer needed."""

from __future__ import annotations

import logging

from bot import citizens, conversation, erasure, inbox, mailing, outbox
from bot.service import Service
from bot.time import millis

log = logging.getLogger(__name__)

DAY_MS = 24 * 60 * 60 * 1000


def purge(service: Service) -> dict[str, int]:
    """Delete finished events, settled calls, idle conversations and all of who blocked us long ago.

    Returns how many rows went, by kind. The terms are PAYLOAD_DAYS and BLOCKED_DAYS.
    """
    now = millis(service.clock())
    old = now - service.settings.payload_days * DAY_MS
    blocked = now - service.settings.blocked_days * DAY_MS
    with service.database.write() as connection:
        mailing.fold(connection, old)
        gone = {
            "events": inbox.purge(connection, old),
            "sends": outbox.purge(connection, old),
            "conversations": conversation.forget_idle(connection, old),
            "citizens": erasure.erase(connection, citizens.long_blocked(blocked)),
        }
    log.info("purged", extra=gone)
    return gone
