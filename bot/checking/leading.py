"""Buttons and words in the content that lead nowhere: postbacks, and 「…」と送ってください."""

from __future__ import annotations

import re

from bot.checking.texts import Told
from bot.content import Faults, Snapshot
from bot.documents import index_of
from bot.normalise import fold
from bot.registry import Registry
from bot.replies import escape_words, fixed, menu_words
from bot.talk import postback

_SEND = re.compile(r"「([^「」{}]{1,30})」と(?:送|入力|打|話しかけ|書いて送)")
_KEY = "postback"


class Destinations:
    """Where words and buttons can lead."""

    def __init__(self, snapshot: Snapshot, registry: Registry) -> None:
        self._snapshot, self._registry = snapshot, registry
        self._words = {*registry.commands, *escape_words(snapshot), *menu_words(snapshot)}

    def answers(self, text: str) -> bool:
        """Whether something answers a text: a command, a fixed answer, or what the search finds."""
        if fold(text) in self._words or not fixed(text, self._snapshot).passed:
            return True
        return bool(index_of(self._snapshot).search(text, limit=1).hits)

    def takes(self, data: str) -> bool:
        """Whether a button with this data would be understood."""
        name, action, raw = postback.split(data)
        feature = self._registry.features.get(name)
        button = feature.buttons.get(action) if feature else None
        try:
            return (
                button is not None
                and postback.read(button.types, raw, set(button.required)) is not None
            )
        except postback.StaleButton:
            return False


def check(told: Told, destinations: Destinations, faults: Faults) -> None:
    """Report what leads nowhere. The menu checks its own file."""
    if told.name == _KEY and told.place.file != "menu.yaml" and not destinations.takes(told.text):
        faults.error(
            told.place, f"ボタン「{told.text[:60]}」の行き先がありません。",
            "「機能:動き」の名前を確かめてください。",
        )  # fmt: skip
    for match in _SEND.finditer(told.text):
        if not destinations.answers(match[1]):
            faults.warning(
                told.place, f"「{match[1]}」と送っても、答えるものがありません。",
                "ほかの言葉にするか、その言葉で見つかるものを書き足してください。",
            )  # fmt: skip
