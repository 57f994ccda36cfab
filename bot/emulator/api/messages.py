"""Sending messages, and checking them without sending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator import sending
from bot.emulator.api.wire import Answer, Call, Handler, Route, answer
from bot.emulator.errors import ApiError
from bot.emulator.quota import iso
from bot.emulator.rates import CAMPAIGN, MULTICAST
from bot.emulator.sending import Sending
from bot.emulator.validate import requests
from bot.emulator.validate.problems import Check
from bot.emulator.validate.requests import refuse

if TYPE_CHECKING:
    from bot.emulator.emulator import Emulator


def _sending(via: str, call: Call) -> Sending:
    return Sending(via, call.body, call.request_id, call.retry_key, call.at)


def _checked(call: Call, check: Check) -> dict[str, Any]:
    body = call.json()
    refuse(check, body)
    return body


def reply(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/message/reply"""
    body = _checked(call, requests.REPLY)
    call.event_id, sent = sending.reply(
        emulator, _sending("reply", call), body["replyToken"], body["messages"]
    )
    return answer({"sentMessages": sent})


def push(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/message/push"""
    body = _checked(call, requests.PUSH)
    units = body.get("customAggregationUnits") or ()
    sent = sending.push(emulator, _sending("push", call), body["to"], body["messages"], units)
    return answer({"sentMessages": sent})


def multicast(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/message/multicast"""
    body = _checked(call, requests.MULTICAST)
    units = body.get("customAggregationUnits") or ()
    sending.multicast(emulator, _sending("multicast", call), body["to"], body["messages"], units)
    return answer({})


def broadcast(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/message/broadcast"""
    body = _checked(call, requests.BROADCAST)
    sending.to_everybody(emulator, _sending("broadcast", call), body["messages"])
    return answer({})


def narrowcast(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/message/narrowcast: to all who follow, whatever the filter says."""
    body = _checked(call, requests.NARROWCAST)
    most = (body.get("limit") or {}).get("max")
    sending.to_everybody(emulator, _sending("narrowcast", call), body["messages"], most)
    return answer({}, 202)


def narrowcast_progress(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/message/progress/narrowcast"""
    request_id = call.query().get("requestId", "")
    with emulator.lock:
        sent = emulator.deliveries.find(request_id)
    if sent is None or sent.via != "narrowcast":
        raise ApiError(404, "Not found")
    done = sent.at + emulator.config.narrowcast_seconds
    if call.at < done:
        return answer({"phase": "sending", "acceptedTime": iso(sent.at)})
    return answer(
        {
            "phase": "succeeded",
            "successCount": sent.people,
            "failureCount": 0,
            "targetCount": sent.people,
            "acceptedTime": iso(sent.at),
            "completedTime": iso(done),
        }
    )


def validate(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/message/validate/*: the messages only, as at LINE."""
    del emulator
    _checked(call, requests.ONLY_MESSAGES)
    return answer({})


def _validation(kind: str) -> Route:
    return Route("POST", f"/v2/bot/message/validate/{kind}", validate)


def _send(kind: str, handler: Handler, **rest: Any) -> Route:
    return Route("POST", f"/v2/bot/message/{kind}", handler, **rest)


ROUTES = (
    _send("reply", reply),
    _send("push", push, retry_key=True),
    _send("multicast", multicast, retry_key=True, rate=MULTICAST),
    _send("broadcast", broadcast, retry_key=True, rate=CAMPAIGN),
    _send("narrowcast", narrowcast, retry_key=True, rate=CAMPAIGN),
    Route("GET", "/v2/bot/message/progress/narrowcast", narrowcast_progress),
    *map(_validation, ("reply", "push", "multicast", "narrowcast", "broadcast")),
)
