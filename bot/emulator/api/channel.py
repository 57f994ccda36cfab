"""The channel itself: who the bot is, its webhook, its quota and its counts."""

from __future__ import annotations

import re
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.emulator.api.wire import Answer, Call, Route, answer
from bot.emulator.errors import ApiError
from bot.emulator.quota import day_of, iso
from bot.emulator.rates import CAMPAIGN
from bot.emulator.validate.limits import scheme, units
from bot.emulator.validate.requests import refuse
from bot.emulator.validate.schema import both, record

if TYPE_CHECKING:
    from bot.emulator.emulator import Emulator

FIRST_DAY = "20180331"
ADDRESS = both(units(500), scheme("https", "http"))
"""LINE takes https only; an emulator's bot is mostly at home."""
ENDPOINT = record({"endpoint": ADDRESS})
ENDPOINT_TEST = record(optional={"endpoint": ADDRESS})


def info(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/info"""
    del call
    return answer(
        {
            "userId": emulator.destination,
            "basicId": emulator.config.basic_id,
            "displayName": emulator.config.bot_name,
            "chatMode": "bot",
            "markAsReadMode": "manual",
        }
    )


def get_endpoint(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/channel/webhook/endpoint"""
    del call
    if emulator.webhook_url is None:
        raise ApiError(404, "Webhook endpoint not found")
    return answer({"endpoint": emulator.webhook_url, "active": True})


def put_endpoint(emulator: Emulator, call: Call) -> Answer:
    """PUT /v2/bot/channel/webhook/endpoint"""
    body = call.json()
    refuse(ENDPOINT, body)
    emulator.webhook_url = body["endpoint"]
    return answer({})


def test_endpoint(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/channel/webhook/test: a webhook without events."""
    body = call.json() if call.body else {}
    refuse(ENDPOINT_TEST, body)
    url = body.get("endpoint") or emulator.webhook_url
    if url is None:
        raise ApiError(404, "Webhook endpoint not found")
    status = emulator.knock(url)
    reason = "COULD_NOT_CONNECT" if status is None else "OK" if status == HTTPStatus.OK else None
    return answer(
        {
            "success": status == HTTPStatus.OK,
            "timestamp": iso(call.at),
            "statusCode": status or 0,
            "reason": reason or "ERROR_STATUS_CODE",
            "detail": str(status or "TCP connection could not be established"),
        }
    )


def quota(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/message/quota"""
    del call
    limit = emulator.quota.limit
    return answer({"type": "none"} if limit is None else {"type": "limited", "value": limit})


def consumption(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/message/quota/consumption"""
    with emulator.lock:
        return answer({"totalUsage": emulator.quota.used(call.at)})


def delivery(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/message/delivery/*: known from the day after, as at LINE."""
    day = call.query().get("date", "")
    if not _is_day(day):
        raise ApiError(400, "The value for the 'date' parameter is invalid")
    if day < FIRST_DAY:
        return answer({"status": "out_of_service"})
    if day >= day_of(call.at):
        return answer({"status": "unready"})
    with emulator.lock:
        count = emulator.quota.sent(call.path.rpartition("/")[2], day)
    return answer({"status": "ready", "success": count})


def _is_day(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{8}", text) and datetime.strptime(text, "%Y%m%d"))  # noqa: DTZ007
    except ValueError:
        return False


def unit_count(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/message/aggregation/info"""
    del call
    with emulator.lock:
        return answer({"numOfCustomAggregationUnits": len(emulator.deliveries.units())})


def unit_names(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/message/aggregation/list"""
    del call
    with emulator.lock:
        return answer({"customAggregationUnits": emulator.deliveries.units()})


WEBHOOK = "/v2/bot/channel/webhook"
ROUTES = (
    Route("GET", "/v2/bot/info", info),
    Route("GET", f"{WEBHOOK}/endpoint", get_endpoint),
    Route("PUT", f"{WEBHOOK}/endpoint", put_endpoint),
    Route("POST", f"{WEBHOOK}/test", test_endpoint, rate=CAMPAIGN),
    Route("GET", "/v2/bot/message/quota", quota),
    Route("GET", "/v2/bot/message/quota/consumption", consumption),
    *(
        Route("GET", f"/v2/bot/message/delivery/{kind}", delivery)
        for kind in ("reply", "push", "multicast", "broadcast")
    ),
    Route("GET", "/v2/bot/message/aggregation/info", unit_count),
    Route("GET", "/v2/bot/message/aggregation/list", unit_names),
)
