"""Shelters on the web, for who has no LINE: https://<host>/shelters, and the same as JSON."""

from handlers.shelters.public import records
from handlers.shelters.public.lists import pages

__all__ = ["pages", "records"]
