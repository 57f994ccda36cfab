"""Faults on demand: delays, refusals and broken connections, by path."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from bot.emulator.errors import ApiError
from bot.emulator.validate.schema import integer, number

BEFORE = frozenset({"delay", "status", "reset", "hang"})
AFTER = frozenset({"accept_then_hang", "accept_then_reset", "accept_then_status"})
PROPERTIES = frozenset({"path", "kind", "seconds", "status", "body", "probability", "count"})
HANG_SECONDS = 600.0
NUMBERS = {
    "seconds": number(0, 86400),
    "status": integer(200, 599),
    "probability": number(0, 1),
    "count": integer(0),
}


@dataclass(slots=True)
class Fault:
    """One rule. `count` is how often it still strikes; None is for ever."""

    path: str
    kind: str
    seconds: float | None = None
    status: int = 500
    body: Any = None
    probability: float = 1.0
    count: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the rule as it was given, with what is left of its count."""
        return {
            "path": self.path,
            "kind": self.kind,
            "seconds": self.seconds,
            "status": self.status,
            "body": self.body,
            "probability": self.probability,
            "count": self.count,
        }

    def answer_body(self) -> Any:
        """Return the body of a refusal: the one given, else LINE's of that status."""
        return {"message": "Internal server error"} if self.body is None else self.body


class FaultPlan:
    """The rules in force. Thread-safe."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._rules: list[Fault] = []
        self._lock = threading.Lock()
        self._released = threading.Event()

    def put(self, rules: list[dict[str, Any]]) -> None:
        """Replace the rules; 400 where one of them makes no sense."""
        parsed = [_parse(rule) for rule in rules]
        with self._lock:
            self._rules = parsed
            self._release()

    def clear(self) -> None:
        """Forget the rules and let go of the calls that hang."""
        self.put([])

    def _release(self) -> None:
        released, self._released = self._released, threading.Event()
        released.set()

    def as_json(self) -> list[dict[str, Any]]:
        """Return the rules in force."""
        with self._lock:
            return [rule.as_json() for rule in self._rules]

    def draw(self, path: str, kinds: frozenset[str]) -> Fault | None:
        """Return the first rule of these kinds that strikes a call now, and count it."""
        if not self._rules:
            return None
        with self._lock:
            for rule in self._rules:
                if rule.kind in kinds and fnmatchcase(path, rule.path) and self._strikes(rule):
                    return rule
        return None

    def _strikes(self, rule: Fault) -> bool:
        if rule.count == 0:
            return False
        if rule.probability < 1 and self._rng.random() >= rule.probability:
            return False
        if rule.count is not None:
            rule.count -= 1
        return True

    def hold(self, rule: Fault) -> None:
        """Wait as long as a rule says, or until the rules change."""
        with self._lock:
            if not any(each is rule for each in self._rules):
                return
            released = self._released
        released.wait(HANG_SECONDS if rule.seconds is None else rule.seconds)


def _parse(rule: Any) -> Fault:
    if not isinstance(rule, dict) or not isinstance(rule.get("path"), str):
        raise ApiError(400, "A fault needs a path")
    unknown = rule.keys() - PROPERTIES
    if unknown:
        raise ApiError(400, f"A fault has no property {min(unknown)!r}")
    if not isinstance(rule.get("kind"), str) or rule["kind"] not in BEFORE | AFTER:
        raise ApiError(400, f"The kind of a fault is one of {sorted(BEFORE | AFTER)}")
    given = {name: value for name, value in rule.items() if value is not None}
    for name, check in NUMBERS.items():
        if name in given and (problems := check(given[name])):
            raise ApiError(400, f"The {name} of a fault: {problems[0].message}")
    return Fault(**given)
