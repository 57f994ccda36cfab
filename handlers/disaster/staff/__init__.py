"""The console's pages: what holds, the feeds' health, messages that wait for staff, and telegrams."""

from handlers.disaster.staff import overview, releasing, telegrams
from handlers.disaster.staff.site import console

__all__ = ["console", "overview", "releasing", "telegrams"]
