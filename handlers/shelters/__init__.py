"""Shelters: where to go in a disaster, near a place on the map, by kind of disaster or district.

content/shelters/ holds the city's files: CSV in the layout of the municipal standard data sets
(自治体標準オープンデータセット), the older recommended one, or GeoJSON as 国土地理院 gives it out.
Which of them are open is what staff say in the console (staff/); public/ shows it without LINE.
"""

from handlers.shelters import chat, imports, offers
from handlers.shelters.talk import feature

__all__ = ["chat", "feature", "imports", "offers"]
