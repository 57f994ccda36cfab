"""The end of a report: it is a case, and the citizen has its number."""

from __future__ import annotations

from bot.api import Reply, fill
from handlers.roads.content import Content
from handlers.roads.ledger import drafts, photos
from handlers.roads.ledger.case import Case, Priority, Source
from handlers.roads.ledger.drafts import Unsent
from handlers.roads.ledger.numbers import shown
from handlers.roads.ledger.opening import Report, open_case
from handlers.roads.reporting.questions import button
from handlers.roads.talk import Turn, content_of, now_ms


def report_of(turn: Turn, unsent: Unsent) -> Report:
    """What has been said, as the ledger takes it. The place must be known."""
    content, point = content_of(turn), unsent.point
    if content is None or point is None:
        raise LookupError("a report without content or place")
    kind = content.kinds_by_id.get(unsent.kind)
    return Report(
        kind=unsent.kind,
        latitude=point.latitude,
        longitude=point.longitude,
        source=Source.LINE,
        due_ms=int(content.due(unsent.kind, turn.now).timestamp() * 1000),
        words=unsent.words,
        place=unsent.place,
        district=unsent.district,
        town=unsent.town,
        owner=unsent.owner,
        department=kind.department if kind else "",
        priority=Priority.URGENT if kind and kind.urgent else Priority.NORMAL,
        citizen=turn.citizen.id,
        media=photos.drafts(turn.db.connection(), turn.citizen.id),
        rough=unsent.rough,
        messages={name: message for name, message in unsent.messages.items() if message},
    )


def send(turn: Turn, unsent: Unsent) -> Reply:
    """Open the case, in the transaction of this event: once in effect, whatever dies."""
    opened = open_case(turn.db.connection(), report_of(turn, unsent), now_ms(turn))
    number = shown(opened.case.number)
    return finished(turn, unsent, opened.case, fill(turn.words.sent, number=number))


def finished(turn: Turn, unsent: Unsent, case: Case, sentence: str) -> Reply:
    """Tell the number and what comes next."""
    drafts.sent(turn.db.connection(), turn.citizen.id)
    words, said = turn.words, [sentence]
    if case.owner == unsent.owner and (whom := _owner(turn, case)):
        said.append(fill(words.will_be_handed, name=whom))
    if unsent.later:
        said.append(words.send_photos_later)
    quick = [
        button(turn, words.mine_label, "mine"),
        button(turn, words.quiet_label, "quiet", case.id),
    ]
    return turn.end("\n\n".join(said), quick=quick, must_arrive=True)


def _owner(turn: Turn, case: Case) -> str:
    content: Content | None = content_of(turn)
    return content.owner_name(case.owner) if content else ""
