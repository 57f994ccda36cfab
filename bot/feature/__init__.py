"""`Feature`: what one folder of handlers/ tells the platform about itself.

The decorators fill tables that dispatch and others read; nothing is registered globally, so a feature
can be built twice in one test.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, overload

from bot.content import Folder
from bot.feature.offering import Offering
from bot.feature.parts import Button, D, Nothing, P, Schedule, Setting, Step, W
from bot.feature.running import Running
from bot.feature.talking import Talking

__all__ = [
    "AnyFeature",
    "Button",
    "D",
    "Feature",
    "Nothing",
    "P",
    "Schedule",
    "Setting",
    "Step",
    "W",
]


class Feature(Talking[W, D], Offering[W, D], Running[W]):
    """One feature of the bot.

    Args:
        name: the folder's name; part of every postback, so it must never change.
        title: what the menu calls it, in Japanese, at most 20 characters.
        words: the schema of content/<name>/words.yaml.
        draft: what a conversation gathers before it is recorded.
        content: reads content/<name>/; its result is what `turn.content` returns.
        patience: an unfinished conversation is forgotten this long after its last event.
        order: features with a lower number are asked first about free text and stand first in menus.
        emergency: in the emergency mode it goes before all that are not.
    """

    @overload
    def __init__(
        self: Feature[Nothing, Nothing],
        name: str,
        *,
        title: str,
        content: Callable[[Folder], object] | None = ...,
        patience: timedelta = ...,
        order: int = ...,
        emergency: bool = ...,
    ) -> None: ...
    @overload
    def __init__(
        self: Feature[W, Nothing],
        name: str,
        *,
        title: str,
        words: type[W],
        content: Callable[[Folder], object] | None = ...,
        patience: timedelta = ...,
        order: int = ...,
        emergency: bool = ...,
    ) -> None: ...
    @overload
    def __init__(
        self,
        name: str,
        *,
        title: str,
        words: type[W],
        draft: type[D],
        content: Callable[[Folder], object] | None = ...,
        patience: timedelta = ...,
        order: int = ...,
        emergency: bool = ...,
    ) -> None: ...
    def __init__(
        self,
        name: str,
        *,
        title: str,
        words: type[Any] = Nothing,
        draft: type[Any] = Nothing,
        content: Callable[[Folder], object] | None = None,
        patience: timedelta = timedelta(days=1),
        order: int = 100,
        emergency: bool = False,
    ) -> None:
        super().__init__(name)
        self.title, self.order, self.patience = title, order, patience
        self.emergency = emergency
        self.words: type[W] = words
        self.draft: type[D] = draft
        self.content = content


AnyFeature = Feature[Any, Any]
