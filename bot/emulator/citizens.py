"""The people on the other side: those the simulator made, and a crowd that exists by number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.emulator.ids import USER_ID, user_id_of

MASK = 0xFFFFFFFF
SPREAD = 0x9E3779B1  # odd, so multiplying by it is a bijection of 32 bits
UNSPREAD = pow(SPREAD, -1, 1 << 32)
CROWD_TAIL = "c1" * 12


@dataclass(slots=True)
class Citizen:
    """A person with a talk of their own."""

    user_id: str
    display_name: str
    language: str = "ja"
    following: bool = True

    def as_json(self) -> dict[str, Any]:
        """Return the person for the simulator API."""
        return {
            "userId": self.user_id,
            "displayName": self.display_name,
            "following": self.following,
            "language": self.language,
        }

    def profile(self) -> dict[str, str]:
        """Return LINE's profile object."""
        return {
            "userId": self.user_id,
            "displayName": self.display_name,
            "language": self.language,
        }


@dataclass(slots=True)
class Citizens:
    """Everybody who can be written to.

    `crowd` further followers cost no memory: their ids are computed from their number and back.
    They have a profile and are listed, but no talk is kept for them.
    """

    people: dict[str, Citizen] = field(default_factory=dict)
    crowd: int = 0

    def get_or_make(self, display_name: str) -> tuple[Citizen, bool]:
        """Return the citizen of a name, and whether they are new."""
        user_id = user_id_of(display_name)
        if user_id in self.people:
            return self.people[user_id], False
        citizen = self.people[user_id] = Citizen(user_id, display_name)
        return citizen, True

    def profile(self, user_id: str) -> dict[str, str] | None:
        """Return the profile of somebody who follows, else None."""
        citizen = self.people.get(user_id)
        if citizen is not None:
            return citizen.profile() if citizen.following else None
        number = crowd_number(user_id)
        if number is None or number >= self.crowd:
            return None
        return Citizen(user_id, f"市民{number + 1}").profile()

    def reached(self, to: Sequence[str]) -> tuple[int, tuple[str, ...]]:
        """Return how many of these ids a message reaches, and those of them who have a talk.

        Only the simulator's people can block the bot: an id never seen is nobody who does.
        """
        known = [citizen for each in to if (citizen := self.people.get(each)) is not None]
        talks = tuple([citizen.user_id for citizen in known if citizen.following])
        return len(to) - len(known) + len(talks), talks

    def exists(self, user_id: str) -> bool:
        """Tell whether somebody has this id."""
        number = crowd_number(user_id)
        return user_id in self.people or (number is not None and number < self.crowd)

    def followers(self) -> list[str]:
        """Return the ids of those of the simulator's people who follow."""
        return [each.user_id for each in self.people.values() if each.following]

    def follower_count(self) -> int:
        """Return how many people a broadcast reaches."""
        return len(self.followers()) + self.crowd

    def page(self, start: int, limit: int) -> tuple[list[str], int | None]:
        """Return followers `start` to `start + limit` and where the next page begins, if any."""
        people = self.followers()
        end = min(start + limit, len(people) + self.crowd)
        crowd = range(max(start - len(people), 0), max(end - len(people), 0))
        found = people[start:end] + [crowd_id(number) for number in crowd]
        return found, end if end < len(people) + self.crowd else None


def crowd_id(number: int) -> str:
    """Return the user id of a member of the crowd: spread like LINE's ids, not ascending."""
    return f"U{number * SPREAD & MASK:08x}{CROWD_TAIL}"


def crowd_number(user_id: str) -> int | None:
    """Return which member of the crowd has an id, or None."""
    if not (user_id.endswith(CROWD_TAIL) and USER_ID.fullmatch(user_id)):
        return None
    return int(user_id[1:9], 16) * UNSPREAD & MASK
