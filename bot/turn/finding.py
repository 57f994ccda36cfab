"""The one search, as a step may ask it for what its citizen names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from bot.documents import find
from bot.documents import words_of as search_words
from bot.feature import D, W
from bot.messages import PostbackAction
from bot.search import Found, Hit
from bot.talk import choices
from bot.talk.postback import StaleButton, read, split
from bot.talk.reply import Reply
from bot.turn.known import Known


class Finding(Known[W, D]):
    """The part of a turn that searches, and makes buttons and answers of what was found."""

    def search(self, text: str, category: str | None = None) -> Found:
        """What the features' documents have for a text; with `category`, only those of that one."""
        asked, scene = (text, category), self._scene
        if asked not in self._found:
            self._found[asked] = find(
                scene.features, scene.snapshot, scene.connection, self.now, text, category
            )
        return self._found[asked]

    @cached_property
    def _found(self) -> dict[tuple[str, str | None], Found]:
        return {}

    def choices(self, hits: Sequence[Hit]) -> list[PostbackAction]:
        """A button for each hit, for a menu."""
        return choices.on_card(hits, search_words(self._scene.snapshot))

    def none_of_these(self, text: str, category: str) -> PostbackAction:
        """The button below such a menu that says that nothing in it was meant, and counts the miss."""
        return choices.none_of_these(self.common.none_of_these_label, text, category)

    def follow(self, found: Found) -> Reply:
        """Answer the first hit as its button would, the others being quick replies.

        Raises:
            StaleButton: the hit is no document of this feature.
        """
        name, action, raw = split(found.hits[0].entry.data)
        button = self._feature.buttons.get(action)
        if name != self._feature.name or button is None:
            raise StaleButton(found.hits[0].entry.data)
        reply = button.run(self, **read(button.types, raw, set(button.required)))
        return choices.with_others(reply, found.hits[1:])

    def missed(self, text: str, category: str = "") -> None:
        """Count a text that had no answer, without who asked, so that staff hear of it."""
        self._scene.missed(text, category)
