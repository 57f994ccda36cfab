"""Evacuation orders in the console: written, released by a second person, corrected, lifted."""

from handlers.evacuation.staff import following, helping, releasing, writing
from handlers.evacuation.staff.site import console

__all__ = ["console", "following", "helping", "releasing", "writing"]
