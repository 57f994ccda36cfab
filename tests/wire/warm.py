"""Processes of the bot that start warm: forked from one that has imported everything and done nothing else.

A test that kills ten processes would otherwise spend most of its time on twenty seconds of imports. All
else is as after a start from the shell: a process group, environment, files and signals of its own.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.settings import PROJECT

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.wire.imported"])


class Running:
    """A process that was started; the part of `subprocess.Popen` that tests use."""

    def __init__(
        self, words: Sequence[str], environment: Mapping[str, str], stdin: Path | None,
        stdout: Path, stderr: Path | None,
    ) -> None:  # fmt: skip
        """Run `madoguchi` with these words; `stderr` goes where `stdout` goes unless it is named."""
        files = (str(stdin or os.devnull), str(stdout), str(stderr or ""))
        self._process = _context.Process(target=_live, args=(list(words), dict(environment), files))
        self._process.start()
        assert self._process.pid
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """The exit code; None while it lives, less than 0 for the signal that ended it."""
        return self._process.exitcode

    def wait(self, seconds: float | None = None) -> int:
        """The exit code, once there is one."""
        self._process.join(seconds)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired("madoguchi", seconds or 0)
        return code

    def send_signal(self, number: int) -> None:
        """Signal the process itself, not its children."""
        os.kill(self.pid, number)


def _live(words: list[str], environment: dict[str, str], files: tuple[str, str, str]) -> None:
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(PROJECT)
    _redirect(*files)
    for number in (signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv = ["madoguchi", *words]
    from bot.cli import main

    main()


def _redirect(stdin: str, stdout: str, stderr: str) -> None:
    """What the process reads and writes goes by files; its Python has forgotten other streams' buffers."""
    making = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    out = os.open(stdout, making)
    for number, file in enumerate((os.open(stdin, os.O_RDONLY), out)):
        os.dup2(file, number)
    os.dup2(os.open(stderr, making) if stderr else out, 2)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
