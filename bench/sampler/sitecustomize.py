"""Tells where a Python process spends its CPU; loaded by `webhook --sample` through PYTHONPATH.

Every 5 ms a thread looks at the CPU clocks of all other threads twice, a fifth of a millisecond
apart, and credits what a thread used in between to the stack it is in. A window that short keeps
the error within a call or two, where crediting the whole 5 ms would blame whatever call a thread
happens to block in. Totals go to `$MADOGUCHI_BENCH_SAMPLES/<pid>.json` once a second.

It stands outside the server: nothing of it is loaded unless the variable is set.
"""

import json
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

EVERY = 0.005
WINDOW = 0.0002
FOLDER = "MADOGUCHI_BENCH_SAMPLES"
ROOT = str(Path(__file__).resolve().parent.parent.parent)
OURS = (f"{ROOT}/bot/", f"{ROOT}/handlers/")

Totals = Counter[tuple[str, str]]


def _clocks(me: int) -> dict[int, float]:
    # A thread in this mapping is alive while we hold the GIL, so its clock may be asked for.
    threads = (each for each in sys._current_frames() if each != me)
    return {each: time.clock_gettime(time.pthread_getcpuclockid(each)) for each in threads}


def _library(filename: str) -> str:
    for mark in ("/site-packages/", f"/python3.{sys.version_info.minor}/"):
        _, found, rest = filename.rpartition(mark)
        if found:
            return rest.split("/")[0].removesuffix(".py")
    return filename.removeprefix(f"{ROOT}/").split("/")[0]


def _function(frame: FrameType | None) -> str:
    while frame is not None:
        code = frame.f_code
        if code.co_filename.startswith(OURS):
            return f"{code.co_filename.removeprefix(f'{ROOT}/')}:{code.co_qualname}"
        frame = frame.f_back
    return "(around the bot)"


def _take(totals: Totals, me: int) -> None:
    before = _clocks(me)
    time.sleep(WINDOW)
    frames, after = sys._current_frames(), _clocks(me)
    for thread, used in _spent(before, after).items():
        frame = frames[thread]
        totals[_library(frame.f_code.co_filename), _function(frame)] += round(used * 1e9)


def _spent(before: Mapping[int, float], after: Mapping[int, float]) -> dict[int, float]:
    spent = {each: now - before[each] for each, now in after.items() if each in before}
    return {each: used for each, used in spent.items() if used > 0}


def _write(totals: Totals) -> None:
    path = Path(os.environ[FOLDER]) / f"{os.getpid()}.json"
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps([[*where, count] for where, count in totals.items()]))
    draft.replace(path)


def _sample() -> None:
    totals: Totals = Counter()
    me, written = threading.get_ident(), time.monotonic()
    while True:
        _take(totals, me)
        if time.monotonic() - written > 1:
            _write(totals)
            written = time.monotonic()
        time.sleep(EVERY)


def start() -> None:
    """Start sampling this process."""
    # A forked child keeps the setting, not the thread.
    sys.setswitchinterval(WINDOW)
    threading.Thread(target=_sample, name="bench-sampler", daemon=True).start()


if FOLDER in os.environ:
    start()
    os.register_at_fork(after_in_child=start)
