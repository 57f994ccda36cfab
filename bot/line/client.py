"""Calls of LINE's Messaging API, as far as the platform needs them.

Bodies are put together from JSON that was checked when its messages were built; the SDK's models would
cost a hundred times the CPU.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bot.line.transport import Transport, TransportError


@dataclass(frozen=True, slots=True)
class Answer:
    """LINE's answer to one call. `message` is LINE's explanation, empty on success."""

    status: int
    request_id: str
    message: str


@dataclass(frozen=True, slots=True)
class Quota:
    """Messages of this month; `most` is None where the plan has no limit."""

    most: int | None
    used: int

    @property
    def left(self) -> int | None:
        """How many more may be sent; None: any number."""
        return None if self.most is None else max(0, self.most - self.used)


class LineClient:
    """LINE's API for one channel.

    Args:
        api: the API host, `https://api.line.me`, or an emulator's address.
        token: the channel access token.
        transport: the network.
        timeout: seconds to wait for an answer.
    """

    def __init__(self, api: str, token: str, transport: Transport, timeout: float = 10.0) -> None:
        self._api, self._transport, self._timeout = api.rstrip("/"), transport, timeout
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "User-Agent": "madoguchi",
        }

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def reply(self, reply_token: str, messages: str) -> Answer:
        """Answer an event. `messages` is a JSON array.

        Raises:
            TransportError: no answer came.
        """
        body = f'{{"replyToken":{json.dumps(reply_token)},"messages":{messages}}}'
        return self._post("/v2/bot/message/reply", body, None)

    def push(self, citizen: str, messages: str, retry_key: str) -> Answer:
        """Send to one citizen; safe to repeat with the same key for 24 hours.

        Raises:
            TransportError: no answer came.
        """
        body = f'{{"to":{json.dumps(citizen)},"messages":{messages}}}'
        return self._post("/v2/bot/message/push", body, retry_key)

    def multicast(self, recipients: str, messages: str, retry_key: str) -> Answer:
        """Send to at most 500 citizens, a JSON array of ids; safe to repeat like a push.

        LINE answers 200 for citizens who blocked the account, too.

        Raises:
            TransportError: no answer came.
        """
        body = f'{{"to":{recipients},"messages":{messages}}}'
        return self._post("/v2/bot/message/multicast", body, retry_key)

    def whose(self, id_token: str, channel: str) -> str | None:
        """The user id that an ID token of LIFF was given for; None if LINE does not vouch for it.

        Args:
            channel: the LINE Login channel that the token must have been made for.

        Raises:
            TransportError: no answer came.
        """
        body = urlencode({"id_token": id_token, "client_id": channel}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "madoguchi"}
        url = f"{self._api}/oauth2/v2.1/verify"
        response = self._transport("POST", url, body, headers, self._timeout)
        if response.status != 200:
            return None
        told = json.loads(response.body)
        sub = told.get("sub") if isinstance(told, dict) else None
        return sub if isinstance(sub, str) else None

    def quota(self) -> Quota:
        """The month's messages: how many the plan allows, and how many are used.

        Raises:
            TransportError: no answer came, or not one that can be read.
        """
        plan, used = (self._get(f"/v2/bot/message/quota{part}") for part in ("", "/consumption"))
        try:
            most = int(plan["value"]) if plan.get("type") == "limited" else None
            return Quota(most, int(used["totalUsage"]))
        except (KeyError, TypeError, ValueError) as error:
            raise TransportError(f"LINE's quota cannot be read: {error!r}") from error

    def _get(self, path: str) -> dict[str, Any]:
        response = self._transport("GET", self._api + path, None, self._headers, self._timeout)
        if response.status != 200:
            raise TransportError(f"LINE answered {response.status} to {path}")
        found: dict[str, Any] = json.loads(response.body)
        return found

    def _post(self, path: str, body: str, retry_key: str | None) -> Answer:
        headers = self._headers | ({"X-Line-Retry-Key": retry_key} if retry_key else {})
        response = self._transport("POST", self._api + path, body.encode(), headers, self._timeout)
        request_id = response.headers.get("x-line-request-id", "")
        return Answer(response.status, request_id, _message(response.status, response.body))


def _message(status: int, body: bytes) -> str:
    if status < 300:
        return ""
    try:
        told = json.loads(body)
        return str(told.get("message", ""))[:300] if isinstance(told, dict) else ""
    except ValueError:
        return ""
