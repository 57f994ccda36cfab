"""Open311 GeoReport v2: /roads/open311/v2/, for apps and systems of others.

Source: the GeoReport v2 specification (wiki.open311.org/GeoReport_v2). Each module has a part of it:

formats   values to XML and JSON, errors
describing  discovery, the list of services, their definitions
reading   GET of requests: which, and what of them may be seen
sending   POST of a request, with a key
"""

from handlers.roads.public.open311 import describing, reading, sending

__all__ = ["describing", "reading", "sending"]
