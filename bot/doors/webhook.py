"""Door: POST /line/webhook. Verify, store, answer 200; everything else happens later."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from typing import Any, TypeGuard

from flask import Blueprint, Response, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from bot.inbox import Received
from bot.line import is_signed
from bot.time import millis

log = logging.getLogger(__name__)
blueprint = Blueprint("webhook", __name__)

# Ids are printable ASCII: what is longer or stranger does not come from LINE.
_ID = re.compile(r"[!-~]{1,64}")
# These change what is stored about a citizen, so they count in standby mode too.
_HANDLED_IN_STANDBY = {"follow", "unfollow", "unsend"}


@blueprint.post("/line/webhook")
def receive() -> Response:
    """Store the events of one webhook: 200 stored, 4xx not LINE's, 503 could not be stored."""
    service = current_app.extensions["madoguchi"]
    body, signature = request.get_data(cache=False), request.headers.get("x-line-signature")
    if not signature:
        return _text(401, "x-line-signature is missing")
    if not is_signed(service.settings.channel_secret, body, signature):
        return _text(401, "x-line-signature does not fit the body")
    try:
        events = read_webhook(body, millis(service.clock()))
    except ValueError as error:
        return _text(400, str(error))
    try:
        if events:
            service.intake.store(events)
    except SQLAlchemyError as error:
        log.error("webhook not stored: %s", type(error).__name__)
        return _text(503, "the events could not be stored; send them again")
    return _text(200, "OK")


def _text(status: int, words: str) -> Response:
    return Response(words, status, mimetype="text/plain")


def read_webhook(body: bytes, now_ms: int) -> list[Received]:
    """Read a webhook's body into events to be stored.

    Events of a shape that LINE does not send are dropped with a log line, so that they take no good
    event of the same body with them.

    Raises:
        ValueError: no webhook at all, or not one of its events can be read.
    """
    events = _events(body)
    try:
        read = [one for one in (_received(event, now_ms) for event in events) if one]
    except RecursionError as error:  # writing an event may need more of the stack than reading it
        raise ValueError("the body is nested too deeply") from error
    if len(read) < len(events):
        log.warning("%d malformed events of %d", len(events) - len(read), len(events))
        if not read:
            raise ValueError("no event has a webhookEventId, a type and a timestamp")
    return read


def _events(body: bytes) -> list[Any]:
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ValueError("the body is no JSON") from error
    events = raw.get("events") if isinstance(raw, dict) else None
    if not isinstance(events, list):
        raise ValueError("the body has no list of events")
    return events


def _received(event: Any, now_ms: int) -> Received | None:
    if not isinstance(event, dict) or not isinstance(event.get("type"), str):
        return None
    event_id, at = event.get("webhookEventId"), event.get("timestamp")
    if not _is_id(event_id) or isinstance(at, bool) or not isinstance(at, int):
        return None
    if not 0 <= at < 1 << 53:
        return None
    citizen = _citizen(event.get("source"))
    standby = event.get("mode") == "standby" and event["type"] not in _HANDLED_IN_STANDBY
    return Received(
        webhook_event_id=event_id,
        citizen=citizen or "",
        message_id=_message_id(event),
        occurred_ms=at,
        received_ms=now_ms,
        payload=json.dumps(event, separators=(",", ":")),
        ignored=standby or not citizen,
        redelivered=_is_redelivery(event),
    )


def _is_id(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _citizen(source: object) -> str | None:
    """The user id of a one-to-one talk; groups and rooms are not served."""
    if not isinstance(source, dict) or source.get("type") != "user":
        return None
    user = source.get("userId")
    return user if _is_id(user) else None


def _message_id(event: Mapping[str, Any]) -> str | None:
    message = event.get("message")
    found = message.get("id") if isinstance(message, dict) else None
    return found if _is_id(found) else None


def _is_redelivery(event: Mapping[str, Any]) -> bool:
    context = event.get("deliveryContext")
    return isinstance(context, dict) and context.get("isRedelivery") is True
