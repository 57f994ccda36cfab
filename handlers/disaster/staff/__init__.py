"""The console's pages: what holds, the feeds' health, messages that wait for staff, and telegrams."""

from handlers.disaster.staff import drilling, overview, releasing, telegrams
from handlers.disaster.staff.site import console

__all__ = ["console", "drilling", "overview", "releasing", "telegrams"]
