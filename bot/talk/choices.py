"""What was found, as buttons: each press is answered like the button of the entry itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.messages import PostbackAction, Unit, fit
from bot.misses import kept
from bot.search import Entry, Hit, SearchWords
from bot.talk.postback import encode
from bot.talk.reply import Goto, Reply

# The platform's own postback, of the button that says that nothing offered was meant.
NONE_OF_THESE: Final = ("platform", "none")
MOST_OTHERS = 4
# What scores less is hardly ever what was meant.
LIKELY = 0.6
MOST_QUICK = 13
CARD_LABEL = 40
QUICK_LABEL = 20


def on_card(hits: Sequence[Hit], words: SearchWords) -> list[PostbackAction]:
    """A card's buttons; where titles clash or categories mix they tell the category too."""
    entries = [hit.entry for hit in hits]
    titles = Counter(entry.title for entry in entries)
    mixed = len({entry.category for entry in entries}) > 1
    return [
        _button(entry, CARD_LABEL, _category(entry, words, mixed or titles[entry.title] > 1))
        for entry in entries
    ]


def none_of_these(label: str, asked: str, category: str) -> PostbackAction:
    """The button that counts a miss; what may not be kept of the text does not travel in it either."""
    data = encode(*NONE_OF_THESE, {"text": kept(asked), "category": category})
    return PostbackAction(label, data, display_text=label)


def with_others(reply: Reply, others: Sequence[Hit], *, ahead: bool = True) -> Reply:
    """An answer with what else may have been meant as quick replies, ahead of its own or behind.

    An answer that asks for something keeps its own: another button would lead away from the question.
    """
    likely = [hit for hit in others if hit.score >= LIKELY]
    if not likely or not reply.messages or isinstance(reply.then, Goto):
        return reply
    last = reply.messages[-1]
    found = [_button(hit.entry, QUICK_LABEL) for hit in likely[:MOST_OTHERS]]
    quick = [*found, *last.quick] if ahead else [*last.quick, *found]
    shown = last.with_quick(*quick[:MOST_QUICK])
    return replace(reply, messages=(*reply.messages[:-1], shown))


def _category(entry: Entry, words: SearchWords, told: bool) -> str:
    category = words.categories.get(entry.category)
    return f"（{category.title}）" if told and category else ""


def _button(entry: Entry, limit: int, tail: str = "") -> PostbackAction:
    """`tail` stays whole; the title before it is shortened to `limit` graphemes in all."""
    tail = fit(tail, limit // 2, Unit.GRAPHEME)
    label = fit(entry.title, limit - len(tail), Unit.GRAPHEME) + tail
    return PostbackAction(label, entry.data, display_text=label)
