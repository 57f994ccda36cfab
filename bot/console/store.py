"""Where Flask-Security finds accounts, and how it keeps them: plain SQLAlchemy, one write at the end.

Flask-Security changes objects while it answers, and asks for a commit. All of that waits in `flask.g`
until the answer is ready; then it is one transaction with what the audit log says of it. Nothing slow, such
as hashing a password, happens while the database is locked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from flask import g
from flask_security.datastore import UserDatastore
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from bot.console.audit import Entry
from bot.console.people import Passkey, StaffRole, StaffUser
from bot.db import Database

Write = Callable[[Connection], object]


class Pending:
    """What one request has to write."""

    def __init__(self) -> None:
        self.people: dict[int, StaffUser] = {}
        self.changed: list[Any] = []
        self.writes: list[Write] = []
        self.entries: list[tuple[StaffUser | None, Entry]] = []


def pending() -> Pending:
    """What this request has to write so far."""
    if "pending" not in g:
        g.pending = Pending()
    return cast(Pending, g.pending)


class Store(UserDatastore):
    """Flask-Security's datastore over `bot.db`."""

    def __init__(self, database: Database) -> None:
        super().__init__(StaffUser, StaffRole, Passkey)
        self._database = database

    # -- finding; within one request an account is one object

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> StaffUser | None:
        """The account whose column has this value, roles and passkeys included."""
        ((name, value),) = kwargs.items()
        column = getattr(StaffUser, name)
        if case_insensitive:
            value = str(value).lower()  # addresses are stored in lower case
        with self._database.read() as connection, Session(connection) as session:
            found = session.scalar(select(StaffUser).where(column == value))
            session.expunge_all()
        return pending().people.setdefault(found.id, found) if found else None

    def find_role(self, role: str) -> StaffRole | None:
        raise NotImplementedError("roles are given by the console's own page")

    def find_webauthn(self, credential_id: bytes) -> Passkey | None:
        """The passkey with this id, as one of its account's."""
        query = select(Passkey.user_id).where(Passkey.credential_id == credential_id)
        with self._database.read() as connection:
            owner = connection.scalar(query)
        user = self.find_user(id=owner) if owner else None
        keys = user.webauthn if user else []
        return next((key for key in keys if key.credential_id == credential_id), None)

    def create_webauthn(  # type: ignore[override]
        self, user: StaffUser, **values: Any
    ) -> None:
        """Give the account a passkey."""
        values.setdefault("extensions", None)
        key = Passkey(lastuse_datetime=_now(), **values)
        user.webauthn.append(key)
        self.put(user)

    # -- keeping

    def put(self, model: Any) -> Any:
        """Keep what was changed of this object."""
        if model not in pending().changed:
            pending().changed.append(model)
        return model

    def delete(self, model: Any) -> None:
        """Delete this object."""
        if isinstance(model, Passkey):
            owner = self.find_user(id=model.user_id)
            if owner and model in owner.webauthn:
                owner.webauthn.remove(model)
                self.put(owner)

    def commit(self) -> None:
        """Nothing yet: the answer's end commits, with the audit log."""


def flush(connection: Connection, changed: list[Any]) -> None:
    """Write these objects' changes through a connection."""
    with Session(connection, autoflush=False) as session:
        session.add_all(changed)
        session.flush()
        session.expunge_all()


def _now() -> Any:
    from flask_security.utils import naive_utcnow

    return naive_utcnow()
