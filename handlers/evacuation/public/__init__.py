"""Evacuation orders on the web, for who has no LINE: /evacuation, as JSON, and the form for help."""

from handlers.evacuation.public import helping, records
from handlers.evacuation.public.lists import pages

__all__ = ["helping", "pages", "records"]
