"""The way to a form: counts that somebody took it, not who."""

from __future__ import annotations

from bot.public import Answer
from handlers.procedures.public.site import Visit, contact, pages, view_of
from handlers.procedures.registry.procedure import State
from handlers.procedures.registry.taps import count_tap


@pages.get("/go/<int:number>")
def go(visit: Visit, number: int) -> Answer:
    """On to the link of the registry, and to no other: the address says only which procedure."""
    listed = view_of(visit).find(number)
    if listed is None or not listed.procedure.url or listed.state is not State.OPEN:
        return visit.page("gone.html", status=404, contact=contact(visit, listed))
    if visit.is_looked_at:
        with visit.write() as connection:
            count_tap(connection, number, visit.now.date())
    return visit.leave(listed.procedure.url)
