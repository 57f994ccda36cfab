"""The pages of districts: the list, the days of one, and its calendar feed."""

from __future__ import annotations

from datetime import timedelta

from bot.public import Answer
from handlers.garbage.calendar.area import Area
from handlers.garbage.public.feed import Feed, first_day_of_feed
from handlers.garbage.public.lists import grouped_areas
from handlers.garbage.public.options import Options
from handlers.garbage.public.site import Visit, calendar_of, contact, pages
from handlers.garbage.public.view import AreaView
from handlers.garbage.telling.blocks import Blocks

CALENDAR = "text/calendar; charset=utf-8"
KEEP_FEED = timedelta(hours=1)


@pages.get("")
def list_areas(visit: Visit) -> Answer:
    """All districts, or those that are searched for."""
    return _list(visit, visit.asked("q"))


@pages.get("/")
def list_areas_too(visit: Visit) -> Answer:
    return visit.redirect(list_areas)


@pages.get("/<path:area>")
def show_area(visit: Visit, area: str) -> Answer:
    """The days of a district; under another name of it, the way to its page."""
    found = _find(visit, area)
    if found is None:
        return _list(visit, "", unknown=area)
    if found.label != area:
        return visit.redirect(show_area, area=found.label)
    view = AreaView(_blocks(visit, found))
    options = [Options(), Options(evening=True)]
    if Options(hours=True).timed(calendar_of(visit).rules):
        options.insert(1, Options(hours=True))
    return visit.page("area.html", view=view, options=options, contact=contact(visit))


@pages.get("/<path:area>.ics")
def feed(visit: Visit, area: str) -> Answer:
    """The district's days for calendar programs: `?hours=1` with times, `?alarm=evening` with alarms."""
    found = _find(visit, area)
    if found is None:
        return _list(visit, "", unknown=area)
    options = Options(visit.asked("hours") == "1", visit.asked("alarm") == "evening")
    start = first_day_of_feed(visit.now.date())
    key = (found.label, options, start)
    return visit.file(CALENDAR, KEEP_FEED, key, lambda: _feed(visit, found, options).written(start))


def _feed(visit: Visit, area: Area, options: Options) -> Feed:
    city = visit.city.code or visit.city.name
    texts = visit.texts("feed.txt")
    return Feed(city, calendar_of(visit), area, visit.words, options, visit.modified, texts)


def _find(visit: Visit, name: str) -> Area | None:
    """The district of this name, or the only one that is also called so."""
    calendar = calendar_of(visit)
    return calendar.area(name) or calendar.area(calendar.finder.named(name).single or "")


def _list(visit: Visit, wanted: str, unknown: str = "") -> Answer:
    calendar = calendar_of(visit)
    hits = calendar.finder.search(wanted) if wanted else None
    return visit.page(
        "areas.html",
        status=404 if unknown else 200,
        wanted=wanted,
        unknown=unknown,
        sure=hits is None or hits.sure,
        groups=grouped_areas(calendar, hits.labels if hits else None),
        rules=calendar.rules,
        words=visit.words,
        contact=contact(visit),
    )


def _blocks(visit: Visit, area: Area) -> Blocks:
    return Blocks(visit.words, calendar_of(visit), area, visit.now, contact(visit))
