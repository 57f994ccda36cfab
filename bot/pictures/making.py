"""Judging a photo and making it anew, in the child process; of ours it imports `made` only.

Large photos of cameras are decoded at half or a quarter of their size (libjpeg's scaled decoding), so
that time and memory stay small; what claims to be larger than a camera's is not decoded at all.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFile, ImageOps, UnidentifiedImageError

from bot.pictures.made import MOST_BYTES, Area, Made, Refusal, Refused

CLEAN_SIDE, THUMB_SIDE = 2048, 320
# A scaled decoding halves; half of a camera's 4,032 pixels is a little less than CLEAN_SIDE, and enough.
ENOUGH_SIDE = 1440
CLEAN_QUALITY, THUMB_QUALITY = 82, 75
# Decoded in parts; today's phones make up to 50 million pixels, a few 64.
MOST_JPEG_PIXELS = 70_000_000
# Decoded whole, at four bytes a pixel.
MOST_PIXELS = 26_000_000
LEAST_SIDE = 8
_FORMATS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
_GPS, _ORIENTATION = 0x8825, 0x0112

ImageFile.LOAD_TRUNCATED_IMAGES = False
Image.MAX_IMAGE_PIXELS = MOST_JPEG_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def make(data: bytes) -> Made:
    """Decode a photo and make it anew. Raises Refused."""
    if len(data) > MOST_BYTES:
        raise Refused(Refusal.LARGE)
    with _opened(data) as image:
        position = _position(image)
        suffix = _FORMATS[image.format or ""]
        clean = _clean(image)
    small = clean.copy()
    small.thumbnail((THUMB_SIDE, THUMB_SIDE), Image.Resampling.BICUBIC)
    return Made(
        _jpeg(clean, CLEAN_QUALITY), _jpeg(small, THUMB_QUALITY), *clean.size, suffix, *position
    )


def blacken(clean: bytes, areas: Sequence[Area]) -> Made:
    """A photo of ours with areas blacked out: their pixels are gone, not covered. Raises Refused."""
    with _opened(clean) as image:
        whole = image.convert("RGB")
    draw = ImageDraw.Draw(whole)
    for area in areas:
        sides = (whole.width, whole.height, whole.width, whole.height)
        draw.rectangle(
            [one * side for one, side in zip(_ordered(area), sides, strict=True)], "black"
        )
    small = whole.copy()
    small.thumbnail((THUMB_SIDE, THUMB_SIDE), Image.Resampling.BICUBIC)
    return Made(_jpeg(whole, CLEAN_QUALITY), _jpeg(small, THUMB_QUALITY), *whole.size, "jpg")


def _ordered(area: Area) -> tuple[float, float, float, float]:
    left, right = sorted((area.left, area.right))
    top, bottom = sorted((area.top, area.bottom))
    return left, top, right, bottom


def _opened(data: bytes) -> Image.Image:
    """The picture, of which only the head was read."""
    _refuse_others(data)
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
    except UnidentifiedImageError as error:
        raise Refused(Refusal.KIND) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(Refusal.LARGE) from error
    except Exception as error:
        raise Refused(Refusal.BROKEN) from error
    most = MOST_JPEG_PIXELS if image.format in ("JPEG", "MPO") else MOST_PIXELS
    if image.width * image.height > most:
        raise Refused(Refusal.LARGE)
    if min(image.size) < LEAST_SIDE:
        raise Refused(Refusal.KIND)
    return image


def _clean(image: Image.Image) -> Image.Image:
    """The pixels alone: upright, without transparency, not too many."""
    try:
        image.draft("RGB", (ENOUGH_SIDE, ENOUGH_SIDE))
        image.load()
        image.thumbnail((CLEAN_SIDE, CLEAN_SIDE), Image.Resampling.BICUBIC, reducing_gap=2.0)
        upright = ImageOps.exif_transpose(image)
        plain = _on_white(upright)
    except MemoryError as error:
        raise Refused(Refusal.LARGE) from error
    except Exception as error:  # decoders raise whatever they like
        raise Refused(Refusal.BROKEN) from error
    plain.info = {}
    return plain


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "RGB":
        return image
    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    return white


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _position(image: Image.Image) -> tuple[float | None, float | None]:
    """Where the photo was taken, if it says so and that is possible."""
    try:
        gps = image.getexif().get_ifd(_GPS)
        latitude, longitude = _degrees(gps[2], gps[1], "S"), _degrees(gps[4], gps[3], "W")
    except Exception:  # noqa: BLE001 - EXIF is anybody's, and its absence is no fault
        return None, None
    fine = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0)
    return (latitude, longitude) if fine else (None, None)


def _degrees(parts: Sequence[float], side: str, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    size = degrees + minutes / 60 + seconds / 3600
    return -size if side == negative else size


# What a browser or a program would take for a page, a script or a document, wherever it stands.
_ACTIVE = re.compile(
    rb"<script[\s>]|<html[\s>]|<!doctype\s|<\?php\s|<iframe[\s>]|<svg[^>]{0,400}xmlns",
    re.IGNORECASE,
)
_HEAD = 1024


def _refuse_others(data: bytes) -> None:
    """Refuse what is no picture at its beginning, or something else beside it."""
    picture = data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n"
    picture = picture or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
    if not picture:
        raise Refused(Refusal.KIND)
    active = _ACTIVE.search(data) or b"%PDF-" in data[:_HEAD]
    if active or zipfile.is_zipfile(io.BytesIO(data)):
        raise Refused(Refusal.MIXED)
