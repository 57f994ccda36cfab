"""The colours of menus, and how well they stand out against each other.

Every area carries words and a drawn sign besides its colour, so nothing depends on telling colours
apart. The contrast is WCAG 2.2's (success criteria 1.4.3 and 1.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass

Rgb = tuple[int, int, int]

LEAST_CONTRAST = 4.5

WHITE: Rgb = (255, 255, 255)
INK: Rgb = (20, 30, 42)
SOFT_INK: Rgb = (58, 70, 84)

NAMED: dict[str, str] = {
    "blue": "#0B5CAD",
    "navy": "#12355B",
    "green": "#14703C",
    "teal": "#0A6A75",
    "brown": "#8A4B08",
    "red": "#B5121B",
    "purple": "#5E3A96",
    "grey": "#46525E",
}


@dataclass(frozen=True, slots=True)
class Theme:
    """The ground of a menu and its strip of tabs."""

    ground: Rgb
    strip: Rgb
    idle_tab: Rgb


def rgb(colour: str) -> Rgb:
    """A colour by its name or as #RRGGBB."""
    digits = NAMED.get(colour, colour).lstrip("#")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


THEMES = {
    "day": Theme(rgb("#DDE7F0"), rgb("#12355B"), rgb("#2C5480")),
    "alert": Theme(rgb("#2B0B0E"), rgb("#4A1216"), rgb("#6E1D22")),
}


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
