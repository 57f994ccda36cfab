"""The ways into a report: anew, with a kind that was asked for, or where it was left."""

from __future__ import annotations

from collections.abc import Iterable

from bot.api import Entry, Reply, fill
from handlers.roads.content import Content
from handlers.roads.ledger import drafts
from handlers.roads.ledger.drafts import Unsent
from handlers.roads.reporting.asking import go_on, no_reports, over, unsent_of
from handlers.roads.reporting.kinds import CATEGORY, chosen, way_in
from handlers.roads.reporting.questions import button
from handlers.roads.talk import Turn, contact, content_of, feature, now_ms
from handlers.roads.words import Words


@feature.command(
    "通報", "道路の通報", "道路を通報", "つうほう", "道路の損傷", "道路の破損", "道路の不具合",
    "道路の異常", "道路が壊れている", "道路の穴を通報", "道路通報", "通報する", "通報したい", menu=True,
)  # fmt: skip
def start(turn: Turn) -> Reply:
    return begin(turn)


@feature.postback("start")
def start_again(turn: Turn, kind: str = "") -> Reply:
    return begin(turn, kind)


@feature.postback("resume")
def resume(turn: Turn, of: int) -> Reply:
    """Go on where the citizen stopped."""
    unsent = unsent_of(turn, of)
    return go_on(turn, unsent) if unsent else over(turn)


@feature.postback("anew")
def anew(turn: Turn, of: int, kind: str = "") -> Reply:
    """Let the unfinished one go, and begin."""
    if unsent_of(turn, of):
        drafts.forget(turn.db.connection(), turn.citizen.id, now_ms(turn))
    return begin(turn, kind)


@feature.postback("discard")
def discard(turn: Turn, of: int) -> Reply:
    """Let it go, and end."""
    if not unsent_of(turn, of):
        return over(turn)
    drafts.forget(turn.db.connection(), turn.citizen.id, now_ms(turn))
    return turn.end(turn.words.discarded)


def begin(turn: Turn, kind: str = "") -> Reply:
    """Begin a report, unless one is unfinished: then ask whether to go on with that."""
    content = content_of(turn)
    if content is None:
        return no_reports(turn)
    unfinished = unsent_of(turn)
    if unfinished and not unfinished.is_blank:
        return _offer(turn, unfinished, kind)
    unsent = Unsent(mark=now_ms(turn))
    said = fill(turn.words.welcome, contact=contact(turn))
    if kind in content.kinds_by_id:
        return chosen(turn, unsent, content.kinds_by_id[kind])
    return go_on(turn, unsent, said)


def _offer(turn: Turn, unfinished: Unsent, kind: str) -> Reply:
    words = turn.words
    quick = [
        button(turn, words.resume_label, "resume", unfinished.mark),
        button(turn, words.anew_label, "anew", unfinished.mark, kind),
        button(turn, words.discard_label, "discard", unfinished.mark),
    ]
    return turn.say(words.unfinished, quick=quick)


@feature.documents
def offered(content: Content | None, words: Words) -> Iterable[Entry]:
    """Each kind of damage, so that カーブミラーが割れている leads to a report."""
    for kind in content.kinds if content else ():
        if kind.also_called:
            title = fill(words.report_of, kind=kind.label)
            yield Entry(
                title, way_in(kind), CATEGORY, kind.reading, (kind.label, *kind.also_called)
            )
