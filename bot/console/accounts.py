"""Accounts of staff: made, changed and found, through one connection. Auditing is the caller's."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from bot.console import invitations, sessions
from bot.console.roles import Role
from bot.console.tables import staff_passkey_table, staff_role_table, staff_user_table

_user, _role = staff_user_table.c, staff_role_table.c


@dataclass(frozen=True, slots=True)
class Account:
    """An account as administrators see it.

    Attributes:
        started: whether there is a way to sign in: a password, or an organisation's account.
        second_factor: whether an authenticator app or a passkey is registered.
    """

    id: int
    email: str
    name: str
    active: bool
    roles: frozenset[Role]
    started: bool
    second_factor: bool


def add(
    connection: Connection, email: str, name: str, roles: Collection[Role], at_ms: int, **more: Any
) -> int:
    """Make an account; returns its id. The address must be new (`by_email`)."""
    row = {
        "email": email.strip().lower(),
        "name": name.strip(),
        "active": True,
        "created_ms": at_ms,
    }
    unique = {"fs_uniquifier": uuid.uuid4().hex, "fs_webauthn_user_handle": uuid.uuid4().hex}
    made = insert(staff_user_table).values(**row, **unique, **more).returning(_user.id)
    number = int(connection.execute(made).scalar_one())
    give_roles(connection, number, roles)
    return number


def give_roles(connection: Connection, user: int, roles: Collection[Role]) -> None:
    """These roles and no others."""
    connection.execute(delete(staff_role_table).where(_role.user_id == user))
    if roles:
        rows = [{"user_id": user, "role": role.value} for role in sorted(roles)]
        connection.execute(insert(staff_role_table), rows)


def rename(connection: Connection, user: int, name: str) -> None:
    """Change the name that others read."""
    connection.execute(update(staff_user_table).where(_user.id == user).values(name=name.strip()))


def switch(connection: Connection, user: int, *, active: bool) -> None:
    """Let an account sign in, or no longer: then its sessions and invitations end at once."""
    connection.execute(update(staff_user_table).where(_user.id == user).values(active=active))
    if not active:
        sessions.end_all(connection, user)
        invitations.cancel(connection, user)


def forget_second_factor(connection: Connection, user: int) -> None:
    """Take away the authenticator app, recovery codes and passkeys, and end all sessions."""
    nothing = {"tf_primary_method": None, "tf_totp_secret": None, "totp_counter": None}
    connection.execute(
        update(staff_user_table)
        .where(_user.id == user)
        .values(**nothing, mf_recovery_codes=None, fs_uniquifier=uuid.uuid4().hex)
    )
    connection.execute(delete(staff_passkey_table).where(staff_passkey_table.c.user_id == user))
    sessions.end_all(connection, user)


def by_id(connection: Connection, user: int) -> Account | None:
    """One account."""
    return next(iter(_accounts(connection, _user.id == user)), None)


def by_email(connection: Connection, email: str) -> Account | None:
    """The account with this address, whatever its case."""
    return next(iter(_accounts(connection, _user.email == email.strip().lower())), None)


def everybody(connection: Connection) -> list[Account]:
    """All accounts, those in use first."""
    return list(_accounts(connection))


def _accounts(connection: Connection, *which: ColumnElement[bool]) -> Iterable[Account]:
    roles: dict[int, set[Role]] = {}
    query = select(_role.user_id, _role.role).join_from(staff_role_table, staff_user_table)
    for user, role in connection.execute(query.where(*which)):
        if role in set(Role):
            roles.setdefault(user, set()).add(Role(role))
    keys = select(staff_passkey_table.c.user_id).join_from(staff_passkey_table, staff_user_table)
    with_keys = set(connection.scalars(keys.where(*which)))
    rows = connection.execute(
        select(
            _user.id, _user.email, _user.name, _user.active,
            _user.password.is_not(None) | _user.oidc_subject.is_not(None),
            _user.tf_primary_method.is_not(None),
        ).where(*which).order_by(_user.active.desc(), _user.email)
    )  # fmt: skip
    for number, email, name, active, started, code in rows:
        second = bool(code) or number in with_keys
        own = frozenset(roles.get(number, ()))
        yield Account(number, email, name, bool(active), own, bool(started), second)
