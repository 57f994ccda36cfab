"""Processes a benchmark starts: waited for, measured with their children, and always ended."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

import psutil

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PAUSE = 0.01


class StartError(RuntimeError):
    """A process ended, or did not answer, instead of starting."""


def say(text: str) -> None:
    """Show progress; standard output is kept for the figures."""
    print(text, file=sys.stderr, flush=True)


def free_port() -> int:
    """A loopback port nobody listens on at this moment."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and its descendants, the ended ones included."""
    total = 0.0
    with suppress(psutil.NoSuchProcess):
        root = psutil.Process(pid)
        for process in (root, *root.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                # What a parent has reaped is in its children's times, so nothing counts twice.
                total += sum(process.cpu_times()[:4])
    return total


class Service:
    """One process in a session of its own, so that Ctrl-C reaches the benchmark alone."""

    def __init__(self, name: str, command: Sequence[str], env: Mapping[str, str], log: Path):
        self.name = name
        self.log = log
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                list(command),
                env={**os.environ, **env},
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The first process; it leads the group of the others."""
        return self._process.pid

    def ended(self) -> bool:
        """Whether the first process is gone."""
        return self._process.poll() is not None

    def wait_for(self, port: int, path: str = "/healthz", seconds: float = 60.0) -> None:
        """Wait until the path answers 200. Raises StartError with the end of the log."""
        deadline = time.monotonic() + seconds
        while not answers(port, path):
            if self.ended() or time.monotonic() > deadline:
                tail = self.log.read_text(errors="replace")[-2000:]
                raise StartError(f"{self.name} did not start:\n{tail}")
            time.sleep(PAUSE)

    def stop(self, seconds: float = 10.0) -> None:
        """Ask the process to end; end its whole group by force if it will not."""
        with suppress(ProcessLookupError):
            self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        self.kill_group()

    def kill_group(self) -> None:
        """Kill -9 every process of the group that is left."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()


def answers(port: int, path: str) -> bool:
    """Whether `path` on this loopback port answers 200 at this moment."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (HTTPException, OSError):
        return False
    finally:
        connection.close()


@contextmanager
def running(
    name: str, command: Sequence[str], env: Mapping[str, str], log: Path
) -> Iterator[Service]:
    """A process for as long as the block runs."""
    service = Service(name, command, env, log)
    try:
        yield service
    finally:
        service.stop()


def program(run: Callable[[], int]) -> int:
    """Run a benchmark; interrupted, it ends what it started and says so (130)."""
    end_on_sigterm()
    try:
        return run()
    except KeyboardInterrupt:
        say("interrupted")
        return 130


def end_on_sigterm() -> None:
    """Make SIGTERM end the program as Ctrl-C does, so that what it started is ended too."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
