"""The bot as its users run it: processes, real sockets, and the emulator in LINE's place."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import requests

from bot.emulator import Emulator, EmulatorConfig, RunningServer, create_app, serve_in_thread
from tests.wire.warm import Running

MADOGUCHI = [sys.executable, "-c", "from bot.cli import main; main()"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(condition: Callable[[], Any], what: str, seconds: float = 60.0) -> None:
    """Wait for something that other processes bring about."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.02)


def environment(**settings: str) -> dict[str, str]:
    """The machine's environment without any setting of the bot's, and these."""
    ours = {"PATH", "HOME", "LANG", "PYTHONPATH", "TMPDIR"}
    return {name: value for name, value in os.environ.items() if name in ours} | settings


def run(*words: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    with tempfile.TemporaryDirectory() as folder:
        given, out, err = (Path(folder, name) for name in ("in", "out", "err"))
        given.write_text(stdin, "utf-8")
        code = Running(words, environment(**settings), given, out, err).wait(110)
        return subprocess.CompletedProcess(
            words, code, out.read_text("utf-8"), err.read_text("utf-8")
        )


@dataclass
class Process:
    """A long-running command; its logs go to a file."""

    popen: Running | subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """kill -9, with all its children: nothing is tidied up."""
        os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait(10)

    def terminate(self, seconds: float = 60.0) -> int:
        """SIGTERM; returns the exit code."""
        if self.popen.poll() is None:
            self.popen.send_signal(signal.SIGTERM)
        return self.popen.wait(seconds)


@dataclass
class Stage:
    """An emulator, a database, and the processes that a test starts on them."""

    folder: Path
    database_url: str
    emulator: Emulator
    line: RunningServer
    port: int = field(default_factory=free_port)
    processes: list[Process] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def settings(self, **more: str) -> dict[str, str]:
        basic = {
            "DATABASE_URL": self.database_url,
            "PORT": str(self.port),
            "LINE_API_BASE": self.line.url,
            "LINE_DATA_BASE": self.line.url,
            "WEB_CONCURRENCY": "1",
            "WEB_THREADS": "4",
            "SEND_THREADS": "4",
            "LOG_LEVEL": "DEBUG",
        }
        return environment(**(basic | more))

    def start(self, *words: str, **settings: str) -> Process:
        """Start a long-running command."""
        log = self.folder / f"{len(self.processes)}-{words[-1]}.log"
        self.processes.append(
            Process(Running(words, self.settings(**settings), None, log, None), log)
        )
        return self.processes[-1]

    def start_web(self, **settings: str) -> Process:
        """Start `madoguchi web` and wait until it can work."""
        web = self.start("web", **settings)
        until(lambda: self._is_ready(web), "the web process is ready")
        return web

    def _is_ready(self, process: Process) -> bool:
        assert process.popen.poll() is None, process.log.read_text("utf-8")
        try:
            return requests.get(f"{self.url}/readyz", timeout=2).status_code == 200
        except (requests.ConnectionError, requests.Timeout):
            return False

    def citizen(self, name: str) -> str:
        """The user id of a citizen who follows in silence."""
        answer = requests.post(
            f"{self.line.url}/simulator/api/citizens",
            json={"displayName": name, "follow": False},
            timeout=30,
        )
        return cast(str, answer.json()["userId"])

    def does(self, user: str, action: Mapping[str, Any]) -> None:
        """Let a citizen act; the emulator sends the webhook."""
        path = f"{self.line.url}/simulator/api/citizens/{user}/actions?wait=1"
        assert requests.post(path, json=dict(action), timeout=30).status_code == 202

    def says(self, user: str, text: str) -> None:
        self.does(user, {"type": "text", "text": text})

    def faults(self, *rules: Mapping[str, Any]) -> None:
        self.emulator.faults.put([{"path": "/v2/bot/message/*", **rule} for rule in rules])

    def ledger(self) -> dict[str, Any]:
        """What the emulator saw, event by event."""
        found = requests.get(f"{self.line.url}/emulator/ledger", timeout=30).json()
        return cast(dict[str, Any], found)

    def answers(self) -> list[int]:
        """For each event, how many answers were accepted for it."""
        events = self.ledger()["events"].values()
        return [event["replies"] for event in events]

    def texts(self, user: str) -> list[str]:
        """What the citizen sees of the bot."""
        path = f"{self.line.url}/simulator/api/timeline?after=0&citizen={user}"
        entries = requests.get(path, timeout=30).json()["entries"]
        return [json.dumps(e["message"], ensure_ascii=False) for e in entries if e["from"] == "bot"]

    def logs(self) -> str:
        return "".join(process.log.read_text("utf-8") for process in self.processes)


@contextmanager
def open_stage(folder: Path, database_url: str) -> Iterator[Stage]:
    """Bring LINE up; end every process afterwards."""
    port = free_port()
    config = EmulatorConfig(
        webhook_url=f"http://127.0.0.1:{port}/line/webhook", webhook_backoff=0.2
    )
    emulator = Emulator(config)
    line = serve_in_thread(create_app(emulator))
    stage = Stage(folder, database_url, emulator, line, port)
    try:
        yield stage
    finally:
        for process in stage.processes:
            if process.popen.poll() is None:
                process.kill()
        emulator.close()
        line.close()
