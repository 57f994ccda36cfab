"""Drawing of signs on a square of 100 by 100 units, smooth at any size."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw

Point = tuple[float, float]

_FINER = 4


class Pen:
    """Draws with ink (or, with `ink=False`, rubs out) on a square; `mask` gives its coverage."""

    def __init__(self, pixels: int) -> None:
        self._pixels, self._scale = pixels, pixels * _FINER / 100
        self._image = Image.new("L", (pixels * _FINER, pixels * _FINER), 0)
        self._draw = ImageDraw.Draw(self._image)

    def mask(self) -> Image.Image:
        """The drawing, 255 where there is ink."""
        return self._image.resize((self._pixels, self._pixels), Image.Resampling.BOX)

    def _at(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self._scale, y * self._scale) for x, y in points]

    def shape(self, *points: Point, ink: bool = True) -> None:
        """A filled polygon."""
        self._draw.polygon(self._at(points), fill=255 * ink)

    def disc(self, x: float, y: float, radius: float, *, ink: bool = True) -> None:
        """A filled circle."""
        self.oval(x, y, radius, radius, ink=ink)

    def oval(self, x: float, y: float, wide: float, high: float, *, ink: bool = True) -> None:
        """A filled ellipse with these half axes."""
        box = self._at([(x - wide, y - high), (x + wide, y + high)])
        self._draw.ellipse([*box[0], *box[1]], fill=255 * ink)

    def plate(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        round_: float = 0,
        *,
        ink: bool = True,
    ) -> None:
        """A filled rectangle with round corners."""
        box = self._at([(x, y), (x + width, y + height)])
        self._draw.rounded_rectangle([*box[0], *box[1]], round_ * self._scale, fill=255 * ink)

    def line(self, *points: Point, width: float = 8, ink: bool = True) -> None:
        """A line with round ends and corners."""
        thick = round(width * self._scale)
        self._draw.line(self._at(points), fill=255 * ink, width=thick, joint="curve")
        for x, y in points:
            self.disc(x, y, width / 2, ink=ink)

    def arc(
        self, x: float, y: float, radius: float, start: float, end: float, width: float = 8
    ) -> None:
        """A part of a circle with round ends; degrees, clockwise from the right."""
        count = max(2, round(abs(end - start) / 2))
        turns = (math.radians(start + (end - start) * step / count) for step in range(count + 1))
        self.line(
            *((x + radius * math.cos(t), y + radius * math.sin(t)) for t in turns), width=width
        )
