"""All shelters as they are at this moment: the city's list, and what staff said of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from bot.api import Haven, OnMap, metres
from handlers.shelters.shelter import Found, Hazard, Shelter, Shelters
from handlers.shelters.states import UNKNOWN, State, Status, all_told

# The first are those to go to.
_ORDER = (State.OPEN, State.UNOPENED, State.FULL, State.CLOSED)
# From a tsunami one runs to what is near; a farther place that staff have opened is no better.
_AT_ONCE, _NEAR_ENOUGH = frozenset({Hazard.TSUNAMI}), 1000.0


@dataclass(frozen=True, slots=True)
class Now:
    """The shelters and their states.

    Attributes:
        shelters: the city's list, and what was opened beside it.
        emergency: whether open shelters go first.
    """

    shelters: Shelters
    states: Mapping[str, Status]
    emergency: bool = False

    def status(self, shelter: Shelter) -> Status:
        return self.states.get(shelter.id, UNKNOWN)

    @property
    def is_told(self) -> bool:
        """Whether staff keep the states at this moment, so that they can be told."""
        return any(one.state is not State.UNOPENED for one in self.states.values())

    @property
    def open(self) -> Sequence[Shelter]:
        """Those that take people in."""
        return [one for one in self.shelters.all if self.status(one).takes_in]

    def ordered(self, shelters: Iterable[Shelter]) -> list[Shelter]:
        """The same; in an emergency those to go to first."""
        if not self.emergency:
            return list(shelters)
        return sorted(shelters, key=lambda one: _ORDER.index(self.status(one).state))

    def nearest(self, spot: OnMap, count: int, hazard: Hazard | None = None) -> list[Found]:
        """The suitable shelters next to a spot, nearest first; in an emergency open ones go first.

        The nearest place that is no open shelter is among them in any case: who has to run must not
        wait for staff to open a hill.
        """
        found = sorted(
            (
                Found(one, metres(spot, one.point))
                for one in self.shelters.suited(hazard)
                if one.point
            ),
            key=lambda one: (one.distance, one.shelter.name),
        )
        if not self.emergency:
            return found[:count]
        first = [one for one in found if self._goes_first(one, hazard)][: count - 1]
        rest = [one for one in found if one not in first]
        rest.sort(key=lambda one: self._is_no_use(one.shelter, hazard))
        return [*first, *rest][:count]

    def _goes_first(self, one: Found, hazard: Hazard | None) -> bool:
        near = hazard not in _AT_ONCE or one.distance <= _NEAR_ENOUGH
        return near and self.status(one.shelter).takes_in

    def _is_no_use(self, shelter: Shelter, hazard: Hazard | None) -> bool:
        # A hill is never full.
        bad = (State.CLOSED,) if hazard in _AT_ONCE else (State.FULL, State.CLOSED)
        return self.status(shelter).state in bad


def now_of(shelters: Shelters, connection: Connection, *, emergency: bool = False) -> Now:
    """The city's list with what staff said, and the places that stand in no list but are in use."""
    told = all_told(connection)
    listed = {one.id for one in shelters.all}
    beside = [
        one.shelter
        for key, one in told.items()
        if key not in listed and one.status.state is not State.UNOPENED
    ]
    whole = replace(shelters, all=[*shelters.all, *beside]) if beside else shelters
    return Now(whole, {key: one.status for key, one in told.items()}, emergency)


def haven_of(now: Now, shelter: Shelter, data: str) -> Haven:
    """A shelter as other features know it."""
    state = now.status(shelter).state
    return Haven(
        shelter.name,
        shelter.district,
        shelter.point,
        frozenset(one.value for one in shelter.hazards),
        shelter.refuge,
        state is State.OPEN,
        state is State.FULL,
        data,
    )
