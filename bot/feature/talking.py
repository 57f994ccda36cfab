"""What a feature answers in the talk: commands, buttons, steps, questions, and events it listens to."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, Generic, TypeVar, overload

from bot.events import Event
from bot.feature.parts import Button, D, P, Step, W
from bot.feature.register import Register
from bot.normalise import fold
from bot.talk import postback as codec

if TYPE_CHECKING:
    from bot.talk.reply import Reply
    from bot.turn import Turn

E1 = TypeVar("E1", bound=Event)
E2 = TypeVar("E2", bound=Event)
E3 = TypeVar("E3", bound=Event)


class Talking(Register, Generic[W, D]):
    """The tables that dispatch reads."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.commands: dict[str, Callable[[Turn[W, D]], Reply]] = {}
        self.buttons: dict[str, Button[Any]] = {}
        self.steps: dict[str, Step[W, D]] = {}
        self.listeners: dict[type[Event], Callable[..., Reply]] = {}
        self.asked: Callable[[Turn[W, D], str], Reply] | None = None
        self.entry: str | None = None

    def command(
        self, *texts: str, menu: bool = False
    ) -> Callable[[Callable[[Turn[W, D]], Reply]], Callable[[Turn[W, D]], Reply]]:
        """The step answers when a citizen types exactly one of `texts` (width, case and kana folded).

        With `menu=True` the feature stands in the menu, and its button types the first of them.
        """

        def add(run: Callable[[Turn[W, D]], Reply]) -> Callable[[Turn[W, D]], Reply]:
            for text in texts:
                self._once(self.commands, fold(text), run)
            if menu:
                self.entry = texts[0]
            return run

        return add

    def postback(
        self, name: str
    ) -> Callable[[Callable[Concatenate[Turn[W, D], P], Reply]], Button[P]]:
        """The step answers a button; its arguments travel in the button, typed by their annotations."""

        def add(run: Callable[Concatenate[Turn[W, D], P], Reply]) -> Button[P]:
            types = codec.parameters(run)
            required = frozenset(types.keys() - _optional(run))
            button: Button[P] = Button(self.name, name, run, types, required)
            self._once(self.buttons, name, button)
            return button

        return add

    @overload
    def step(
        self, k1: type[E1], /
    ) -> Callable[[Callable[[Turn[W, D], E1], Reply]], Step[W, D]]: ...
    @overload
    def step(
        self, k1: type[E1], k2: type[E2], /
    ) -> Callable[[Callable[[Turn[W, D], E1 | E2], Reply]], Step[W, D]]: ...
    @overload
    def step(
        self, k1: type[E1], k2: type[E2], k3: type[E3], /
    ) -> Callable[[Callable[[Turn[W, D], E1 | E2 | E3], Reply]], Step[W, D]]: ...
    def step(self, *kinds: type[Event]) -> Callable[[Callable[..., Reply]], Step[W, D]]:
        """The step takes the next event of a conversation, if it is of one of `kinds`."""

        def add(run: Callable[..., Reply]) -> Step[W, D]:
            step: Step[W, D] = Step(self.name, run.__name__, kinds, run)
            self._once(self.steps, step.name, step)
            return step

        return add

    def on(
        self, kind: type[E1]
    ) -> Callable[[Callable[[Turn[W, D], E1], Reply]], Callable[[Turn[W, D], E1], Reply]]:
        """The function is told of every event of `kind` that no step was waiting for.

        For Follow, Unsend and Moved every feature that listens is told; its messages precede the greeting.
        """

        def add(run: Callable[[Turn[W, D], E1], Reply]) -> Callable[[Turn[W, D], E1], Reply]:
            self._once(self.listeners, kind, run)
            return run

        return add

    def question(
        self, run: Callable[[Turn[W, D], str], Reply]
    ) -> Callable[[Turn[W, D], str], Reply]:
        """The function is asked about free text that is no command; `turn.pass_on()` means 'not mine'."""
        self._only(self.asked, "question handler")
        self.asked = run
        return run


def _optional(run: Callable[..., Reply]) -> set[str]:
    """The parameters that a button may leave out."""
    parameters = inspect.signature(run).parameters.items()
    return {key for key, one in parameters if one.default is not inspect.Parameter.empty}
