"""What would change, as a table for a terminal; Japanese signs are two columns wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import combining, east_asian_width

from bot.importing.merging import Change, Merged

_SORTS = {"added": "追加", "changed": "変更", "removed": "削除"}
_HEADER = ("", "対象", "内容")
_WIDEST = (4, 36, 78)
_CELL = 24


def width(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return sum(
        0 if combining(sign) else 2 if east_asian_width(sign) in "WFA" else 1 for sign in text
    )


def shortened(text: str, most: int) -> str:
    """A text in one line of at most so many columns."""
    line = " ".join(text.split())
    if width(line) <= most:
        return line
    kept = ""
    for sign in line:
        if width(kept + sign) > most - 2:
            break
        kept += sign
    return kept + "…"


def change_lines(changes: Sequence[Change], limit: int) -> Iterable[str]:
    """The changes as aligned lines, at most `limit` of each sort (0: all), and how many more there are."""
    shown = [one for sort in _SORTS for one in _first(changes, sort, limit)]
    if not shown:
        return
    rows = [_HEADER, *((_SORTS[one.sort], one.title, _told(one)) for one in shown)]
    cells = [[shortened(*each) for each in zip(row, _WIDEST, strict=True)] for row in rows]
    widths = [max(width(row[n]) for row in cells) for n in range(len(_HEADER))]
    yield from ("  ".join(map(_padded, row, widths)).rstrip() for row in cells)
    if more := len(changes) - len(shown):
        yield f"ほかに{more:,}件あります(すべて見るには --limit 0)。"


def summary(merged: Merged) -> str:
    """Such as 「追加 3件、変更 0件、削除 0件、変わらない行 12件」."""
    counts = [f"{word} {merged.count(sort):,}件" for sort, word in _SORTS.items()]  # type: ignore[arg-type]
    return "、".join([*counts, f"変わらない行 {merged.same:,}件"])


def _first(changes: Sequence[Change], sort: str, limit: int) -> Sequence[Change]:
    found = [one for one in changes if one.sort == sort]
    return found[:limit] if limit else found


def _told(change: Change) -> str:
    cells = (
        f"{name}: {shortened(new, _CELL)}"
        if change.sort == "added"
        else f"{name}: {shortened(old, _CELL) or '(空)'} → {shortened(new, _CELL) or '(空)'}"
        for name, old, new in change.cells
    )
    return "、".join(cells)


def _padded(text: str, to: int) -> str:
    return text + " " * (to - width(text))
