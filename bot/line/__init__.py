"""The only code that speaks to LINE."""

from bot.line.client import Answer, LineClient
from bot.line.signature import is_signed
from bot.line.transport import HttpTransport, NotConnected, Transport, TransportError

__all__ = [
    "Answer",
    "HttpTransport",
    "LineClient",
    "NotConnected",
    "Transport",
    "TransportError",
    "is_signed",
]
