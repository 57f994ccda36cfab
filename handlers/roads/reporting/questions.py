"""How each question is asked. Steps and buttons are named, not imported: their modules lead back here."""

from __future__ import annotations

from collections.abc import Sequence

from bot.api import Action, Message, Reply, Spot, choice_label, fill, menu, page_of
from handlers.roads.content import Content
from handlers.roads.files.kinds import Kind
from handlers.roads.files.owners import Owner
from handlers.roads.ledger.drafts import Unsent
from handlers.roads.ledger.photos import drafts as unsent_photos
from handlers.roads.talk import Turn, content_of, dial, feature, phone

Said = Message | str


def button(turn: Turn, label: str, name: str, *args: object) -> Action:
    """A button of the feature by its name."""
    return turn.button(label, feature.buttons[name], *args)


def back(turn: Turn, unsent: Unsent, part: str) -> Action:
    """A button that leads back to an earlier question."""
    return button(turn, turn.words.back_label, "change", unsent.mark, part)


def ask(turn: Turn, step: str, *said: Said, quick: Sequence[Action]) -> Reply:
    """Ask, and wait for what the step of this name takes."""
    return turn.ask(feature.steps[step], *said, quick=quick)


def ask_place(turn: Turn, unsent: Unsent, *said: Said) -> Reply:
    """Where is it? With the phone first, where an urgent kind is known already."""
    content = content_of(turn)
    kind = content.kinds_by_id.get(unsent.kind) if content else None
    urgent = dial(turn, phone(turn)) if kind and kind.urgent else []
    sentence = fill(turn.words.ask_place, city=turn.city.name)
    return ask(turn, "place", *said, sentence, quick=[*urgent, turn.pick_location()])


def ask_which_place(turn: Turn, unsent: Unsent, spots: Sequence[Spot]) -> Reply:
    """Several towns may be meant; or none is known, and the map or the town's name would help."""
    words, mark = turn.words, unsent.mark
    unknown = button(turn, words.place_unknown_label, "unplaced", mark)
    quick = [turn.pick_location(), unknown]
    if not spots:
        sentence = fill(words.place_not_found, place=unsent.place)
        return ask(turn, "place", sentence, quick=quick)
    buttons = [
        button(turn, choice_label(str(one)), "spot", mark, one.town, one.district) for one in spots
    ]
    question = menu(fill(words.which_place, place=unsent.place), buttons)
    return ask(turn, "place", question, quick=quick)


def ask_kind(turn: Turn, content: Content, unsent: Unsent, *said: Said, page: int = 0) -> Reply:
    """What is broken? Ten kinds at a time."""
    shown, more = page_of(content.kinds, page)
    buttons = [button(turn, one.label, "kind", unsent.mark, one.id) for one in shown]
    if more:
        buttons.append(button(turn, turn.words.more_label, "kinds", unsent.mark, page + 1))
    quick = [back(turn, unsent, "place")]
    return ask(turn, "kind", *said, menu(turn.words.ask_kind, buttons), quick=quick)


def ask_owner(turn: Turn, unsent: Unsent, owner: Owner, *said: Said) -> Reply:
    """It seems to be another one's: whom to call, and whether the city shall pass it on."""
    words, mark = turn.words, unsent.mark
    told = [fill(words.of_others, name=owner.name, things=owner.things)]
    if owner.phone:
        hours = fill(words.hours, hours=owner.hours) if owner.hours else ""
        told.append(fill(words.of_others_phone, phone=owner.phone, hours=hours))
    if owner.urgent_phone:
        told.append(fill(words.of_others_urgent, phone=owner.urgent_phone))
    buttons = [
        button(turn, words.hand_label, "hand", mark, owner.id),
        button(turn, words.ours_label, "ours", mark, owner.id),
        button(turn, words.call_myself_label, "discard", mark),
    ]
    quick = [*dial(turn, owner.urgent_phone or owner.phone or ""), back(turn, unsent, "place")]
    question = menu("\n\n".join([*told, words.of_others_question]), buttons)
    return ask(turn, "others", *said, question, quick=quick)


def ask_photos(turn: Turn, unsent: Unsent, *said: Said) -> Reply:
    """A photo, or several, or none, or later?"""
    words, content = turn.words, content_of(turn)
    most = content.settings.photos if content else 1
    got = len(unsent_photos(turn.db.connection(), turn.citizen.id))
    enough = turn.skip(feature.steps["photo"], words.enough_label if got else words.no_photo_label)
    quick = [
        *([enough] if got else []),
        turn.camera(),
        turn.camera_roll(),
        *([] if got else [enough]),
        button(turn, words.later_label, "later", unsent.mark),
        back(turn, unsent, "kind"),
    ]
    sentence = fill(words.more_photos if got else words.ask_photo, most=most, got=got)
    return ask(turn, "photo", *said, sentence, quick=quick)


def ask_words(turn: Turn, kind: Kind, unsent: Unsent, *said: Said) -> Reply:
    """How does it look?"""
    nothing = turn.skip(feature.steps["words"], turn.words.no_words_label)
    quick = [nothing, back(turn, unsent, "photo")]
    return ask(turn, "words", *said, kind.describe or turn.words.ask_words, quick=quick)
