"""The kind of damage: by a button or in words. Urgent ones show the phone before anything else."""

from __future__ import annotations

from bot.api import Reply, Text, Verdict, fill, fold
from handlers.roads.content import Content
from handlers.roads.files.kinds import Kind
from handlers.roads.ledger.drafts import Unsent
from handlers.roads.reporting.asking import go_on, over, unsent_of
from handlers.roads.reporting.questions import Said, ask_kind
from handlers.roads.talk import Turn, contact, content_of, feature

# What the kinds are filed under in the search.
CATEGORY = "roads"


@feature.postback("kinds")
def more_kinds(turn: Turn, of: int, page: int) -> Reply:
    unsent, content = unsent_of(turn, of), content_of(turn)
    return ask_kind(turn, content, unsent, page=page) if unsent and content else over(turn)


@feature.postback("kind")
def choose(turn: Turn, of: int, id: str) -> Reply:
    unsent, content = unsent_of(turn, of), content_of(turn)
    found = content.kinds_by_id.get(id) if content else None
    if unsent is None or content is None or found is None:
        return over(turn)
    return chosen(turn, unsent, found)


@feature.step(Text)
def kind(turn: Turn, said: Text) -> Reply:
    """The answer to "what is broken?" in words; other words are asked again, with the kinds."""
    unsent, content = unsent_of(turn), content_of(turn)
    if unsent is None or content is None:
        return over(turn)
    if found := named(content, said.text) or _searched(turn, content, said.text):
        return chosen(turn, unsent, found)
    if turn.is_command(said.text):
        return turn.pass_on()
    return ask_kind(turn, content, unsent, turn.words.kind_not_found)


def chosen(turn: Turn, unsent: Unsent, found: Kind) -> Reply:
    """Note the kind; the phone comes first if it cannot wait."""
    # Another kind may be another owner's, and have other cases nearby.
    noted = unsent.model_copy(update={"kind": found.id, "near": False})
    said: list[Said] = []
    if found.urgent:
        said.append(fill(turn.words.urgent, kind=found.label, contact=contact(turn)))
    return go_on(turn, noted, *said)


def _searched(turn: Turn, content: Content, text: str) -> Kind | None:
    """The kind that the search finds surely, for slips and other spellings."""
    found = turn.search(text, CATEGORY)
    if found.verdict is not Verdict.CLEAR:
        return None
    ways = {way_in(one): one for one in content.kinds}
    return ways.get(found.hits[0].entry.data)


def way_in(kind: Kind) -> str:
    """The data of the button that begins a report of a kind."""
    return feature.buttons["start"].data(kind.id)


def named(content: Content, text: str) -> Kind | None:
    """The kind of which a text speaks: that of the longest name in it."""
    said = fold(text)
    names = [
        (len(fold(name)), one)
        for one in content.kinds
        for name in (one.label, *one.label.split("・"), *one.also_called)
        if fold(name) and fold(name) in said
    ]
    return max(names, key=lambda found: found[0])[1] if names else None
