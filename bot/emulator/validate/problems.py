"""What a check finds, and how its place is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing LINE would refuse, and where it is within the value that was checked."""

    message: str
    path: Path = ()

    def under(self, step: str | int) -> Problem:
        """Return the problem as seen from the object or array around."""
        return Problem(self.message, (step, *self.path))


Problems = Sequence[Problem]
Check = Callable[[Any], Problems]
OK: Problems = ()


def fault(message: str, *path: str | int) -> Problems:
    """Return one problem."""
    return (Problem(message, path),)


def dotted(path: Path) -> str:
    """Return a path as LINE writes it in `details[].property`: `messages[0].text`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def pointer(path: Path) -> str:
    """Return a path as LINE writes it inside a Flex Message: `/body/contents/0/text`."""
    return "".join(f"/{step}" for step in path)
