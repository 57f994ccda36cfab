"""The platform's own scheduled work: what is no longer needed goes, the menu follows the emergency mode."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial

from bot import (
    attempts,
    citizens,
    conversation,
    emergency,
    erasure,
    inbox,
    mailing,
    media,
    misses,
    outbox,
    quota,
    usage,
)
from bot.mailing import cap
from bot.releases import menus, newest, store
from bot.service import Service
from bot.time import JAPAN, millis

log = logging.getLogger(__name__)

DAY_MS = 24 * 60 * 60 * 1000


def follow_menus(service: Service) -> None:
    """Let the menu below the talk follow the emergency mode, then the newest release of the content.

    What fails is tried again. Most rounds find nothing to do, and import nothing that draws.
    """
    try:
        if _is_menu_due(service):
            from bot.richmenu.following import Follower
            from bot.richmenu.switching import Switcher, publisher_of

            database, clock, settings = service.database, service.clock, service.settings
            publisher = partial(publisher_of, settings)
            content, font = service.library.root, settings.menu_font
            Switcher(database, clock, content, font, publisher).settle()
            Follower(database, clock, font, publisher).settle()
    except Exception:
        log.exception("the menu could not follow; it is tried again")


def _is_menu_due(service: Service) -> bool:
    with service.database.read() as connection:
        if emergency.current(connection).menu is not emergency.MenuState.DONE:
            return True
        release = newest(connection)
        one = menus.of_release(connection, release.number) if release else None
        return one is not None and one.state is menus.State.WAITING


def ask_quota(service: Service) -> None:
    """Ask LINE how many messages of the month are used."""
    quota.ask(service.database, service.line, millis(service.clock()))


def purge(service: Service) -> dict[str, int]:
    """Delete what its term is over of, and add up what was asked in vain on past days.

    These are finished events, settled calls, idle conversations, all of who blocked us long ago, misses of
    the search, content that no release and no draft holds, and files of photos that no row knows. Returns
    how many rows (or photos) went, by kind. The terms are PAYLOAD_DAYS, BLOCKED_DAYS and MISSES_DAYS.
    """
    now, today = millis(service.clock()), service.clock().astimezone(JAPAN).date()
    old = now - service.settings.payload_days * DAY_MS
    blocked = now - service.settings.blocked_days * DAY_MS
    unmissed = today - timedelta(days=service.settings.misses_days)
    with service.database.write() as connection:
        misses.add_up(connection, today)
        mailing.fold(connection, old, now)
        gone = {
            "events": inbox.purge(connection, old),
            "sends": outbox.purge(connection, old, now),
            "conversations": conversation.forget_idle(connection, old),
            "citizens": erasure.erase(connection, citizens.long_blocked(blocked)),
            "capped": cap.purge(connection, now),
            "misses": misses.purge(connection, unmissed),
            "content": store.forget_orphans(connection),
        }
    gone["photos"] = media.sweep(service.media)
    log.info("purged", extra=gone)
    return gone


def forget_attempts(service: Service) -> int:
    """Forget who sent forms and tried to sign in, called every hour; returns how many attempts went."""
    with service.database.write(durable=False) as connection:
        return attempts.purge(connection, millis(service.clock()))


def count_followers(service: Service) -> int:
    """Note how many follow the account today; called every hour, the last count of a day stays."""
    day = service.clock().astimezone(JAPAN).date()
    with service.database.write(durable=False) as connection:
        return usage.note_followers(connection, day)
