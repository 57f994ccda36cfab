"""The images of rich menus: what LINE takes, read from the first bytes of the file."""

from __future__ import annotations

from bot.emulator.errors import ApiError
from bot.emulator.richmenus.store import Picture
from bot.emulator.validate.richmenus import LEAST_HEIGHT, LEAST_RATIO, WIDTHS

LARGEST = 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""JPEG markers of a frame header, which holds height and width."""


def checked(data: bytes, content_type: str) -> Picture:
    """Return an uploaded image, or refuse it: 415 its type, 400 its size or dimensions."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in {"image/png", "image/jpeg"}:
        raise ApiError(415, f"The content type, {kind or 'none'}, is not supported")
    if not data or len(data) > LARGEST:
        raise ApiError(400, "The size of the image must be between 1 byte and 1 MB")
    size = png_size(data) if kind == "image/png" else jpeg_size(data)
    if size is None:
        raise ApiError(400, f"The image is not a valid {kind}")
    width, height = size
    wide = WIDTHS[0] <= width <= WIDTHS[1] and height >= LEAST_HEIGHT
    if not wide or width / height < LEAST_RATIO:
        raise ApiError(400, f"The dimensions of the image, {width}x{height}, are not supported")
    return Picture(data, kind)


def png_size(data: bytes) -> tuple[int, int] | None:
    """Return (width, height) in pixels of a PNG, None for anything else."""
    if not data.startswith(PNG) or data[12:16] != b"IHDR" or len(data) < 24:
        return None
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Return (width, height) in pixels of a JPEG, None for anything else."""
    place = 2 if data.startswith(JPEG) else len(data)
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker in FRAMES:
            height = int.from_bytes(data[place + 5 : place + 7], "big")
            return int.from_bytes(data[place + 7 : place + 9], "big"), height
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return None
