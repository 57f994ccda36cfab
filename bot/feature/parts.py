"""What a feature consists of: steps, buttons and jobs, as small values, and the shapes of its functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar

from pydantic import BaseModel

from bot.events import Event
from bot.talk import postback as codec

if TYPE_CHECKING:
    from bot.messages import Action
    from bot.talk.reply import Reply


class Nothing(BaseModel):
    """The words or the draft of a feature that has none."""


W = TypeVar("W", bound=BaseModel)
D = TypeVar("D", bound=BaseModel)
P = ParamSpec("P")

Setting = tuple[str, "Action"]
"""A line in the settings, and the button that changes what it says."""


@dataclass(frozen=True, slots=True, eq=False)
class Step(Generic[W, D]):
    """One question of a conversation: the events that it takes and the function that takes them."""

    feature: str
    name: str
    kinds: tuple[type[Event], ...]
    run: Callable[..., Reply]


@dataclass(frozen=True, slots=True, eq=False)
class Button(Generic[P]):
    """A postback step; `data(...)` makes the data of a button that calls it with these arguments."""

    feature: str
    name: str
    run: Callable[..., Reply]
    types: dict[str, type]
    required: frozenset[str]

    def data(self, *args: P.args, **values: P.kwargs) -> str:
        """Postback data for one set of arguments.

        Raises:
            ValueError: the data would be longer than LINE's 300 characters.
        """
        named = dict(zip(self.types, args, strict=False)) | values
        return codec.encode(self.feature, self.name, named)


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """A job of a feature: the clock process calls `run` every so many seconds."""

    name: str
    seconds: float
    run: Callable[..., None]
