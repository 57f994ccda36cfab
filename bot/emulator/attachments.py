"""The files an action of a citizen carries."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from bot.emulator.errors import ApiError

MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(?:; ?[\w-]+=[\w.,+-]+)*", re.ASCII)


def files_of(action: dict[str, Any]) -> list[tuple[bytes, str]]:
    """Return the bytes and types of the one file or the several `files` of an action."""
    given = action.get("files", [action])
    if not isinstance(given, list) or not given:
        raise ApiError(400, "The action needs 'files'")
    return [_file(each) for each in given]


def _file(given: Any) -> tuple[bytes, str]:
    data = given.get("data") if isinstance(given, dict) else None
    try:
        content = data if isinstance(data, bytes) else base64.b64decode(data or "", validate=True)
    except (binascii.Error, ValueError, TypeError) as error:
        raise ApiError(400, "The data of a file is base64") from error
    if not content:
        raise ApiError(400, "The action needs 'data'")
    kind = given.get("contentType") or "application/octet-stream"
    if not isinstance(kind, str) or not MEDIA_TYPE.fullmatch(kind):
        raise ApiError(400, "The contentType of a file is a media type")
    return content, kind
