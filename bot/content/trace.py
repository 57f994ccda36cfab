"""What one load looked at, so that looking again is cheap and tells whether to load again."""

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

Stamp = tuple[int, int, int, int]


class Trace:
    """Reads files and folders for one load and remembers their stamps and contents' digests.

    A name that did not exist is remembered too: creating the file later is a change.
    """

    def __init__(self) -> None:
        self._stamps: dict[str, Stamp | None] = {}
        self._listings: dict[str, tuple[str, ...]] = {}
        self._digests: dict[str, str] = {}

    def is_file(self, path: Path) -> bool:
        """Whether there is a file of this name (a folder is none)."""
        self._stamp(path)
        return path.is_file()

    def read(self, path: Path, label: str) -> bytes:
        """The file's bytes; `label` names it in the version. Raises OSError."""
        self._stamp(path)
        data = path.read_bytes()
        self._digests[label] = hashlib.sha256(data).hexdigest()
        return data

    def names(self, path: Path) -> tuple[str, ...]:
        """The names in a folder, sorted; none where there is no folder."""
        return self._listings.setdefault(str(path), _names(str(path)))

    def saw(self, path: Path) -> bool:
        """Whether this load has asked for the file."""
        return str(path) in self._stamps

    def missing(self) -> list[Path]:
        """The files this load asked for in vain."""
        return [Path(path) for path, stamp in self._stamps.items() if stamp is None]

    def unchanged(self) -> bool:
        """Whether everything this load looked at still looks the same; reads no file."""
        return all(_stamp(path) == stamp for path, stamp in self._stamps.items()) and all(
            _names(path) == names for path, names in self._listings.items()
        )

    def version(self) -> str:
        """A short hash of the bytes read and the names of their files."""
        lines = "".join(f"{label}\0{digest}\n" for label, digest in sorted(self._digests.items()))
        return hashlib.sha256(lines.encode()).hexdigest()[:16]

    def modified(self) -> datetime:
        """When the youngest of the files was last written, UTC in whole seconds."""
        times = [stamp[0] for stamp in self._stamps.values() if stamp]
        return datetime.fromtimestamp(max(times, default=0) // 10**9, UTC)

    def _stamp(self, path: Path) -> None:
        # The first look counts: a file that changes while it is being read must look changed.
        self._stamps.setdefault(str(path), _stamp(str(path)))


def _stamp(path: str) -> Stamp | None:
    try:
        stat = os.stat(path)  # noqa: PTH116  a poll of many files; Path costs as much as the call
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino


def _names(path: str) -> tuple[str, ...]:
    try:
        return tuple(sorted(os.listdir(path)))  # noqa: PTH208
    except OSError:
        return ()
