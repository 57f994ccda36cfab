"""A small list for a frame on the city's home page."""

from __future__ import annotations

from bot.public import Answer, framed
from handlers.procedures.public.lists import PAGE
from handlers.procedures.public.site import Visit, pages, view_of, vocabulary_of
from handlers.procedures.shelves import within


@pages.get("/embed")
def list_embedded(visit: Visit) -> Answer:
    """The procedures of `?event=` and `?category=`; only the sites of settings.yaml may frame it."""
    chosen = within(view_of(visit).listed, visit.asked("event"), visit.asked("category"))
    made = visit.page("embed.html", rows=chosen[:PAGE], more=len(chosen) > PAGE)
    return framed(made, vocabulary_of(visit).embed_from)
