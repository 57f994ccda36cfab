"""The tables' version: bringing a database up to this code's, and telling when it is behind."""

from __future__ import annotations

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.db.engine import Database
from bot.settings import PROJECT


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(PROJECT / "migrations"))
    return config


@cache
def head() -> str:
    """The newest migration of this code."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def current(connection: Connection) -> str | None:
    """The last migration of this database; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def is_behind(connection: Connection) -> bool:
    """Whether `upgrade` has something to do."""
    return current(connection) != head()


def upgrade(database: Database) -> None:
    """Run the migrations that are missing, all or none of them."""
    with database.write() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
