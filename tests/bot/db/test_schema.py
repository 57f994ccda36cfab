"""Migrations: one history that makes exactly the tables that the code speaks of."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

import bot.upkeep  # noqa: F401 - it knows every table of the platform's
from bot.db import connect, metadata, schema
from bot.registry import discover
from bot.settings import PROJECT


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(PROJECT / "migrations"))
    return ScriptDirectory.from_config(config)


def test_migrations_make_the_tables_of_the_code(database_url: str) -> None:
    discover()
    database = connect(database_url)
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert not schema.is_behind(connection)
    database.close()


def test_partial_indexes_are_partial(database_url: str) -> None:
    """Alembic does not compare conditions, and the queues are slow without them."""
    database = connect(database_url)
    with database.read() as connection:
        for table in metadata.sorted_tables:
            made = {index["name"]: index for index in inspect(connection).get_indexes(table.name)}
            for index in table.indexes:
                dialect = connection.dialect.name
                wanted = index.dialect_options[dialect]["where"] is not None
                found = made[str(index.name)].get("dialect_options", {})
                assert wanted == (found.get(f"{dialect}_where") is not None), index.name
    database.close()


def test_an_upgrade_can_be_repeated(empty_database_url: str) -> None:
    database = connect(empty_database_url)
    with database.read() as connection:
        assert schema.is_behind(connection)
    for _ in range(2):
        schema.upgrade(database)
        with database.read() as connection:
            assert schema.current(connection) == schema.head()
    database.close()


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = connect(empty_database_url)

    def breaks(*_args: object, **_options: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("alembic.op.create_index", breaks)
    with pytest.raises(RuntimeError, match="power cut"):
        schema.upgrade(database)
    monkeypatch.undo()
    with database.read() as connection:
        assert inspect(connection).get_table_names() == []
    schema.upgrade(database)
    with database.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM inbox_event")) == 0
    database.close()


def test_the_history_is_one_line() -> None:
    scripts = _scripts()
    history = list(scripts.walk_revisions())
    assert scripts.get_heads() == [schema.head()]
    assert len(scripts.get_bases()) == 1
    for revision in history:
        assert not revision.is_merge_point
        assert not revision.is_branch_point
