"""Roles: who may see and change what. Each page names the roles that may enter it; nobody is above that."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A role as it is stored; `label` is what staff read."""

    ADMIN = "admin"
    DX = "dx"
    PR = "pr"
    DISASTER = "disaster"
    ROADS = "roads"
    VIEWER = "viewer"

    @property
    def label(self) -> str:
        return _TITLES[self]

    @classmethod
    def named(cls, text: str) -> Role:
        """The role with this title or stored name. Raises ValueError."""
        for role in cls:
            if text in (role.value, role.label):
                return role
        raise ValueError(text)


# The names of the city's departments, like the roles themselves, are settled.
_TITLES = {
    Role.ADMIN: "管理者",
    Role.DX: "DX推進課",
    Role.PR: "広報",
    Role.DISASTER: "防災",
    Role.ROADS: "道路",
    Role.VIEWER: "閲覧",
}

EVERYONE = frozenset(Role)
CHANGERS = EVERYONE - {Role.VIEWER}
