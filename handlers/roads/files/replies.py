"""The schema of content/roads/replies.yaml: sentences that staff start from when they give a reason."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.api import phrase
from handlers.roads.ledger.states import State


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Template(_Frozen):
    """A reason to start from. `state`: for changes to this state; `kinds`: for these only, () for all.

    The sentence may say {kind}, {place}, {number} and {owner}.
    """

    title: Annotated[str, Field(min_length=1, max_length=40)]
    state: State
    kinds: tuple[str, ...] = ()
    words: Annotated[str, phrase("kind", "place", "number", "owner")]


class RepliesFile(_Frozen):
    """replies.yaml as a whole."""

    replies: tuple[Template, ...] = ()
