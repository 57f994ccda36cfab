"""The registry on the web, for people without LINE and for the city's home page.

/procedures, /procedures/<number>, /procedures.json, /procedures/embed, and /procedures/go/<number>, which
counts an opened link and leads to the form.
"""

from handlers.procedures.public import embed, lists, opened, records
from handlers.procedures.public.site import pages

__all__ = ["embed", "lists", "opened", "pages", "records"]
