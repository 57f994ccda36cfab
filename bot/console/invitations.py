"""Invitations: a link that is good once, for a week, with which somebody chooses a password.

There is no password that a system makes up, and none that an administrator knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, delete, insert, select

from bot.console.sessions import key_of, new_token
from bot.console.tables import staff_invitation_table, staff_user_table

GOOD_FOR = timedelta(days=7)
_invitation, _user = staff_invitation_table.c, staff_user_table.c


@dataclass(frozen=True, slots=True)
class Invited:
    """Who an open invitation is for."""

    user_id: int
    email: str
    name: str


def invite(connection: Connection, user: int, at_ms: int) -> str:
    """Make an invitation; those made earlier for the account end. Returns what the link holds."""
    connection.execute(delete(staff_invitation_table).where(_invitation.user_id == user))
    token = new_token()
    expires = at_ms + int(GOOD_FOR.total_seconds() * 1000)
    row = {"token": key_of(token), "user_id": user, "expires_ms": expires}
    connection.execute(insert(staff_invitation_table), row)
    return token


def find(connection: Connection, token: str, at_ms: int) -> Invited | None:
    """Whom a link invites; None if it is over."""
    query = (
        select(_user.id, _user.email, _user.name)
        .join_from(staff_invitation_table, staff_user_table)
        .where(_invitation.token == key_of(token), _invitation.expires_ms > at_ms, _user.active)
    )
    row = connection.execute(query).first()
    return Invited(*row) if row else None


def use(connection: Connection, token: str, at_ms: int) -> Invited | None:
    """The same, and the link is over; of two who use it at once one finds nothing."""
    found = find(connection, token, at_ms)
    gone = delete(staff_invitation_table).where(_invitation.token == key_of(token))
    return found if connection.execute(gone).rowcount and found else None


def cancel(connection: Connection, user: int) -> None:
    """The account's open invitations end."""
    connection.execute(delete(staff_invitation_table).where(_invitation.user_id == user))
