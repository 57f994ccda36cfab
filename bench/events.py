"""Signed LINE webhooks, one text event each, ready to be put on the wire."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

SECRET = "bench-secret"
TOKEN = "bench-token"
TEXTS = (
    "今日のごみ",
    "燃えるごみはいつ",
    "明日",
    "ペットボトル",
    "市役所の電話番号は？",
    "こわれたアイロンの捨て方",
    "住民票がほしい",
)
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def signature(body: bytes, secret: str = SECRET) -> str:
    """The `x-line-signature` of a body: base64 of HMAC-SHA256 with the channel secret."""
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


def reply_token(number: int) -> str:
    """A reply token that carries its event's number, so that the stub can tell who was answered."""
    return f"{number:032x}"


def _ulid(milliseconds: int, number: int) -> str:
    value = (milliseconds << 80) | number
    return "".join(_CROCKFORD[(value >> shift) & 31] for shift in range(125, -1, -5))


def text_event(number: int, citizen: int, text: str, milliseconds: int) -> dict[str, object]:
    """One text event as LINE writes it, from the citizen with this number."""
    return {
        "type": "message",
        "message": {
            "type": "text",
            "id": str(500_000_000_000_000_000 + number),
            "quoteToken": f"q{number:063x}",
            "text": text,
        },
        "webhookEventId": _ulid(milliseconds, number),
        "deliveryContext": {"isRedelivery": False},
        "timestamp": milliseconds,
        "source": {"type": "user", "userId": f"U{citizen:032x}"},
        "replyToken": reply_token(number),
        "mode": "active",
    }


@dataclass(frozen=True)
class Request:
    """One webhook: the event's number and the bytes of the whole HTTP request."""

    number: int
    wire: bytes


@dataclass
class WebhookMaker:
    """Makes webhooks whose numbers never repeat, so that rounds of a run cannot be mixed up."""

    path: str
    citizens: int = 5000
    texts: Sequence[str] = TEXTS
    clock: Callable[[], float] = time.time
    _next: int = field(default=1, init=False)

    def make(self) -> Request:
        """The next webhook, signed."""
        number, self._next = self._next, self._next + 1
        text = self.texts[number % len(self.texts)]
        event = text_event(number, number % self.citizens, text, int(self.clock() * 1000))
        body = json.dumps(
            {"destination": f"U{0xB07:032x}", "events": [event]},
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()
        return Request(number, self._head(body) + body)

    def batch(self, count: int) -> list[Request]:
        """The next `count` webhooks; made before a round, so that signing is not measured."""
        return [self.make() for _ in range(count)]

    def _head(self, body: bytes) -> bytes:
        lines = (
            f"POST {self.path} HTTP/1.1",
            "Host: 127.0.0.1",
            "User-Agent: LineBotWebhook/2.0",
            "Content-Type: application/json; charset=utf-8",
            f"Content-Length: {len(body)}",
            f"X-Line-Signature: {signature(body)}",
        )
        return "\r\n".join((*lines, "", "")).encode()
