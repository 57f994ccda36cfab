"""Rectangles on a photo that are blacked out, as people type them: left, top, width, height in percent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot.media import Area

MOST = 50


class WrongArea(ValueError):
    """A line that is no rectangle within the photo; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def read_areas(text: str) -> list[Area]:
    """One rectangle a line, "10 20 15.5 8" (any width, commas or blanks); what sticks out is cut off.

    Raises:
        WrongArea: a line is none.
    """
    lines = unicodedata.normalize("NFKC", text).splitlines()
    given = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if len(given) > MOST:
        raise WrongArea(given[MOST][0])
    return [_area(number, line) for number, line in given]


def written(areas: Sequence[Area]) -> str:
    """The rectangles as they are typed."""
    return "\n".join(
        f"{one.left * 100:g} {one.top * 100:g} "
        f"{round((one.right - one.left) * 100, 2):g} {round((one.bottom - one.top) * 100, 2):g}"
        for one in areas
    )


def _area(number: int, line: str) -> Area:
    parts = re.split(r"[\s,、]+", line.strip())
    if len(parts) != 4 or not all(re.fullmatch(r"\d{1,3}(\.\d{1,4})?", one) for one in parts):
        raise WrongArea(number)
    left, top, width, height = (float(one) / 100 for one in parts)
    if not (left < 1 and top < 1 and width > 0 and height > 0):
        raise WrongArea(number)
    return Area(left, top, min(1.0, left + width), min(1.0, top + height))
