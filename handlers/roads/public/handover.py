"""The page behind the link of a hand-over: the case without its reporters, and how far its owner is.

The link is the permission: whoever has it may look and answer, until its term.
"""

from __future__ import annotations

from datetime import timedelta

from bot import media
from bot.public import Answer
from handlers.roads.handing import until
from handlers.roads.ledger import handovers
from handlers.roads.ledger.case import Case, find
from handlers.roads.ledger.handovers import ANSWERS, LONGEST_ANSWER, Handover
from handlers.roads.ledger.photos import Photo, photos_of
from handlers.roads.public.site import Visit, content_of, pages

NEVER = timedelta(0)
MOST_FORM = 64 * 1024


@pages.get("/handover/<token>")
def handover(visit: Visit, token: str) -> Answer:
    """The case; that its owner has looked is noted."""
    given = _given(visit, token)
    if given is None:
        return _gone(visit)
    if visit.is_looked_at:
        with visit.record() as connection:
            handovers.note_seen(connection, given[0].id, _now(visit))
    return _shown(visit, token, *given)


@pages.post("/handover/<token>", most=MOST_FORM)
def answer_handover(visit: Visit, token: str) -> Answer:
    """The owner says how far they are."""
    given = _given(visit, token)
    if given is None:
        return _gone(visit)
    named = [step for step in ANSWERS if step == visit.sent("step")]
    if not named:
        return _shown(visit, token, *given, wrong="どこまで進んだかを選んでください。")
    words = visit.sent("words", LONGEST_ANSWER)
    with visit.record() as connection:
        handovers.answer(connection, given[0], named[0], words, _now(visit))
    return visit.redirect(handover, token=token, thanks=1)


@pages.get("/handover/<token>/<int:photo>")
def handover_photo(visit: Visit, token: str, photo: int) -> Answer:
    """A photo that staff approved, with what they blacked out."""
    given = _given(visit, token)
    approved = {each.id: each for each in _photos(visit, given[1])} if given else {}
    if photo not in approved:
        return _gone(visit)
    with visit.read() as connection:
        body = visit.media.read(connection, approved[photo].media, media.Version.BEST)
    return _private(visit.body(body, "image/jpeg")) if body is not None else _gone(visit)


def _given(visit: Visit, token: str) -> tuple[Handover, Case] | None:
    term = timedelta(days=content_of(visit).settings.terms.handover)
    oldest = _now(visit) - int(term.total_seconds() * 1000)
    with visit.read() as connection:
        one = handovers.by_token(connection, token, made_after_ms=oldest)
        case = find(connection, one.case) if one else None
    return (one, case) if one and case else None


def _photos(visit: Visit, case: Case) -> list[Photo]:
    with visit.read() as connection:
        return [photo for photo in photos_of(connection, case.id) if photo.shown]


def _shown(visit: Visit, token: str, one: Handover, case: Case, wrong: str = "") -> Answer:
    content = content_of(visit)
    page = visit.page(
        "handover.html", status=422 if wrong else 200, keep=NEVER, one=one, case=case,
        content=content, wrong=wrong, token=token, photos=_photos(visit, case),
        until=until(content, one), answers=ANSWERS, answered=one.state in ANSWERS,
        thanks=bool(visit.asked("thanks")),
    )  # fmt: skip
    return _private(page)


def _gone(visit: Visit) -> Answer:
    return _private(visit.page("handover_gone.html", status=404, keep=NEVER))


def _private(made: Answer) -> Answer:
    """Neither kept by caches nor found by search engines."""
    made.headers["Cache-Control"] = "no-store"
    made.headers["X-Robots-Tag"] = "noindex, nofollow"
    return made


def _now(visit: Visit) -> int:
    return int(visit.now.timestamp() * 1000)
