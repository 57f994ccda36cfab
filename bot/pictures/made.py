"""What becomes of a photo: made anew, or refused with a reason. Known on both sides of the pipe."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 20 * 1024 * 1024


class Refusal(StrEnum):
    """Why a file is not taken, as far as its sender can do something about it."""

    LARGE = "large"  # too many bytes or pixels
    BROKEN = "broken"  # a picture, but cut off or damaged
    KIND = "kind"  # no picture, or none of a kind that is shown everywhere (HEIC, SVG, PDF)
    MIXED = "mixed"  # a picture that is another kind of file as well
    GONE = "gone"  # taken back, or not to be had any more


class Refused(ValueError):
    """The file is not taken; `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Made:
    """A photo made anew, as JPEG without any metadata, upright.

    Attributes:
        clean: at most 2048 pixels a side; `width` and `height` are its.
        thumb: at most 320 pixels a side.
        suffix: of the file as it came: "jpg", "png" or "webp".
        latitude, longitude: where it was taken, if the file says so; in degrees.
    """

    clean: bytes
    thumb: bytes
    width: int
    height: int
    suffix: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a photo to be blacked out: fractions of its width and height, from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
