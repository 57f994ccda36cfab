"""Engines and transactions for the two databases.

SQLite has one writer at a time. Its own way of waiting is to sleep in growing steps, up to 100 ms, which
would show in the webhook's answer; so writers queue at a gate, an advisory file lock that the kernel
hands on at once and releases when a process dies.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
)


class Gate:
    """Lets one writer at a time into a SQLite file, across threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, threading.Lock()
        self._file: int | None = None
        os.register_at_fork(after_in_child=self._forget)

    def _forget(self) -> None:
        # A forked child must not share the parent's open file: flock belongs to it, not to the process.
        if self._file is not None:
            os.close(self._file)
        self._file, self._lock = None, threading.Lock()

    @contextmanager
    def entered(self) -> Iterator[None]:
        with self._lock:
            if self._file is None:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)


class Database:
    """One database and the two ways to use it: `read()` and `write()`."""

    def __init__(self, engine: Engine, gate: Gate | None) -> None:
        self.engine, self._gate = engine, gate

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading; what is written through it is lost."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[Connection]:
        """A transaction: committed at the end, rolled back on an exception.

        Args:
            durable: whether the commit must outlast a power cut. It always outlasts the process; what
                can be found out again need not wait for the disk.
        """
        if self._gate is None:
            with self.engine.begin() as connection:
                if not durable:
                    connection.exec_driver_sql("SET LOCAL synchronous_commit TO OFF")
                yield connection
            return
        with self._gate.entered(), self.engine.connect() as connection:
            _sync(connection, "FULL" if durable else "NORMAL")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def close(self) -> None:
        self.engine.dispose()


def _sync(connection: Connection, level: str) -> None:
    """How far SQLite's commits go: FULL waits for the disk, NORMAL outlasts the process only."""
    if connection.info.get("synchronous") != level:
        connection.exec_driver_sql(f"PRAGMA synchronous={level}")
        connection.info["synchronous"] = level


def connect(url: str, *, pool: int = 8) -> Database:
    """Open a database.

    Args:
        url: SQLAlchemy's form; `postgres://` as hosting services write it is understood.
        pool: connections kept open per process.
    """
    parsed = make_url(url.replace("postgres://", "postgresql://", 1))
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed.database or "", pool)
    target = parsed.set(drivername="postgresql+psycopg")
    engine = create_engine(
        target,
        pool_size=pool,
        max_overflow=8,
        isolation_level="READ COMMITTED",
        hide_parameters=True,  # they are citizens' words, and errors end up in logs
        connect_args={"connect_timeout": 5, "options": _POSTGRES_LIMITS},
    )
    return Database(engine, None)


# A statement that hangs must not hold a citizen's lock for ever.
_POSTGRES_LIMITS = (
    "-c lock_timeout=5s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s"
)


def _sqlite(file: str, pool: int) -> Database:
    path = Path(file).resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        f"sqlite:///{path}",
        pool_size=pool,
        max_overflow=16,
        hide_parameters=True,
        connect_args={"check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare)
    return Database(engine, Gate(path.with_name(path.name + ".gate")))


def _prepare(connection: Any, _record: object) -> None:
    # The driver's own BEGIN is off: a transaction that starts as a reader cannot always become a writer.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()
