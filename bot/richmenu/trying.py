"""What may be in the way of menus at LINE, as staff read it, and how long to wait then."""

from __future__ import annotations

from bot.line import TransportError
from bot.line.richmenus import Refused
from bot.richmenu.font import NoFont
from bot.richmenu.publishing import NotPublished

# LINE needs some time to move very many; another clock keeps off for as long.
HELD_MS = 180_000
FIRST_PAUSE_MS, LONGEST_PAUSE_MS = 5_000, 20 * 60_000

TROUBLE = (NoFont, Refused, TransportError, NotPublished, LookupError)


def pause_ms(tries: int) -> int:
    """How long to wait after so many tries that failed."""
    return int(min(FIRST_PAUSE_MS * 2 ** min(tries, 20), LONGEST_PAUSE_MS))


def told(error: Exception) -> str:
    """What is in the way, as staff read it."""
    if isinstance(error, Refused) and error.status == 429:
        return "LINEの回数の決まり(1時間に3回まで)で待っています。"
    if isinstance(error, Refused) and error.status in (401, 403):
        return "LINEの鍵(LINE_CHANNEL_ACCESS_TOKEN)が正しくないか、期限が切れています。"
    if isinstance(error, TransportError):
        return "LINEにつながりません。"
    return str(error)[:300]
