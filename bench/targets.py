"""The servers under measurement: Madoguchi on a database, and the SDK's echo example."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.databases import database
from bench.events import SECRET, TOKEN
from bench.processes import BIN, ROOT, Service, StartError, cpu_seconds, free_port, running

PROCESSES = 2
THREADS = 16
WEBHOOK_PATH = "/line/webhook"
ECHO_PATH = "/callback"


@dataclass(frozen=True)
class Target:
    """A server that takes webhooks on a port; `database_pid` is counted apart."""

    name: str
    port: int
    path: str
    services: tuple[Service, ...]
    database_pid: int | None

    def cpu(self) -> tuple[float, float]:
        """CPU seconds so far of the server's processes and of its database server."""
        own = sum(cpu_seconds(service.pid) for service in self.services)
        return own, 0.0 if self.database_pid is None else cpu_seconds(self.database_pid)


def madoguchi_command(*arguments: str) -> list[str]:
    """The installed `madoguchi` command, or the same from the source tree."""
    installed = shutil.which("madoguchi", path=str(BIN))
    start = [installed] if installed else [sys.executable, "-c", "from bot.cli import main; main()"]
    return [*start, *arguments]


def line_env(line_port: int) -> dict[str, str]:
    """The settings that point a bot at LINE's side on this port."""
    return {
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
        "LINE_API_BASE": f"http://127.0.0.1:{line_port}",
        "LINE_DATA_BASE": f"http://127.0.0.1:{line_port}",
    }


def madoguchi_env(database_url: str, line_port: int, port: int) -> dict[str, str]:
    """All settings of a Madoguchi under measurement."""
    return line_env(line_port) | {
        "DATABASE_URL": database_url,
        "SECRET_KEY": "bench-secret-key-of-sufficient-length",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "MADOGUCHI_CONTENT": os.environ.get("MADOGUCHI_CONTENT", str(ROOT / "content")),
        "WEB_CONCURRENCY": str(PROCESSES),
        "WEB_THREADS": str(THREADS),
    }


def migrate(env: Mapping[str, str]) -> None:
    """Bring the database up to date. Raises StartError with what was said."""
    done = subprocess.run(
        madoguchi_command("db", "upgrade"),
        env={**os.environ, **env},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StartError(f"madoguchi db upgrade failed:\n{done.stdout}{done.stderr}")


@contextmanager
def madoguchi(
    kind: str, line_port: int, folder: Path, extra: Mapping[str, str]
) -> Iterator[Target]:
    """Madoguchi as its Procfile starts it, without the clock, on an empty database."""
    with ExitStack() as stack:
        store = stack.enter_context(database(kind))
        port = free_port()
        env = madoguchi_env(store.url, line_port, port) | dict(extra)
        migrate(env)
        web, worker = (
            stack.enter_context(
                running(
                    f"madoguchi {role}", madoguchi_command(role), env, folder / f"{kind}-{role}"
                )
            )
            for role in ("web", "worker")
        )
        web.wait_for(port)
        yield Target(f"Madoguchi, {kind}", port, WEBHOOK_PATH, (web, worker), store.pid)


def echo_command(port: int) -> list[str]:
    """Gunicorn with the SDK's echo example, set as Madoguchi's web processes are."""
    options = f"--worker-class gthread --workers {PROCESSES} --threads {THREADS}"
    return [
        sys.executable,
        *("-m", "gunicorn", *options.split(), "--bind", f"127.0.0.1:{port}"),
        "bench.echo:app",
    ]


@contextmanager
def echo(client: str, line_port: int, folder: Path) -> Iterator[Target]:
    """The echo example; `client` is `shared` or `per-call`."""
    port = free_port()
    env = line_env(line_port) | {"ECHO_CLIENT": client}
    with running(f"echo {client}", echo_command(port), env, folder / f"echo-{client}") as service:
        service.wait_for(port)
        yield Target(f"SDK echo, {client} client", port, ECHO_PATH, (service,), None)
