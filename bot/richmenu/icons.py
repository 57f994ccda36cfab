"""The signs of the menus, our own drawings. Each fills most of a square of 100 by 100 units."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

from PIL import Image

from bot.richmenu.icon_names import IconName
from bot.richmenu.pen import Pen


@lru_cache(maxsize=64)
def icon(name: IconName, pixels: int) -> Image.Image:
    """A sign as a mask of `pixels` by `pixels`, 255 where it is to be inked."""
    pen = Pen(pixels)
    _SIGNS[name](pen)
    return pen.mask()


def _garbage(pen: Pen) -> None:
    pen.shape((22, 32), (78, 32), (72, 92), (28, 92))
    pen.plate(28, 84, 44, 11, 5)
    pen.plate(14, 19, 72, 10, 5)
    pen.plate(36, 7, 28, 16, 6)
    pen.plate(43, 14, 14, 6, 0, ink=False)
    for x in (38, 50, 62):
        pen.line((x, 44), (x, 80), width=5, ink=False)


def _calendar(pen: Pen) -> None:
    pen.plate(12, 18, 76, 72, 9)
    pen.plate(20, 40, 60, 42, 3, ink=False)
    for x in (32, 68):
        pen.line((x, 11), (x, 24), width=9)
    for y in (50, 68):
        for x in (32, 50, 68):
            pen.plate(x - 5, y - 5, 10, 10, 2)


def _search(pen: Pen) -> None:
    pen.disc(42, 42, 31)
    pen.disc(42, 42, 20, ink=False)
    pen.line((66, 66), (88, 88), width=13)


def _settings(pen: Pen) -> None:
    for tooth in range(8):
        turn = math.radians(tooth * 45)
        across = math.radians(tooth * 45 + 90)
        pen.shape(
            *(
                (
                    50 + far * math.cos(turn) + side * math.cos(across),
                    50 + far * math.sin(turn) + side * math.sin(across),
                )
                for far, side in ((26, -11), (44, -7), (44, 7), (26, 11))
            )
        )
    pen.disc(50, 50, 32)
    pen.disc(50, 50, 14, ink=False)


def _city_hall(pen: Pen) -> None:
    pen.shape((50, 8), (92, 32), (92, 39), (8, 39), (8, 32))
    pen.disc(50, 28, 5, ink=False)
    for x in (16, 36, 55, 75):
        pen.plate(x, 44, 10, 32, 1)
    pen.plate(8, 80, 84, 11, 2)


def _question(pen: Pen) -> None:
    pen.plate(8, 10, 84, 64, 18)
    pen.shape((26, 68), (52, 68), (26, 94))
    _question_mark(pen)


def _question_mark(pen: Pen) -> None:
    turns = [math.radians(angle) for angle in range(-180, 61, 12)]
    hook = [(50 + 12 * math.cos(t), 34 + 12 * math.sin(t)) for t in turns]
    pen.line(*hook, (50, 51), width=7.5, ink=False)
    pen.disc(50, 62.5, 4.8, ink=False)


def _shelter(pen: Pen) -> None:
    pen.line((10, 48), (50, 14), (90, 48), width=10)
    pen.shape((20, 48), (50, 23), (80, 48), (80, 90), (20, 90))
    pen.disc(50, 49, 8, ink=False)
    pen.plate(39, 59, 22, 31, 9, ink=False)


def _web(pen: Pen) -> None:
    pen.disc(50, 50, 42)
    pen.disc(50, 50, 35, ink=False)
    pen.oval(50, 50, 21, 42)
    pen.oval(50, 50, 14.5, 36, ink=False)
    for y in (31, 50, 69):
        half = math.sqrt(38**2 - (y - 50) ** 2)
        pen.line((50 - half, y), (50 + half, y), width=6.5)
    pen.line((50, 14), (50, 86), width=6.5)


def _phone(pen: Pen) -> None:
    pen.arc(82, 18, 61, 100, 170, width=17)
    pen.line((23, 20), (30, 35), width=23)
    pen.line((80, 77), (65, 70), width=23)


def _list(pen: Pen) -> None:
    for y in (24, 50, 76):
        pen.disc(18, y, 8)
        pen.line((38, y), (86, y), width=12)


def _bell(pen: Pen) -> None:
    pen.disc(50, 15, 7)
    pen.disc(50, 42, 28)
    pen.shape((22, 42), (78, 42), (80, 64), (89, 74), (11, 74), (20, 64))
    pen.plate(10, 70, 80, 9, 4)
    pen.disc(50, 84, 10)


def _wave(pen: Pen) -> None:
    pen.disc(48, 50, 42)
    pen.disc(66, 52, 28, ink=False)
    pen.plate(0, 60, 100, 40, ink=False)
    pen.shape((58, 9), (80, 21), (92, 40), (72, 30), (52, 30))
    pen.plate(4, 58, 92, 9, 4)
    for y in (79, 93):
        pen.line(*((x, y + 4 * math.cos(x * math.pi / 15)) for x in range(7, 94)), width=7)


def _hill(pen: Pen) -> None:
    pen.shape((4, 92), (36, 50), (52, 68), (68, 44), (98, 92))
    pen.line((36, 38), (36, 20), width=11)
    pen.shape((16, 24), (36, 2), (56, 24))


def _cross(pen: Pen) -> None:
    pen.plate(37, 10, 26, 80, 6)
    pen.plate(10, 37, 80, 26, 6)


def _shield(pen: Pen) -> None:
    pen.shape((50, 6), (86, 19), (86, 48), (76, 72), (50, 94), (24, 72), (14, 48), (14, 19))
    pen.line((33, 49), (46, 62), (68, 36), width=9, ink=False)


def _pin(pen: Pen) -> None:
    pen.disc(50, 38, 31)
    pen.shape((22, 51), (78, 51), (50, 95))
    pen.disc(50, 38, 13, ink=False)


def _person(pen: Pen) -> None:
    pen.disc(50, 28, 20)
    pen.plate(16, 54, 68, 60, 32)
    pen.plate(0, 92, 100, 8, ink=False)


def _warning(pen: Pen) -> None:
    pen.line((50, 16), (90, 84), (10, 84), (50, 16), width=10)
    pen.shape((50, 16), (90, 84), (10, 84))
    pen.line((50, 40), (50, 60), width=9, ink=False)
    pen.disc(50, 75, 5.5, ink=False)


def _back(pen: Pen) -> None:
    pen.shape((6, 42), (40, 12), (40, 72))
    pen.line((36, 42), (66, 42), width=13)
    pen.arc(64, 62, 20, -90, 90, width=13)
    pen.line((64, 82), (34, 82), width=13)


def _letters(pen: Pen) -> None:
    pen.line((8, 84), (36, 16), (64, 84), width=11)
    pen.line((20, 62), (52, 62), width=10)
    pen.line((66, 84), (80, 50), (94, 84), width=8)
    pen.line((72, 72), (88, 72), width=7)


_SIGNS: dict[IconName, Callable[[Pen], None]] = {
    "garbage": _garbage,
    "calendar": _calendar,
    "search": _search,
    "settings": _settings,
    "city_hall": _city_hall,
    "question": _question,
    "shelter": _shelter,
    "web": _web,
    "phone": _phone,
    "list": _list,
    "bell": _bell,
    "wave": _wave,
    "hill": _hill,
    "cross": _cross,
    "shield": _shield,
    "pin": _pin,
    "person": _person,
    "warning": _warning,
    "back": _back,
    "letters": _letters,
}
