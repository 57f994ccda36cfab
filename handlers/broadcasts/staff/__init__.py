"""Broadcasts in the console: writing, approving, correcting, and linking one's own LINE for trials."""

from handlers.broadcasts.staff import correcting, deciding, linking, overview, writing
from handlers.broadcasts.staff.site import console

__all__ = ["console", "correcting", "deciding", "linking", "overview", "writing"]
