"""The page of the sorting dictionary."""

from __future__ import annotations

from bot.public import Answer
from handlers.garbage.public.lists import by_reading, things_with
from handlers.garbage.public.site import Visit, calendar_of, contact, pages


@pages.get("/sorting")
def list_things(visit: Visit) -> Answer:
    """All things by reading, or those that hold what was typed."""
    calendar, wanted = calendar_of(visit), visit.asked("q")
    found = things_with(calendar.items, wanted) if wanted else list(calendar.items)
    return visit.page(
        "things.html",
        wanted=wanted,
        count=len(found),
        rows=by_reading(found),
        colour=lambda item: calendar.colour(item.kind or item.label),
        rules=calendar.rules,
        contact=contact(visit),
    )
