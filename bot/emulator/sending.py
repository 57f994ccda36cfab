"""What happens to an accepted message: counted, kept, and shown to whom it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.emulator.emulator import Emulator
from bot.emulator.errors import ApiError, invalid_property
from bot.emulator.ids import USER_ID, USER_IDS

QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video", "template", "imagemap"})


@dataclass(frozen=True, slots=True)
class Sending:
    """One call that sends messages, as far as the emulator's state needs it."""

    via: str
    body: bytes
    request_id: str
    retry_key: str | None
    at: float


def with_ids(emulator: Emulator, messages: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Return the messages with the ids they have at the citizen's."""
    return tuple([{**message, "id": emulator.ids.message_id()} for message in messages])


def sent_messages(
    emulator: Emulator, messages: Sequence[dict[str, Any]]
) -> tuple[dict[str, str], ...]:
    """Return what LINE answers about messages sent to one person."""
    return tuple([_sent(emulator, message) for message in messages])


def _sent(emulator: Emulator, message: dict[str, Any]) -> dict[str, str]:
    found = {"id": message["id"]}
    if message["type"] in QUOTABLE:
        found["quoteToken"] = emulator.ids.quote_token()
    return found


def reply(
    emulator: Emulator, sending: Sending, token: str, messages: list[dict[str, Any]]
) -> tuple[str, tuple[dict[str, str], ...]]:
    """Answer an event; return its webhookEventId and what was sent."""
    with emulator.lock:
        held = emulator.reply_tokens.find(token)
        if held is None or not held.spend(sending.at):
            emulator.ledger.refused(None if held is None else held.event_id)
            raise ApiError(400, "Invalid reply token")  # used, old and unknown alike, as at LINE
        known = with_ids(emulator, messages)
        emulator.quota.spend("reply", 1, sending.at)
        emulator.ledger.replied(held.event_id)
        _, talks = emulator.citizens.reached([held.user_id])
        emulator.timeline.add(sending.at, "bot", "reply", talks, known, answers=held.event_id)
        return held.event_id, sent_messages(emulator, known)


def push(
    emulator: Emulator,
    sending: Sending,
    user_id: str,
    messages: list[dict[str, Any]],
    units: Sequence[str],
) -> tuple[dict[str, str], ...]:
    """Send to one person; return what was sent. Who blocks the bot gets nothing, unseen by it."""
    if not USER_ID.fullmatch(user_id):
        raise invalid_property("to")
    with emulator.lock:
        emulator.retry_keys.check(sending.retry_key, sending.body, sending.at)
        if emulator.config.known_users_only and not emulator.citizens.exists(user_id):
            raise ApiError(400, "Failed to send messages")
        known = _send(emulator, sending, [user_id], messages, units)
        sent = sent_messages(emulator, known)
        emulator.ledger.pushed(user_id)
        _accept(emulator, sending, sent)
        return sent


def multicast(
    emulator: Emulator,
    sending: Sending,
    user_ids: list[str],
    messages: list[dict[str, Any]],
    units: Sequence[str],
) -> None:
    """Send to up to 500 people; ids of nobody are accepted, as at LINE. Doubles count once."""
    _check_ids(user_ids)
    with emulator.lock:
        emulator.retry_keys.check(sending.retry_key, sending.body, sending.at)
        _send(emulator, sending, list(dict.fromkeys(user_ids)), messages, units)
        _accept(emulator, sending)


def _check_ids(user_ids: list[str]) -> None:
    """Refuse the first id that is none; one search for all of them is ten times as fast."""
    if USER_IDS.fullmatch(" ".join(user_ids)):
        return
    for place, user_id in enumerate(user_ids):
        if not USER_ID.fullmatch(user_id):
            raise invalid_property(f"to[{place}]")


def to_everybody(
    emulator: Emulator,
    sending: Sending,
    messages: list[dict[str, Any]],
    most: int | None = None,
) -> int:
    """Send to all who follow, or to `most` of them; return to how many."""
    with emulator.lock:
        emulator.retry_keys.check(sending.retry_key, sending.body, sending.at)
        followers = emulator.citizens.followers()
        people = emulator.citizens.follower_count()
        people = people if most is None else min(most, people)
        emulator.quota.spend(sending.via, people, sending.at)
        known = with_ids(emulator, messages)
        shown = tuple(followers[:people])
        emulator.timeline.add(sending.at, "bot", sending.via, shown, known)
        _record(emulator, sending, None, people, known, ())
        _accept(emulator, sending)
        return people


def _send(
    emulator: Emulator,
    sending: Sending,
    to: list[str],
    messages: list[dict[str, Any]],
    units: Sequence[str],
) -> tuple[dict[str, Any], ...]:
    people, talks = emulator.citizens.reached(to)
    emulator.quota.spend(sending.via, people, sending.at)
    known = with_ids(emulator, messages)
    emulator.timeline.add(sending.at, "bot", sending.via, talks, known)
    _record(emulator, sending, to, people, known, units)
    return known


def _record(
    emulator: Emulator,
    sending: Sending,
    to: list[str] | None,
    people: int,
    messages: tuple[dict[str, Any], ...],
    units: Sequence[str],
) -> None:
    emulator.deliveries.add(
        sending.at, sending.via, sending.request_id, sending.retry_key, to, people, messages, units
    )


def _accept(emulator: Emulator, sending: Sending, sent: tuple[dict[str, str], ...] = ()) -> None:
    emulator.retry_keys.accept(
        sending.retry_key, sending.body, sending.request_id, sending.at, sent
    )
