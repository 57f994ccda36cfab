"""`Staffer`: the member of staff who is signed in, as pages know them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.console.roles import Role


@dataclass(frozen=True, slots=True)
class Staffer:
    """A signed-in member of staff.

    Attributes:
        id: of staff_user.
        address: the network address they use at this moment.
    """

    id: int
    email: str
    name: str
    roles: frozenset[Role]
    address: str

    def has_one_of(self, roles: Collection[Role]) -> bool:
        """Whether one of their roles is among these."""
        return not self.roles.isdisjoint(roles)
