"""Photos for tests, good ones and hostile ones, made here."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache
from typing import Any

from PIL import Image


def picture(
    width: int = 640, height: int = 480, kind: str = "JPEG", mode: str = "RGB", **options: Any
) -> bytes:
    """A picture, white above and red below, with a smooth change from left to right."""
    image = Image.linear_gradient("L").rotate(90).resize((width, height)).convert(mode)
    if mode == "RGB":
        image.paste((255, 255, 255), (0, 0, width, height // 4))
        image.paste((200, 0, 0), (0, height - height // 4, width, height))
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@cache
def noisy(width: int, height: int, quality: int = 95, *, progressive: bool = False) -> bytes:
    """A large photo: 4000 x 3000 at 95 has about 8 MB, as a camera's."""
    noise = Image.effect_noise((width // 2, height // 2), 60).resize((width, height))
    image = Image.merge(
        "RGB", (noise, noise.rotate(180), Image.linear_gradient("L").resize(noise.size))
    )
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, progressive=progressive)
    return out.getvalue()


def located(latitude: float = 38.4343, longitude: float = 141.3027, orientation: int = 1) -> bytes:
    """A photo whose EXIF says where it was taken, by what, and which way up."""
    exif = Image.Exif()
    exif[0x0110], exif[0x0112], exif[0x013B] = "Phone 12", orientation, "Hanako"
    exif.get_ifd(0x8825).update({1: "N", 2: _parts(latitude), 3: "E", 4: _parts(longitude)})
    return picture(exif=exif, comment=b"secret comment")


def _parts(degrees: float) -> tuple[float, float, float]:
    whole, rest = divmod(degrees, 1)
    minutes, rest = divmod(rest * 60, 1)
    return whole, minutes, round(rest * 60, 4)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A few kilobytes that claim to be billions of pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(1_000_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", packed)
        + _chunk(b"IEND", b"")
    )


def png_text_bomb() -> bytes:
    """A small picture with a compressed text that unpacks to 200 MB."""
    whole = picture(16, 16, "PNG")
    packed = zlib.compress(bytes(200_000_000), 9)
    return whole[:33] + _chunk(b"zTXt", b"Comment\0\0" + packed) + whole[33:]


def jpeg_claiming(width: int, height: int) -> bytes:
    """A small JPEG whose head claims another size."""
    data = bytearray(picture(64, 64))
    start = data.index(b"\xff\xc0")
    data[start + 5 : start + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def with_zip(data: bytes) -> bytes:
    """A picture that is a ZIP archive as well."""
    out = io.BytesIO(data)
    out.seek(0, io.SEEK_END)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("evil.js", "alert(1)")
    return out.getvalue()


SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + bytes(200)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
HTML = b"<html><script>alert(1)</script></html>"
