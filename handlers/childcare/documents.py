"""What the one search can find of this feature."""

from __future__ import annotations

from collections.abc import Iterable

from bot.api import Entry
from handlers.childcare.content import Childcare
from handlers.childcare.events.chat import event_entries
from handlers.childcare.facilities.chat import facility_entries
from handlers.childcare.messages.programme_talk import programme_entries
from handlers.childcare.plan_chat import plan_entries
from handlers.childcare.talk import feature
from handlers.childcare.words import Words


@feature.documents
def offer(childcare: Childcare, words: Words) -> Iterable[Entry]:
    yield from plan_entries(childcare, words)
    yield from programme_entries(childcare)
    yield from facility_entries(childcare.facilities, words.facilities)
    yield from event_entries(childcare.events, words.events)
