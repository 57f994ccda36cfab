"""The tables' version: bringing a database up to this code's, and telling when it is behind.

Alembic is imported only where it migrates: a web process that merely asks for the version starts a
quarter of a second sooner without it.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import Connection, inspect, text

from bot.db.engine import Database
from bot.settings import PROJECT

_MIGRATIONS = PROJECT / "migrations"


@cache
def head() -> str:
    """The newest migration of this code. They are numbered: the first part of the file's name."""
    return max(file.stem.split("_")[0] for file in (_MIGRATIONS / "versions").glob("[0-9]*.py"))


def current(connection: Connection) -> str | None:
    """The last migration of this database; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def is_behind(connection: Connection) -> bool:
    """Whether `upgrade` has something to do."""
    return current(connection) != head()


def upgrade(database: Database) -> None:
    """Run the migrations that are missing, all or none of them."""
    with database.read() as connection:
        if not is_behind(connection):
            return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
