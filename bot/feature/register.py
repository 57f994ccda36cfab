"""The register that a feature's decorators write into: its name, and that nothing is said twice."""

from __future__ import annotations

from typing import Any


class Register:
    """The base of all parts of a feature; each part adds tables of its own."""

    def __init__(self, name: str) -> None:
        self.name = name

    def _once(self, table: dict[Any, Any], key: object, value: object) -> None:
        if key in table:
            raise ValueError(f"{self.name}: {key!r} is registered twice")
        table[key] = value

    def _only(self, present: object, what: str) -> None:
        if present is not None:
            raise ValueError(f"{self.name}: a second {what}")
