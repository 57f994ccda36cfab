"""Pictures of menus, drawn once: kept in a folder under a hash of all that they depend on."""

from __future__ import annotations

import hashlib
import logging
from functools import lru_cache
from pathlib import Path

import PIL

from bot.richmenu.drawing import picture
from bot.richmenu.font import Font
from bot.richmenu.payload import Prepared, prepare
from bot.richmenu.schema import Menu, Menus
from bot.settings import PROJECT

log = logging.getLogger(__name__)

KEPT = PROJECT / "data" / "menu"

_MOST_KEPT = 40


class Pictures:
    """Draws menus, or finds what it drew before.

    Args:
        kept: the folder to keep pictures in; None to draw anew each time. One that cannot be written
            is done without.
    """

    def __init__(self, font: Font, kept: Path | None = None) -> None:
        self._font, self._kept = font, kept

    def prepare(self, menus: Menus) -> list[Prepared]:
        """All menus, ready to be published."""
        return [prepare(menu, menus, self.png(menu, menus)) for menu in menus.menus]

    def png(self, menu: Menu, menus: Menus) -> bytes:
        """The picture of a menu."""
        if self._kept is None:
            return picture(menu, menus, self._font)
        file = self._kept / f"{self._key(menu, menus)}.png"
        if file.is_file():
            return file.read_bytes()
        png = picture(menu, menus, self._font)
        _keep(file, png)
        return png

    def _key(self, menu: Menu, menus: Menus) -> str:
        names = [found.name for name in menu.tabs if (found := menus.named(name))]
        stat = self._font.path.stat()
        font = (self._font.path.name, stat.st_size, stat.st_mtime_ns)
        parts = (menu.model_dump_json(), names, font, PIL.__version__, _program())
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def _program() -> str:
    """A hash of this package: another way of drawing gives other pictures."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _keep(file: Path, png: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        half = file.with_suffix(".new")
        half.write_bytes(png)
        half.replace(file)
        kept = sorted(file.parent.glob("*.png"), key=lambda each: each.stat().st_mtime)
        for old in kept[:-_MOST_KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("pictures of menus cannot be kept: %s", type(error).__name__)
