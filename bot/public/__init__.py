"""The kit for a feature's public web pages: all that handlers/<feature>/public may import of the web.

    from bot.public import Answer, Pages, Visit

    pages = Pages(feature, __name__)          # templates/ beside this module; found by the platform

    @pages.get("/<path:area>")                # https://<host>/<feature>/<area>
    def area(visit: Visit[Words], area: str) -> Answer:
        return visit.page("area.html", days=visit.content(load).area(area))

    @pages.post("/lost")                      # a form of our own pages was sent
    def report(visit: Visit[Words]) -> Answer:
        with visit.record() as connection:
            if visit.crowded(connection, "report"):
                raise Crowded                     # 429; nothing is kept
            store(connection, visit.sent("words", 2000))
        return visit.redirect(thanks)

What a page may know: `visit.now`, `visit.city`, `visit.words`, `visit.content(load)`, `visit.asked(name)`.
What it may answer: `visit.page`, `visit.data`, `visit.body`, `visit.file`, `visit.redirect`.
Templates extend "public/base.html".
"""

from bot.public.answers import LIFF_SCRIPT, Answer, framed, scripted, shared
from bot.public.crowds import Crowded
from bot.public.pages import Pages
from bot.public.register import find_pages, register
from bot.public.visit import Unavailable, Visit

__all__ = [
    "LIFF_SCRIPT",
    "Answer",
    "Crowded",
    "Pages",
    "Unavailable",
    "Visit",
    "find_pages",
    "framed",
    "register",
    "scripted",
    "shared",
]
