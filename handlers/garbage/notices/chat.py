"""The buttons under notices."""

from __future__ import annotations

from bot.api import PostbackAction, Reply
from handlers.garbage.chat import change_area
from handlers.garbage.talk import Turn, feature
from handlers.garbage.words import Words


@feature.postback("notice_why")
def why_notice(turn: Turn) -> Reply:
    words = turn.words
    return turn.say(words.notice_why, quick=[turn.button(words.change_label, change_area)])


def quick(words: Words) -> tuple[PostbackAction, ...]:
    """What every notice offers."""
    label = words.remind_why_label
    return (PostbackAction(label, why_notice.data(), display_text=label),)
