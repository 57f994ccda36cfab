"""`Workshop`: this process's end of the children that make photos anew."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from queue import LifoQueue
from typing import Any

from bot.pictures.child import read_frame, write_frame
from bot.pictures.made import MOST_BYTES, Area, Made, Refusal, Refused

# By the clock, since a child has the processor only when nobody else wants it.
SECONDS = 120.0
# A child is renewed after so many photos, so that what libraries leak is given back.
PHOTOS_PER_CHILD = 500
# Two, since one core cannot keep up with ten photos of 8 MB a second. They yield to everything else.
CHILDREN = 2
_ROOT = Path(__file__).resolve().parents[2]


class Workshop:
    """Makes photos anew, one in each child at a time; safe to use from many threads, which wait.

    A child is started when it is needed, and another one when it died. A photo over which it dies, or
    takes more than `seconds`, is refused as broken.
    """

    def __init__(self, seconds: float = SECONDS, children: int = CHILDREN) -> None:
        self._seconds, self._number = seconds, children
        self._free: LifoQueue[_Child] = LifoQueue()
        self._open()
        os.register_at_fork(after_in_child=self._open)

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
        """End the children, once they have done what they are at."""
        for child in [self._free.get() for _ in range(self._number)]:
            child.end()
            self._free.put(child)

    def _open(self) -> None:
        # A forked process must neither speak to its parent's children nor end them.
        self._free = LifoQueue()
        for _ in range(self._number):
            self._free.put(_Child(self._seconds))

    def _ask(self, data: bytes, areas: Sequence[Area]) -> Made:
        # The one that worked last comes first, so that a second one is started only where two are needed.
        child = self._free.get()
        try:
            return child.ask(data, areas)
        finally:
            self._free.put(child)


class _Child:
    """One child, for one thread at a time."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._made = seconds, 0
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, data: bytes, areas: Sequence[Area]) -> Made:
        if (
            self._made >= PHOTOS_PER_CHILD
            or self.process is None
            or self.process.poll() is not None
        ):
            self._start()
        process = self.process
        assert process is not None
        self._made += 1
        watch = threading.Timer(self._seconds, process.kill)
        watch.daemon = True
        watch.start()
        try:
            return self._exchange(process, data, areas)
        finally:
            watch.cancel()

    def end(self) -> None:
        process, self.process, self._made = self.process, None, 0
        if process is not None:
            process.kill()
            with contextlib.suppress(OSError, ValueError):
                process.communicate(timeout=5)

    def _start(self) -> None:
        self.end()
        # The child imports this package only; it needs no environment but the path to it.
        env = {"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", "")}
        command = [sys.executable, "-m", "bot.pictures"]
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, cwd=_ROOT
        )

    def _exchange(
        self, process: subprocess.Popen[bytes], data: bytes, areas: Sequence[Area]
    ) -> Made:
        assert process.stdin is not None
        assert process.stdout is not None
        head = {"areas": [(one.left, one.top, one.right, one.bottom) for one in areas]}
        try:
            write_frame(process.stdin, head, data)  # type: ignore[arg-type]
            frame = read_frame(process.stdout)  # type: ignore[arg-type]
        except OSError:
            frame = None
        if frame is None:
            self.end()
            raise Refused(Refusal.BROKEN)
        return _made(*frame)


def _made(head: dict[str, Any], bodies: list[bytes]) -> Made:
    if "refused" in head:
        raise Refused(Refusal(head["refused"]))
    head.pop("lengths")
    clean, thumb = bodies
    return Made(clean=clean, thumb=thumb, **head)
