"""Photos that come after the report was sent, and messages that are taken back."""

from __future__ import annotations

from sqlalchemy import Connection

from bot import media
from bot.api import Image, Reply, Unsend, fill
from handlers.roads.intake import is_last
from handlers.roads.ledger import drafts, photos, reporters, taking_back
from handlers.roads.ledger.case import Case, standing_for
from handlers.roads.ledger.numbers import shown
from handlers.roads.ledger.photos import Purpose
from handlers.roads.talk import Turn, content_of, feature, now_ms

# A photo that comes later than this is not taken for one of a report.
PATIENCE_MS = 3 * 24 * 60 * 60 * 1000
# Photos of a case that its reporters may send; staff's own are not counted.
MOST_OF_A_CASE = 20


def ask_for_photo(turn: Turn, image: Image) -> str:
    """Have a photo fetched; returns its key."""
    connection = turn.db.connection()
    return media.wait_for(connection, feature.name, turn.citizen.id, image.message_id, now_ms(turn))


@feature.on(Image)
def photo_later(turn: Turn, image: Image) -> Reply:
    """A photo that no question waited for belongs to the last report, if that is not old."""
    connection, own = turn.db.connection(), _lately_reported(turn)
    case = standing_for(connection, own) if own else None
    if own is None or case is None or case.photos >= MOST_OF_A_CASE:
        return turn.pass_on()
    key, reporter = (
        ask_for_photo(turn, image),
        reporters.reporter_of(connection, own.id, turn.citizen.id),
    )
    photos.add_photo(connection, case.id, key, now_ms(turn), Purpose.LATER, reporter=reporter)
    if not is_last(image):
        return turn.say()
    undo = turn.button(turn.words.undo_photo_label, undo_photo, key)
    return turn.say(fill(turn.words.photo_added, number=shown(own.number)), quick=[undo])


@feature.postback("undo_photo")
def undo_photo(turn: Turn, key: str) -> Reply:
    """It was meant for something else."""
    connection, own = turn.db.connection(), _lately_reported(turn)
    mine = photos.photos_of(connection, standing_for(connection, own).id) if own else []
    if not any(one.media == key for one in mine):
        return turn.say(turn.words.no_longer)
    photos.forget_photo(connection, key, now_ms(turn))
    return turn.say(turn.words.photo_removed)


def _lately_reported(turn: Turn) -> Case | None:
    if content_of(turn) is None:
        return None
    found = reporters.cases_by(turn.db.connection(), turn.citizen.id, 1)
    is_late = not found or found[0].created_ms < now_ms(turn) - PATIENCE_MS
    return None if is_late else found[0]


@feature.on(Unsend)
def taken_back(turn: Turn, event: Unsend) -> Reply:
    """What came in that message is deleted: a photo with its files, or words."""
    connection, citizen = turn.db.connection(), turn.citizen.id
    if key := media.of_message(connection, feature.name, event.message_id):
        photos.forget_photo(connection, key, now_ms(turn))
    _forget_draft_words(turn, connection, event.message_id)
    taking_back.forget_words(connection, citizen, event.message_id, now_ms(turn))
    return turn.pass_on()


def _forget_draft_words(turn: Turn, connection: Connection, message: str) -> None:
    unsent = drafts.find(connection, turn.citizen.id)
    if unsent is None or message not in unsent.messages.values():
        return
    names = {name for name, came_in in unsent.messages.items() if came_in == message}
    left = {name: came_in for name, came_in in unsent.messages.items() if name not in names}
    changed: dict[str, object] = dict.fromkeys(names, "")
    changed |= {"messages": left, "said": unsent.said and "words" not in names}
    drafts.save(connection, turn.citizen.id, unsent.model_copy(update=changed), now_ms(turn))
