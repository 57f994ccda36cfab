"""Checks of drafts in a thread of this process: they take seconds, which no page and no transaction may.

A check is known by the tree it was made of, so it does not matter which process makes it, nor whether two do.
"""

from __future__ import annotations

import logging
import tempfile
import threading
from pathlib import Path

from bot.content import Fault
from bot.releases import checks
from bot.releases.tree import Packed, unpack
from bot.review import review
from bot.service import Service
from bot.time import JAPAN, millis

log = logging.getLogger(__name__)

_STOPPED = Fault(
    "error", "", None, None,
    "確かめる途中で、プログラムが止まりました。",
    "直前に変えたファイルを取り消し、担当者に知らせてください。",
)  # fmt: skip


class Reviews:
    """The checks that this process is making, one after the other."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._lock, self._turn = threading.Lock(), threading.Lock()
        self._running: dict[str, threading.Event] = {}

    def ask(self, packed: Packed) -> None:
        """Begin to check a tree, unless that is being done."""
        key = packed.tree.key
        with self._lock:
            if key in self._running:
                return
            self._running[key] = threading.Event()
        threading.Thread(target=self._run, args=(packed,), name="review", daemon=True).start()

    def wait(self, key: str, seconds: float) -> bool:
        """Whether nothing more is being done about a tree; waits a while for that."""
        with self._lock:
            running = self._running.get(key)
        return running is None or running.wait(seconds)

    def _run(self, packed: Packed) -> None:
        key = packed.tree.key
        try:
            with self._turn:
                faults = self._faults(packed)
            now = millis(self._service.clock())
            with self._service.database.write() as connection:
                checks.keep(connection, key, faults, now)
        except Exception:  # a thread has nobody to raise to; whoever asks again starts it again
            log.exception("a draft could not be checked")
        finally:
            with self._lock:
                self._running.pop(key).set()

    def _faults(self, packed: Packed) -> list[Fault]:
        today = self._service.clock().astimezone(JAPAN).date()
        settings, registry = self._service.settings, self._service.registry
        with tempfile.TemporaryDirectory(prefix="madoguchi-draft-") as folder:
            unpack(packed, Path(folder))
            try:
                return list(review(Path(folder), registry, settings.menu_font, today))
            except Exception:
                log.exception("a draft could not be checked")
                return [_STOPPED]
