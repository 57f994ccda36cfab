"""Free text that is no command: what the one search answers to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot import replies
from bot.content import Snapshot
from bot.documents import words_of
from bot.normalise import fold
from bot.search import Found, SearchWords, Verdict
from bot.talk import choices
from bot.talk.reply import Reply
from bot.talk.words import platform_words

MOST_CHOICES = 8
LONGEST_ASKED = 60


def answer(
    text: str, snapshot: Snapshot, find: Callable[[str], Found], press: Callable[[str], Reply]
) -> Reply:
    """Answer at once or offer what comes near; a passed reply where nothing does.

    A sentence with an urgent word is an emergency, unless that word belongs to what was surely found:
    救急箱 is a thing, and whoever asks whether a school is a 避難所 means the school. `find` is the search,
    `press` answers the postback data of an entry.
    """
    found = find(text)
    harmless = partial(_belongs, found, words_of(snapshot))
    alarm = replies.urgent_inside(text, snapshot, harmless)
    if not alarm.passed or found.verdict is Verdict.NONE:
        return choices.with_others(alarm, found.hits, ahead=False)
    if found.verdict is Verdict.CLEAR:
        return choices.with_others(press(found.hits[0].entry.data), found.hits[1:])
    return _offer(text, found, snapshot)


def _belongs(found: Found, words: SearchWords, urgent: str) -> bool:
    """Whether an urgent word is part of a name of the clear hit, or points to its category."""
    if found.verdict is not Verdict.CLEAR:
        return False
    entry = found.hits[0].entry
    category = words.categories.get(entry.category)
    named = any(urgent in fold(name) for name in (entry.title, entry.reading, *entry.synonyms))
    return named or any(fold(word) in urgent for word in (category.questions if category else ()))


def _offer(text: str, found: Found, snapshot: Snapshot) -> Reply:
    hits, label = found.hits[:MOST_CHOICES], platform_words(snapshot).none_of_these_label
    buttons = choices.on_card(hits, words_of(snapshot))
    buttons.append(choices.none_of_these(label, text, hits[0].entry.category))
    return replies.which_one(text.strip()[:LONGEST_ASKED], buttons, snapshot)
