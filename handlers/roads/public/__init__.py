"""道路の通報 on the web, under /roads: Open311 for other systems."""

from handlers.roads.public import open311
from handlers.roads.public.site import pages

__all__ = ["open311", "pages"]
