"""What a step may ask of the features beside its own, none of which it knows by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from bot.feature import D, Setting, W
from bot.normalise import fold
from bot.turn.known import Known


class Beside(Known[W, D]):
    """The part of a turn that looks at all features."""

    def is_command(self, text: str) -> bool:
        """Whether a text is exactly a command of some feature, so that a step may let it through."""
        return any(fold(text) in feature.commands for feature in self._scene.features)

    def title_of(self, feature: str) -> str:
        """What the menu calls a feature; its name where there is none of that name (any more)."""
        found = (one.title for one in self._scene.features if one.name == feature)
        return next(found, feature)

    def criterion(self, name: str) -> str:
        """The title of a feature's way of choosing citizens; its name where there is none (any more)."""
        found = (one.criteria[name] for one in self._scene.features if name in one.criteria)
        return next((one.title for one in found), name)

    def settings(self) -> list[Setting]:
        """What the features add to the settings, in the order of the menu."""
        given = (turn._feature.setting(turn) for turn in self._turns() if turn._feature.setting)
        return [setting for setting in given if setting]

    def stored(self) -> list[tuple[str, Sequence[str]]]:
        """What the features' own tables hold of the citizen: each feature's title and its lines."""
        given = ((t._feature.title, t._feature.kept(t)) for t in self._turns() if t._feature.kept)
        return [(title, lines) for title, lines in given if lines]

    def _turns(self) -> Iterator[Any]:
        """This turn as each of the features would have it."""
        for feature in self._scene.features:
            with closing(type(self)(feature, self._scene)) as turn:
                yield turn
