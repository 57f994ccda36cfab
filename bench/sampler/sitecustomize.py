"""Tells where a Python process spends its CPU; loaded by `webhook --sample` through PYTHONPATH.

Every 20 ms a thread looks at the CPU clocks of all other threads twice, a fifth of a millisecond
apart, and credits what a thread used in between to the stack it is in. A window that short keeps
the error within a call or two, where crediting the whole 20 ms would blame whatever call a thread
happens to block in. Imports are left out. Totals go to `$MADOGUCHI_BENCH_SAMPLES/<pid>.json` once a second.

It stands outside the server: nothing of it is loaded unless the variable is set.
"""

import faulthandler
import json
import os
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

EVERY = 0.02
WINDOW = 0.0002
SWITCH = 0.001
FOLDER = "MADOGUCHI_BENCH_SAMPLES"
ROOT = str(Path(__file__).resolve().parent.parent.parent)
OURS = (f"{ROOT}/bot/", f"{ROOT}/handlers/")
FRAME = re.compile(r'  File "(.*)", line \d+ in (.*)')

Totals = Counter[tuple[str, str]]


def _clocks() -> dict[int, float]:
    me = threading.get_ident()
    others = (each for each in threading.enumerate() if each.ident != me)
    return {each.ident or 0: used for each in others if (used := _cpu(each.native_id)) is not None}


def _cpu(native_id: int | None) -> float | None:
    # Linux makes a thread's CPU clock from its kernel id. Unlike time.pthread_getcpuclockid, this
    # is an error, not a crash, where the thread has ended meanwhile.
    try:
        return None if native_id is None else time.clock_gettime((~native_id << 3) | 6)
    except OSError:
        return None


def _library(filename: str) -> str:
    for mark in ("/site-packages/", f"/python3.{sys.version_info.minor}/"):
        _, found, rest = filename.rpartition(mark)
        if found:
            return rest.split("/")[0].removesuffix(".py")
    return filename.removeprefix(f"{ROOT}/").split("/")[0]


def _function(stack: Sequence[tuple[str, str]]) -> str:
    for filename, name in stack:
        if filename.startswith(OURS):
            return f"{filename.removeprefix(f'{ROOT}/')}:{name}"
    return "(around the bot)"


def _stacks(file: int) -> dict[int, list[tuple[str, str]]]:
    # Python 3.11 may crash when frames of running threads are followed from Python, so the
    # interpreter is asked to write them down, which it does in one go.
    os.ftruncate(file, 0)
    os.lseek(file, 0, os.SEEK_SET)
    faulthandler.dump_traceback(file)
    text = os.pread(file, os.fstat(file).st_size, 0).decode("ascii", "replace")
    blocks = (block.partition(" ") for block in text.split("hread 0x")[1:])
    return {int(ident, 16): FRAME.findall(lines) for ident, _, lines in blocks}


def _take(totals: Totals, file: int) -> None:
    before = _clocks()
    time.sleep(WINDOW)
    spent = _spent(before, _clocks())
    # Writing all stacks down is the costly part, so it is left out where nothing ran.
    stacks = _stacks(file) if spent else {}
    for thread, used in spent.items():
        stack = stacks.get(thread)
        if stack and not _starting(stack):
            totals[_library(stack[0][0]), _function(stack)] += round(used * 1e9)


def _starting(stack: Sequence[tuple[str, str]]) -> bool:
    return any(filename.startswith("<frozen importlib") for filename, _ in stack)


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
    file = os.memfd_create("stacks")
    written = time.monotonic()
    while True:
        _take(totals, file)
        if time.monotonic() - written > 1:
            _write(totals)
            written = time.monotonic()
        time.sleep(EVERY)


def start() -> None:
    """Start sampling this process."""
    # A forked child keeps the setting, not the thread.
    sys.setswitchinterval(SWITCH)
    threading.Thread(target=_sample, name="bench-sampler", daemon=True).start()


if FOLDER in os.environ:
    start()
    os.register_at_fork(after_in_child=start)
