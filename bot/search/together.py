"""What several indexes found for one text, as one would have found it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.search.entries import Found, Hit
from bot.search.verdict import verdict


def together(founds: Iterable[Found], limit: int) -> Found:
    """All hits, best first, at most `limit` of them, with the verdict on all."""
    hits = sorted((hit for found in founds for hit in found.hits), key=_order)
    return Found(verdict(hits), tuple(hits[:limit]))


def _order(hit: Hit) -> tuple[float, int, str, str]:
    return -hit.score, len(hit.entry.title), hit.entry.title, hit.entry.data
