"""Which question is next: the first one that is not answered yet."""

from __future__ import annotations

from bot.api import Reply, fill
from handlers.roads.files.kinds import Kind
from handlers.roads.ledger import drafts, mapped
from handlers.roads.ledger.drafts import Unsent
from handlers.roads.ledger.mapped import Near
from handlers.roads.owners import owner_of
from handlers.roads.reporting import look, questions
from handlers.roads.reporting.questions import Said, button
from handlers.roads.talk import Turn, contact, content_of, now_ms


def unsent_of(turn: Turn, mark: int | None = None) -> Unsent | None:
    """The report that the citizen is at; None if it is over, or (with `mark`) another one."""
    found = drafts.find(turn.db.connection(), turn.citizen.id)
    return found if found and mark in (None, found.mark) else None


def over(turn: Turn) -> Reply:
    """A button or an answer of a report that is sent, stopped or too old."""
    return turn.say(turn.words.report_over, quick=[button(turn, turn.words.start_label, "start")])


def no_reports(turn: Turn) -> Reply:
    """The city takes no reports here, or its content cannot be read."""
    return turn.end(fill(turn.words.no_reports, contact=contact(turn)))


def keep(turn: Turn, unsent: Unsent) -> None:
    """Keep what has been said."""
    drafts.save(turn.db.connection(), turn.citizen.id, unsent, now_ms(turn))


def go_on(turn: Turn, unsent: Unsent, *said: Said) -> Reply:
    """Keep what has been said, and ask what is still missing."""
    content = content_of(turn)
    if content is None:
        return no_reports(turn)
    keep(turn, unsent)
    kind = content.kinds_by_id.get(unsent.kind)
    if unsent.point is None:
        return questions.ask_place(turn, unsent, *said)
    if owner := owner_of(content, unsent):
        return questions.ask_owner(turn, unsent, owner, *said)
    if kind is None:
        return questions.ask_kind(turn, content, unsent, *said)
    if not unsent.photos:
        return questions.ask_photos(turn, unsent, *said)
    if not unsent.said:
        return questions.ask_words(turn, kind, unsent, *said)
    if near := _nearby(turn, kind, unsent):
        return look.ask_near(turn, content, near, unsent, *said)
    return look.ask_review(turn, content, unsent, *said)


def _nearby(turn: Turn, kind: Kind, unsent: Unsent) -> list[Near]:
    """Cases that may be the same; none where the place is only roughly known, or all were looked at."""
    if unsent.near or unsent.rough or unsent.point is None:
        return []
    return mapped.near_duplicates(turn.db.connection(), unsent.point, kind.radius, [kind.id])
