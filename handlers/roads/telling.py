"""What a reporter reads when the state of a case changes."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from sqlalchemy import Connection

from bot import media
from bot.api import (
    City,
    ImageMessage,
    Message,
    PostbackAction,
    TextMessage,
    Unit,
    fill,
    fit,
)
from handlers.roads.content import Content
from handlers.roads.ledger.case import Case
from handlers.roads.ledger.history import Act, Line
from handlers.roads.ledger.numbers import shown
from handlers.roads.ledger.states import State
from handlers.roads.talk import feature
from handlers.roads.words import Words

# The reason is worth more than its photo: it does not wait longer for one.
PHOTO_PATIENCE_MS = 10 * 60 * 1000
_MOST = 1500


def told(
    words: Words, city: City, content: Content, line: Line, case: Case, own: Case
) -> list[Message]:
    """The messages of one change: what, why, and the photo of the repair.

    Args:
        case: the one that changed; `own`: the one that the reader reported, or the same.
    """
    where = own.place or own.town or own.district or words.place_on_map
    about = {"kind": content.kind_label(own.kind), "place": where, "number": shown(own.number)}
    sentence = words.told_message if line.act is Act.MESSAGE else words.told_state
    state = State(line.new).label if line.new else case.state.label
    said = fill(sentence, **about, state=state, reason=fit(line.words, _MOST, Unit.UTF16))
    if own.id != case.id:
        said += "\n\n" + fill(words.told_merged, number=shown(case.number))
    messages: list[Message] = [TextMessage(said), *_photo(city, line)]
    messages[-1] = messages[-1].with_quick(*_quick(words, line, own))
    return messages


def photo_address(site: str, key: str, *, small: bool = False) -> str:
    """Where a photo that citizens may see is shown; the page is in public/."""
    name = "small" if small else "photo"
    return f"{site}/{feature.name}/photos/{quote(key)}/{name}.jpg"


def photo_is_ready(connection: Connection, line: Line, now: datetime) -> bool:
    """Whether the photo of a change need not be waited for (any longer)."""
    if line.photo is None or now.timestamp() * 1000 > line.at_ms + PHOTO_PATIENCE_MS:
        return True
    found = media.find(connection, [line.photo]).get(line.photo)
    return found is None or found.state != "waiting"


def _photo(city: City, line: Line) -> list[Message]:
    """The photo, where there is one and the city's pages can be reached (LINE wants https)."""
    if line.photo is None or not (city.site or "").startswith("https://"):
        return []
    site = city.site or ""
    small = photo_address(site, line.photo, small=True)
    return [ImageMessage(photo_address(site, line.photo), small)]


def _quick(words: Words, line: Line, own: Case) -> list[PostbackAction]:
    over = line.act is Act.STATE and not State(line.new).is_open
    named = [(words.mine_label, feature.buttons["mine"].data())]
    if over:
        named.insert(0, (words.unfixed_label, feature.buttons["unfixed"].data(own.id)))
    named.append((words.quiet_label, feature.buttons["quiet"].data(own.id)))
    return [PostbackAction(label, data, display_text=label) for label, data in named]
