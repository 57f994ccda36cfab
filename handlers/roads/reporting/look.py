"""The look at the whole report, and at cases nearby that may be the same."""

from __future__ import annotations

from collections.abc import Sequence

from bot.api import Bubble, Line, Reply, Unit, card, cards, fill, fit, rounded
from handlers.roads.cards import day_of
from handlers.roads.content import Content
from handlers.roads.ledger.drafts import Unsent
from handlers.roads.ledger.mapped import Near
from handlers.roads.ledger.photos import drafts as unsent_photos
from handlers.roads.reporting.questions import Said, ask, back, button
from handlers.roads.talk import Turn, feature

PARTS = ("place", "kind", "photo", "words")
_MOST = 300


def ask_near(
    turn: Turn, content: Content, near: Sequence[Near], unsent: Unsent, *said: Said
) -> Reply:
    """これと同じですか"""
    words = turn.words
    other = turn.skip(feature.steps["near"], words.none_is_same_label)
    shown_cases = cards(*(_near(turn, content, one, unsent) for one in near))
    quick = [other, back(turn, unsent, "place")]
    return ask(turn, "near", *said, fill(words.ask_near, count=len(near)), shown_cases, quick=quick)


def _near(turn: Turn, content: Content, one: Near, unsent: Unsent) -> Bubble:
    words, case = turn.words, one.case
    lines: list[Line] = [
        (words.state_name, case.state.label),
        (words.reported_name, day_of(words, case.created_ms)),
        (words.distance_name, fill(words.about, distance=rounded(one.metres))),
    ]
    same = button(turn, words.same_label, "same", unsent.mark, case.id)
    return card(content.kind_label(case.kind), lines, [same])


def ask_review(turn: Turn, content: Content, unsent: Unsent, *said: Said) -> Reply:
    """All that was said, with a button to send it and one to change each part."""
    words = turn.words
    labels = (words.fix_place, words.fix_kind, words.fix_photos, words.fix_words)
    fixes = [
        button(turn, label, "change", unsent.mark, part)
        for label, part in zip(labels, PARTS, strict=True)
    ]
    send = button(turn, words.send_label, "send", unsent.mark)
    whole = card(words.review_title, _told(turn, content, unsent), [send, *fixes])
    return ask(turn, "review", *said, cards(whole), quick=[send])


def _told(turn: Turn, content: Content, unsent: Unsent) -> list[Line]:
    words = turn.words
    got = len(unsent_photos(turn.db.connection(), turn.citizen.id))
    photos = fill(words.photo_count, count=got) if got else words.photos_none
    if unsent.later:
        photos = words.photos_later if not got else f"{photos}\n{words.photos_later}"
    told = [
        (words.place_name, place_of(turn, unsent)),
        (words.kind_name, content.kind_label(unsent.kind)),
        (words.photos_name, photos),
        (words.words_name, unsent.words or words.words_none),
        (words.owner_name, content.owner_name(unsent.owner)),
    ]
    return [(name, fit(said, _MOST, Unit.UTF16)) for name, said in told if said]


def place_of(turn: Turn, unsent: Unsent) -> str:
    """The place as people say it: their own words, and the town."""
    named = unsent.town or unsent.district
    if unsent.place and named and named not in unsent.place:
        return fill(turn.words.place_near, place=unsent.place, town=named)
    return unsent.place or named or turn.words.place_on_map
