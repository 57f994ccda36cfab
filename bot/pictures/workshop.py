"""`Workshop`: this process's end of the child that makes photos anew."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.pictures.child import read_frame, write_frame
from bot.pictures.made import MOST_BYTES, Area, Made, Refusal, Refused

# The slowest photo that is allowed takes two seconds on an idle machine.
SECONDS = 30.0
# A child is renewed after so many photos, so that what libraries leak is given back.
PHOTOS_PER_CHILD = 500
_ROOT = Path(__file__).resolve().parents[2]


class Workshop:
    """Makes photos anew, one at a time; safe to use from many threads, which wait for each other.

    The child is started with the first photo, and started again when it died. A photo over which it
    dies, or takes more than `seconds`, is refused as broken.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds, self._lock = seconds, threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._made = 0
        os.register_at_fork(after_in_child=self._forget)

    def make(self, data: bytes) -> Made:
        """Judge a photo, decode it, and make it anew. Raises Refused."""
        if len(data) > MOST_BYTES:
            raise Refused(Refusal.LARGE)
        return self._ask(data, ())

    def blacken(self, clean: bytes, areas: Sequence[Area]) -> Made:
        """One of our own photos with areas blacked out. Raises Refused, and ValueError without areas."""
        if not areas:
            raise ValueError("nothing to black out")
        return self._ask(clean, areas)

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    def _ask(self, data: bytes, areas: Sequence[Area]) -> Made:
        with self._lock:
            if self._made >= PHOTOS_PER_CHILD:
                self._end()
            child = self._child if self._child and self._child.poll() is None else self._start()
            self._made += 1
            watch = threading.Timer(self._seconds, child.kill)
            watch.daemon = True
            watch.start()
            try:
                return self._exchange(child, data, areas)
            finally:
                watch.cancel()

    def _exchange(self, child: subprocess.Popen[bytes], data: bytes, areas: Sequence[Area]) -> Made:
        assert child.stdin is not None
        assert child.stdout is not None
        head = {"areas": [(one.left, one.top, one.right, one.bottom) for one in areas]}
        try:
            write_frame(child.stdin, head, data)  # type: ignore[arg-type]
            frame = read_frame(child.stdout)  # type: ignore[arg-type]
        except OSError:
            frame = None
        if frame is None:
            self._end()
            raise Refused(Refusal.BROKEN)
        return _made(*frame)

    def _start(self) -> subprocess.Popen[bytes]:
        self._end()
        # The child imports this package only; it needs no environment but the path to it.
        env = {"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", "")}
        command = [sys.executable, "-m", "bot.pictures"]
        self._child = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, cwd=_ROOT
        )
        return self._child

    def _end(self) -> None:
        child, self._child, self._made = self._child, None, 0
        if child is None:
            return
        child.kill()
        with contextlib.suppress(OSError):
            child.communicate(timeout=5)

    def _forget(self) -> None:
        # A forked process must neither speak to its parent's child nor end it.
        self._child, self._made, self._lock = None, 0, threading.Lock()


def _made(head: dict[str, Any], bodies: list[bytes]) -> Made:
    if "refused" in head:
        raise Refused(Refusal(head["refused"]))
    head.pop("lengths")
    clean, thumb = bodies
    return Made(clean=clean, thumb=thumb, **head)
