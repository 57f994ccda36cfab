"""Pictures in the content that LINE would not take, or phones load slowly."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, UnidentifiedImageError

from bot.content import Faults, Place

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".heic", ".heif", ".tif", ".tiff")
_FORMATS = {"PNG", "JPEG"}
# LINE takes pictures of up to 1 MB for menus and previews, and 1024 pixels in cards.
LARGEST = 1024 * 1024
WIDEST = 2500


def check(root: Path, faults: Faults) -> None:
    """Report pictures by kind, size and width."""
    for path in sorted(root.rglob("*")):
        if path.suffix.lower() in _PICTURES and path.is_file():
            place = Place(path.relative_to(root).as_posix())
            _check_size(path.stat().st_size, place, faults)
            _check_picture(path, place, faults)


def _check_size(size: int, place: Place, faults: Faults) -> None:
    if size > LARGEST:
        faults.error(
            place, f"画像が大きすぎます({size / LARGEST:.1f}MB)。",
            "1MB以下にしてください。幅を1024ピクセルにすると、たいてい収まります。",
        )  # fmt: skip


def _check_picture(path: Path, place: Place, faults: Faults) -> None:
    try:
        with Image.open(path) as image:
            kind, size = image.format, image.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, SyntaxError):
        faults.error(place, "画像として開けません。", "PNGかJPEGで保存し直してください。")
        return
    if kind not in _FORMATS:
        faults.error(
            place, f"{kind}の画像は、LINEで使えません。", "PNGかJPEGで保存し直してください。"
        )
    if max(size) > WIDEST:
        faults.error(
            place, f"画像の縦か横が長すぎます({size[0]}×{size[1]})。",
            f"長いほうを{WIDEST}ピクセル以下にしてください。",
        )  # fmt: skip
