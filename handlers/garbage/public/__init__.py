"""The web pages of garbage, for people without LINE: districts, their days, the sorting dictionary.

/garbage, /garbage/<district>, /garbage/<district>.ics and /garbage/sorting.
"""

from handlers.garbage.public import districts, things
from handlers.garbage.public.site import pages

__all__ = ["districts", "pages", "things"]
