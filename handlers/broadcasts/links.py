"""A member of staff's own LINE: told by a code that the console shows and that is typed in the talk."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from handlers.broadcasts.store import ms
from handlers.broadcasts.tables import code_table, link_table, trial_table

TERM = timedelta(minutes=10)
DIGITS = 8


def new_code(db: Connection, staff: int, name: str, now: datetime) -> str:
    """A code for this member of staff; an earlier one is of no use any more."""
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    db.execute(delete(code_table).where(code_table.c.staff == staff))
    row = {"staff": staff, "code": _hash(code), "name": name, "until_ms": ms(now + TERM)}
    db.execute(insert(code_table).values(row))
    return code


def link(db: Connection, code: str, citizen: str, now: datetime) -> str | None:
    """Link who typed the code; the name of the member of staff, None if the code is not good."""
    mine = (code_table.c.code == _hash(code), code_table.c.until_ms > ms(now))
    row = db.execute(select(code_table).where(*mine)).first()
    if row is None:
        return None
    db.execute(delete(code_table).where(code_table.c.staff == row.staff))
    unlink(db, row.staff)
    db.execute(insert(link_table).values(staff=row.staff, citizen=citizen))
    return str(row.name)


def unlink(db: Connection, staff: int) -> bool:
    """Forget whose LINE it is; False where it was not known."""
    return bool(db.execute(delete(link_table).where(link_table.c.staff == staff)).rowcount)


def linked(db: Connection, staff: int) -> str | None:
    """The LINE user id of a member of staff."""
    return db.scalar(select(link_table.c.citizen).where(link_table.c.staff == staff))


def order_trial(db: Connection, citizen: str, draft: str) -> None:
    """Let the clock send a draft to its writer."""
    db.execute(insert(trial_table).values(citizen=citizen, draft=draft))


def forget_codes(db: Connection, now: datetime) -> None:
    """Delete codes that are of no use any more."""
    db.execute(delete(code_table).where(code_table.c.until_ms <= ms(now)))


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
