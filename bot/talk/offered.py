"""The buttons of the last answer: who types what one of them says is answered as if it had been pressed.

Many type or dictate what they read, and a button is not a button to everybody. What was offered is
kept with the conversation, and forgotten after `PATIENCE_MS`: a label such as 明日は？ means the day on
which it was shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.messages import Message, PostbackAction
from bot.messages.value import Value
from bot.normalise import fold

PATIENCE_MS = 30 * 60 * 1000
NOTHING = ""


def offered(messages: Sequence[Message]) -> str:
    """The postback buttons in an answer, as JSON: folded label to data.

    A label that stands on two buttons of different data says nothing, and is left out.
    """
    found: dict[str, str] = {}
    unclear: set[str] = set()
    for action in _buttons(messages):
        label = fold(action.label) if action.label else ""
        if found.setdefault(label, action.data) != action.data:
            unclear.add(label)
    clear = {label: data for label, data in found.items() if label and label not in unclear}
    return json.dumps(clear, ensure_ascii=False, separators=(",", ":")) if clear else NOTHING


def typed(kept: str, text: str) -> str | None:
    """The data of the button whose label `text` is; None if none was offered."""
    buttons: dict[str, str] = json.loads(kept) if kept else {}
    return buttons.get(fold(text))


def _buttons(values: Iterable[Any]) -> Iterator[PostbackAction]:
    for value in values:
        if isinstance(value, PostbackAction):
            yield value
        elif isinstance(value, Value):
            yield from _buttons(value.__dict__.values())
        elif isinstance(value, tuple):
            yield from _buttons(value)
