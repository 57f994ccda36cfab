"""Photos: asked for in the conversation, fetched after it, checked, made anew and kept.

A photo has a key. Its files are `original` (as it came; kept only where the feature asks for it, and deleted
after a term), `clean` (decoded and made anew, upright, without EXIF, at most 2048 pixels), `thumb` (320
pixels) and `redacted` (with parts blacked out by staff).
"""

from bot.media.rows import Medium, claim, drop, find, let_go, new_key, of_message, wait_for
from bot.media.table import media_table

__all__ = [
    "Medium",
    "claim",
    "drop",
    "find",
    "let_go",
    "media_table",
    "new_key",
    "of_message",
    "wait_for",
]
