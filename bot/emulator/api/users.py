"""Profiles, followers, the loading indicator, read marks, and what citizens sent."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from bot.emulator.api.wire import Answer, Call, Route, answer
from bot.emulator.errors import ApiError, invalid_property, not_found
from bot.emulator.ids import USER_ID
from bot.emulator.media import Medium
from bot.emulator.rates import LOADING
from bot.emulator.validate.requests import refuse
from bot.emulator.validate.schema import integer, pattern, record, string

if TYPE_CHECKING:
    from bot.emulator.emulator import Emulator

USER = pattern(USER_ID.pattern, "Must be a user id")
FOLLOWERS = 1000
SECONDS = frozenset(range(5, 61, 5))
LOADING_START = record({"chatId": USER}, {"loadingSeconds": integer(5, 60)})
MARK_AS_READ = record({"chat": record({"userId": USER})})
MARK_AS_READ_BY_TOKEN = record({"markAsReadToken": string(1000, len)})


def profile(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/profile/{userId}: 404 for who blocks the bot or does not exist."""
    with emulator.lock:
        found = emulator.citizens.profile(call.params[0])
    if found is None:
        raise not_found()
    return answer(found)


def followers(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/followers/ids: up to 1000 a page."""
    query = call.query()
    try:
        limit = int(query.get("limit", FOLLOWERS))
    except ValueError:
        limit = 0
    if not 1 <= limit <= FOLLOWERS:
        raise ApiError(400, "The value for the 'limit' parameter is invalid")
    start = _read_cursor(query.get("start"))
    with emulator.lock:
        found, after = emulator.citizens.page(start, limit)
    return answer({"userIds": found} | ({} if after is None else {"next": _cursor(after)}))


def _cursor(place: int) -> str:
    return base64.urlsafe_b64encode(f"followers {place}".encode()).decode()


def _read_cursor(text: str | None) -> int:
    if not text:
        return 0
    try:
        word, _, place = base64.urlsafe_b64decode(text).decode().partition(" ")
        if word == "followers" and place.isdecimal():
            return int(place)
    except (binascii.Error, UnicodeDecodeError, ValueError):
        pass
    raise ApiError(400, "Invalid start param")


def loading(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/chat/loading/start: 5, 10, ... 60 seconds."""
    del emulator
    body = call.json()
    refuse(LOADING_START, body)
    seconds = body.get("loadingSeconds") or 20
    if seconds not in SECONDS:
        raise invalid_property("loadingSeconds")
    return answer({}, 202)


def mark_as_read(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/message/markAsRead"""
    del emulator
    refuse(MARK_AS_READ, call.json())
    return answer({})


def mark_as_read_by_token(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/chat/markAsRead"""
    del emulator
    refuse(MARK_AS_READ_BY_TOKEN, call.json())
    return answer({})


def link_token(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/bot/user/{userId}/linkToken"""
    if not USER_ID.fullmatch(call.params[0]):
        raise not_found()
    return answer({"linkToken": emulator.ids.quote_token()})


def _medium(emulator: Emulator, call: Call) -> Medium:
    with emulator.lock:
        return emulator.media.get(call.params[0])


def content(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/message/{messageId}/content: 202 while a film is being prepared."""
    medium = _medium(emulator, call)
    if call.at < medium.ready_at:
        return answer({}, 202)
    return Answer(200, medium.data, medium.content_type)


def transcoding(emulator: Emulator, call: Call) -> Answer:
    """GET /v2/bot/message/{messageId}/content/transcoding"""
    ready = call.at >= _medium(emulator, call).ready_at
    return answer({"status": "succeeded" if ready else "processing"})


ROUTES = (
    Route("GET", "/v2/bot/profile/{userId}", profile),
    Route("GET", "/v2/bot/followers/ids", followers),
    Route("POST", "/v2/bot/chat/loading/start", loading, rate=LOADING),
    Route("POST", "/v2/bot/message/markAsRead", mark_as_read),
    Route("POST", "/v2/bot/chat/markAsRead", mark_as_read_by_token),
    Route("POST", "/v2/bot/user/{userId}/linkToken", link_token),
    Route("GET", "/v2/bot/message/{messageId}/content", content),
    Route("GET", "/v2/bot/message/{messageId}/content/preview", content),
    Route("GET", "/v2/bot/message/{messageId}/content/transcoding", transcoding),
)
