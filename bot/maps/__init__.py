"""Maps in browsers: Leaflet as its package brings it, and the script that makes maps of a page's elements.

Whoever serves pages (the console, the public site) serves these files too. static/map.js says what it reads.
"""

from __future__ import annotations

from collections.abc import Mapping

FILES: Mapping[str, tuple[str, str]] = {
    "leaflet.js": ("xstatic.pkg.leaflet", "data/leaflet.js"),
    "leaflet.css": ("xstatic.pkg.leaflet", "data/leaflet.css"),
    "map.js": ("bot.maps", "static/map.js"),
    "draw.js": ("bot.maps", "static/draw.js"),
    "map.css": ("bot.maps", "static/map.css"),
}
"""By the name in an address: the package that holds the file, and where in it."""
