"""The only code that speaks to LINE."""

from bot.line.client import Answer, LineClient, Quota
from bot.line.content import Content, DataHost, Download
from bot.line.signature import is_signed
from bot.line.transport import HttpTransport, NotConnected, Transport, TransportError

__all__ = [
    "Answer",
    "Content",
    "DataHost",
    "Download",
    "HttpTransport",
    "LineClient",
    "NotConnected",
    "Quota",
    "Transport",
    "TransportError",
    "is_signed",
]
