"""Photos: asked for in the conversation, fetched after it, judged, made anew and kept.

A photo has a key, and files: `original` (as it came; for roles that need it, until its term), `clean`
(decoded and made anew, upright, without EXIF, at most 2048 pixels), `thumb` (320 pixels), and those with
parts blacked out by staff. What belongs to what is the feature's to know; here is only whether the files
are there.

    from bot import media
    key = media.wait_for(connection, feature.name, citizen, event.message_id, now_ms)   # in the talk
    taken = visit.media.take(upload, original=True); ...; visit.media.keep(visit.db, feature.name, taken)
    media.find(connection, keys)[key].is_ready       media.drop(connection, keys, now_ms)
    visit.media.read(connection, key, media.Version.BEST)

What is refused tells why by a `Refusal`. Fetching is `fetching`'s, in worker processes only.
"""

from bot.media.fetching import Fetcher, sweep
from bot.media.files import open_files
from bot.media.kit import Media, Taken, Version
from bot.media.queue import note_redacted as show_version
from bot.media.queue import refusals
from bot.media.rows import (
    Medium,
    claim,
    drop,
    find,
    forget_messages,
    let_go,
    new_key,
    of_message,
    wait_for,
)
from bot.media.table import media_table
from bot.pictures import Area, Refusal, Refused

__all__ = [
    "Area",
    "Fetcher",
    "Media",
    "Medium",
    "Refusal",
    "Refused",
    "Taken",
    "Version",
    "claim",
    "drop",
    "find",
    "forget_messages",
    "let_go",
    "media_table",
    "new_key",
    "of_message",
    "open_files",
    "refusals",
    "show_version",
    "sweep",
    "wait_for",
]
