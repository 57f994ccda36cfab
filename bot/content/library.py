"""The content in use: loaded at start, taken up again when a file changes, never half-read."""

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.content.faults import Fault
from bot.content.loading import Build, FeatureContent, Snapshot, load
from bot.content.trace import Trace

logger = logging.getLogger(__name__)

# Files that change while they are read are read again, so as not to mix two versions; this often
# at most, since the next refresh comes soon.
_ATTEMPTS = 3


class Library:
    """Keeps the last good Snapshot of a content tree. Safe to use from any number of threads.

    `root` is the city's content, or tells before each load where that lies; `defaults` is the project's
    own, of which only words are used. `build` makes `Snapshot.built` of each snapshot before it is used.
    """

    def __init__(
        self,
        root: Path | Callable[[], Path],
        defaults: Path,
        features: Sequence[FeatureContent],
        build: Build | None = None,
    ) -> None:
        self._where = root if callable(root) else lambda: root
        self._root: Path | None = None
        self._defaults = defaults
        self._features, self._build = tuple(features), build
        self._lock = threading.Lock()
        self._trace: Trace | None = None
        self._current: Snapshot | None = None
        self._refused = tuple[Fault, ...]()

    @property
    def refused(self) -> tuple[Fault, ...]:
        """The errors of what was read last, and could not be read; empty where all is well."""
        return self._refused

    @property
    def current(self) -> Snapshot:
        """The snapshot in use; loads it at the first call."""
        return self._current or self._first()

    @property
    def root(self) -> Path:
        """The folder that was read last."""
        return self._root or self._where()

    def load(self) -> Snapshot:
        """Read everything now, and use it unless it has errors and an older snapshot stands.

        The first snapshot is used even with errors, there being nothing better: a caller who would
        rather not start looks at its `errors`. Errors are logged, one line for each.
        """
        with self._lock:
            return self._load()

    def refresh(self) -> bool:
        """Load again if a file changed since the last load; whether a new snapshot is in use.

        Where nothing changed this costs one stat for each file. Where the new content has errors
        they are logged once, and the last good snapshot stays in use until a file changes again.
        """
        with self._lock:
            same = self._trace is not None and self._trace.unchanged()
            if same and self._where() == self._root:
                return False
            before = self._current
            self._load()
            return self._current is not before

    def watch(
        self, stop: threading.Event, interval: float = 2.0, then: Callable[[], object] | None = None
    ) -> None:
        """Refresh every `interval` seconds until `stop` is set; for a background thread.

        Args:
            then: called after a new snapshot was taken up.
        """
        while not stop.wait(interval):
            try:
                if self.refresh() and then:
                    then()
            except Exception:  # the watch must outlive whatever one refresh ran into
                logger.exception("content could not be refreshed; trying again")

    def _first(self) -> Snapshot:
        with self._lock:
            return self._current or self._load()

    def _load(self) -> Snapshot:
        snapshot = self._read()
        self._refused = tuple(snapshot.errors)
        for fault in snapshot.errors:
            logger.error("content fault: %s", fault)
        if self._current is None or not snapshot.errors:
            self._take_up(snapshot)
        else:
            logger.error(
                "content not taken up: %d errors; version %s stays in use",
                len(snapshot.errors),
                self._current.version,
            )
        return snapshot

    def _read(self) -> Snapshot:
        for _ in range(_ATTEMPTS):
            self._root = self._where()
            snapshot, self._trace = load(self._root, self._defaults, self._features, self._build)
            if self._trace.unchanged():
                break
        return snapshot

    def _take_up(self, snapshot: Snapshot) -> None:
        self._current = snapshot
        logger.info(
            "content version %s in use (%d errors, %d warnings)",
            snapshot.version,
            len(snapshot.errors),
            len(snapshot.faults) - len(snapshot.errors),
        )
