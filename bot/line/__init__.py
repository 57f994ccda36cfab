"""The only code that speaks to LINE."""

from bot.line.client import Answer, LineClient
from bot.line.signature import is_signed
from bot.line.transport import NotConnected, Transport, TransportError, UrllibTransport

__all__ = [
    "Answer",
    "LineClient",
    "NotConnected",
    "Transport",
    "TransportError",
    "UrllibTransport",
    "is_signed",
]
