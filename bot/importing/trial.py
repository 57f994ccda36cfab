"""Trying a new content file out in a copy of the content before anybody sees it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.content import Build, Fault, FeatureContent
from bot.content.report import check


@dataclass(frozen=True, slots=True)
class Content:
    """The city's content and what reads it; see `bot.content.loading.load`."""

    root: Path
    defaults: Path
    features: Sequence[FeatureContent]
    build: Build | None = None

    def faults(self, root: Path) -> tuple[Fault, ...]:
        """What is wrong with the content in a folder."""
        return check(root, self.defaults, self.features, self.build).faults


def try_out(content: Content, file: str, data: bytes) -> list[Fault]:
    """The faults that the content has with the new file, and has not without it.

    Args:
        file: its path from the root of the content, with forward slashes.
    """
    with tempfile.TemporaryDirectory(prefix="madoguchi-") as scratch:
        root = Path(scratch) / "content"
        leave_out = shutil.ignore_patterns(".*", "~*")
        shutil.copytree(content.root, root, ignore=leave_out, ignore_dangling_symlinks=True)
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        after = content.faults(root)
    before = {_told(fault) for fault in content.faults(content.root)}
    return [fault for fault in after if _told(fault) not in before]


def _told(fault: Fault) -> tuple[str, str, str]:
    return fault.severity, fault.file, fault.message
