"""A look at the whole: send it, or change a part."""

from __future__ import annotations

from collections.abc import Mapping

from bot.api import Image, Location, Reply, Text
from handlers.roads.ledger import drafts
from handlers.roads.ledger.drafts import Unsent
from handlers.roads.reporting.asking import go_on, over, unsent_of
from handlers.roads.reporting.place import pinned
from handlers.roads.reporting.sending import send
from handlers.roads.reporting.words import also
from handlers.roads.talk import Turn, content_of, feature, now_ms

# What is forgotten so that a part is asked for again.
_BLANK: Mapping[str, Mapping[str, object]] = {
    "place": {"latitude": None, "longitude": None, "place": "", "town": "", "district": "", "near": False},
    "kind": {"kind": "", "near": False},
    "photo": {"photos": False, "later": False},
    "words": {"words": "", "said": False},
}  # fmt: skip


@feature.step(Image, Location, Text)
def review(turn: Turn, said: Image | Location | Text) -> Reply:
    """Photos and a pin are taken for what they are; words are not, for it is not clear what they change."""
    unsent = unsent_of(turn)
    if unsent is None:
        return over(turn)
    if isinstance(said, Image):
        return also(turn, unsent, said)
    return pinned(turn, unsent, said) if isinstance(said, Location) else turn.pass_on()


@feature.postback("change")
def change(turn: Turn, of: int, part: str) -> Reply:
    """Go back to a question; what else was said stays."""
    unsent = unsent_of(turn, of)
    if unsent is None or part not in _BLANK:
        return over(turn)
    if part == "photo":
        drafts.drop_photos(turn.db.connection(), turn.citizen.id, now_ms(turn))
    if part in ("place", "kind"):
        unsent = unsent.model_copy(
            update={"owner": Unsent.model_fields["owner"].default, "owners_told": []}
        )
    return go_on(turn, unsent.model_copy(update=_BLANK[part]))


@feature.postback("send")
def confirm(turn: Turn, of: int) -> Reply:
    """送る"""
    unsent, content = unsent_of(turn, of), content_of(turn)
    if unsent is None or content is None:
        return over(turn)
    # The content may have changed since the look at the whole, so that something is missing now.
    if unsent.point is None or unsent.kind not in content.kinds_by_id:
        return go_on(turn, unsent)
    return send(turn, unsent)
