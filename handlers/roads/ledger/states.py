"""The states of a case and what may follow what."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """A state as it is stored; `label` is what everybody reads."""

    RECEIVED = "received"
    CONFIRMED = "confirmed"
    WORKING = "working"
    DONE = "done"
    EXCLUDED = "excluded"
    HANDED = "handed"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_open(self) -> bool:
        """Whether the city still has something to do."""
        return self in (State.RECEIVED, State.CONFIRMED, State.WORKING)

    @property
    def is_over(self) -> bool:
        """Whether nobody has anything to do any more; of what was handed over, another one has."""
        return self in (State.DONE, State.EXCLUDED)


# The law's and the counter's own words, the same in every city.
_LABELS = {
    State.RECEIVED: "受付",
    State.CONFIRMED: "確認",
    State.WORKING: "対応中",
    State.DONE: "完了",
    State.EXCLUDED: "対象外",
    State.HANDED: "他機関へ",
}

# A case is received once; whatever is over can be taken up again, never as if nobody had seen it.
FOLLOWING: Mapping[State, frozenset[State]] = {
    state: frozenset(State) - {State.RECEIVED, state} for state in State
}


def may_follow(old: State, new: State) -> bool:
    """Whether staff may set `new` on a case that is `old`."""
    return new in FOLLOWING[old]


def reopens(old: State, new: State) -> bool:
    """Whether this takes up again what was over, or what another one had."""
    return not old.is_open and new.is_open
