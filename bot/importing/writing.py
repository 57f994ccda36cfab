"""Writing a content file: all of it or nothing, and never over somebody else's edit."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from bot.time import JAPAN


class Changed(Exception):
    """The file is no longer what it was when it was read."""


def keep_copy(backup: Path, file: str, data: bytes, now: datetime) -> Path:
    """Store what a content file held in `backup`, in a folder named after the moment."""
    path = backup / f"{now.astimezone(JAPAN):%Y%m%d-%H%M%S}" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def write_file(path: Path, data: bytes, expected: bytes | None) -> None:
    """Replace a file at one stroke; readers see the old bytes or the new ones.

    Args:
        expected: what the file must still hold; None where there must be none.

    Raises:
        Changed: it holds something else.
        OSError: it cannot be written; it is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # The name neither ends as content files do nor is it one that check would report.
    handle, name = tempfile.mkstemp(prefix=".import-", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _take_mode(temporary, path)
        if (path.read_bytes() if path.is_file() else None) != expected:
            raise Changed
        temporary.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()


def _take_mode(temporary: Path, path: Path) -> None:
    if path.is_file():
        shutil.copymode(path, temporary)
    else:
        temporary.chmod(0o644)
