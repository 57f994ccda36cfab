"""Shelters in the console: their states, from the telephone in two taps or from a file."""

from handlers.shelters.staff import files, overview
from handlers.shelters.staff.site import console

__all__ = ["console", "files", "overview"]
