"""The Japanese font: the one that the project installs, or the file that MENU_FONT names."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from PIL import ImageFont

_PACKAGE = "noto_cjk_sans_jp_bold"
_PROBE_PIXELS = 32


class NoFont(Exception):
    """There is no font, or the file is none; the words say what to do."""


class Font:
    """A font file; text in any size."""

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            NoFont: it cannot be read as a font.
        """
        self.path = path
        self._sizes = lru_cache(maxsize=64)(self._load)
        try:
            self._missing = self._look("\U000fffff")
        except OSError as error:
            raise NoFont(
                f"{path} を書体として読めません。MENU_FONT を確かめてください。"
            ) from error

    def _load(self, pixels: int) -> ImageFont.FreeTypeFont:
        # The basic engine is in every build of Pillow, so pictures do not depend on the build.
        return ImageFont.truetype(str(self.path), pixels, layout_engine=ImageFont.Layout.BASIC)

    def _look(self, char: str) -> bytes:
        return bytes(self._sizes(_PROBE_PIXELS).getmask(char))

    def at(self, pixels: int) -> ImageFont.FreeTypeFont:
        """The font at a size in pixels."""
        return self._sizes(pixels)

    def width(self, text: str, pixels: int) -> int:
        """How wide a line is, in pixels."""
        return round(self.at(pixels).getlength(text))

    def lacks(self, text: str) -> list[str]:
        """The characters that the font would show as an empty box."""
        return [char for char in text if not char.isspace() and self._look(char) == self._missing]


def find_font(setting: str = "") -> Font:
    """The font to draw with.

    Args:
        setting: the value of MENU_FONT, a path; empty for the installed one.

    Raises:
        NoFont: neither can be used.
    """
    if setting:
        path = Path(setting).expanduser()
        if not path.is_file():
            raise NoFont(f"MENU_FONT: {path} というファイルがありません。")
        return Font(path)
    return Font(_installed())


def _installed() -> Path:
    try:
        found = [
            Path(str(each)) for each in files(_PACKAGE).iterdir() if each.name.endswith(".otf")
        ]
    except ModuleNotFoundError:
        found = []
    if not found:
        raise NoFont(
            "日本語の書体がありません。MENU_FONT に、日本語の書体(.otf か .ttf)の場所を書いてください。"
        )
    return found[0]
