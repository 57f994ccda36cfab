"""The child process: takes photos from its input, one at a time, and gives back what became of them.

A frame is a line of JSON and, after it, as many bytes as it says. The process has little memory and
low priority; if a photo kills it, or takes more than `SECONDS` of the processor's time, the parent starts
another.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

from bot.pictures.made import Area, Refused

MEMORY = 900 * 1024 * 1024
# Of the processor's time for one photo; the slowest that is allowed takes two.
SECONDS = 30.0
_NICE = 15


def write_frame(out: BinaryIO, head: dict[str, Any], *bodies: bytes) -> None:
    """Write a head and its bodies; how long they are stands in the head."""
    line = json.dumps(head | {"lengths": [len(body) for body in bodies]})
    out.write(line.encode() + b"\n")
    out.writelines(bodies)
    out.flush()


def read_frame(source: BinaryIO) -> tuple[dict[str, Any], list[bytes]] | None:
    """The next head and its bodies; None at the end, also in the middle of one."""
    line = source.readline()
    if not line.endswith(b"\n"):
        return None
    head: dict[str, Any] = json.loads(line)
    bodies = [source.read(length) for length in head["lengths"]]
    whole = all(len(body) == length for body, length in zip(bodies, head["lengths"], strict=True))
    return (head, bodies) if whole else None


def main() -> None:
    """Work until the input ends."""
    _confine()
    from bot.pictures import making  # Pillow comes after the limits

    source, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no frame
    while (frame := read_frame(source)) is not None:
        head, (data,) = frame
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            areas = [Area(*area) for area in head["areas"]]
            made = making.blacken(data, areas) if areas else making.make(data)
        except Refused as refused:
            write_frame(out, {"refused": refused.reason})
        else:
            told = {k: v for k, v in asdict(made).items() if k not in ("clean", "thumb")}
            write_frame(out, told, made.clean, made.thumb)


def _confine() -> None:
    os.nice(_NICE)
    if hasattr(os, "SCHED_IDLE"):  # Linux: whoever answers a webhook gets the processor at once
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
