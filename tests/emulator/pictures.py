"""Pictures made of nothing but their headers, of any size."""

from __future__ import annotations

import struct
import zlib


def png(width: int, height: int, filler: int = 0) -> bytes:
    """Return a PNG of these dimensions (one colour), and `filler` bytes of a comment."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", sum_)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * height)
    parts = [chunk(b"IHDR", head), chunk(b"tEXt", b"a\0" + b"x" * filler), chunk(b"IDAT", rows)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IEND", b"")


def jpeg(width: int, height: int) -> bytes:
    """Return the headers of a JPEG of these dimensions, its comment before its frame."""
    comment = b"\xff\xfe" + struct.pack(">H", 6) + b"test"
    frame = b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + comment + frame + b"\xff\xd9"
