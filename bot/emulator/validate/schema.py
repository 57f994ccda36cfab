"""Checks that are data: a schema is a table of property names and checks.

A check takes a JSON value and returns what is wrong with it, nothing where it is right. The
place of a problem is built from the inside out, so a value that is right costs no path.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.emulator.validate.problems import OK, Check, Problem, Problems, fault

Count = Callable[[str], int]


def anything(_: Any) -> Problems:
    """Accept every value."""
    return OK


def boolean(value: Any) -> Problems:
    """Accept true and false."""
    return OK if isinstance(value, bool) else fault("Must be a boolean")


def number(low: float, high: float, *, whole: bool = False) -> Check:
    """Accept numbers from `low` to `high`."""
    kinds = int if whole else (int, float)

    def check(value: Any) -> Problems:
        if isinstance(value, bool) or not isinstance(value, kinds):
            return fault("Must be a number")
        if value < low:
            return fault(f"Must be greater than or equal to {low}")
        return OK if value <= high else fault(f"Must be less than or equal to {high}")

    return check


def integer(low: int, high: int = 2**31 - 1) -> Check:
    """Accept whole numbers from `low` to `high`."""
    return number(low, high, whole=True)


def one_of(*values: str) -> Check:
    """Accept one of some words."""
    allowed = frozenset(values)
    message = f"Must be one of the following values: [{', '.join(values)}]"

    def check(value: Any) -> Problems:
        return OK if isinstance(value, str) and value in allowed else fault(message)

    return check


def string(high: int, count: Count, low: int = 1) -> Check:
    """Accept texts of `low` to `high` of what `count` counts."""

    def check(value: Any) -> Problems:
        if not isinstance(value, str):
            return fault("Must be a string")
        if not value and low:
            return fault("May not be empty")
        # No way of counting sees more than there are UTF-16 units, two for each character.
        if low <= 1 and len(value) * 2 <= high:
            return OK
        if low <= count(value) <= high:
            return OK
        return fault(f"Length must be between {low if low > 1 else 0} and {high}")

    return check


def pattern(regex: str, message: str) -> Check:
    """Accept texts that match as a whole; digits and letters are those of ASCII."""
    compiled = re.compile(regex, re.ASCII)

    def check(value: Any) -> Problems:
        return OK if isinstance(value, str) and compiled.fullmatch(value) else fault(message)

    return check


def array(item: Check, low: int, high: int) -> Check:
    """Accept lists of `low` to `high` values."""

    def check(value: Any) -> Problems:
        if not isinstance(value, list):
            return fault("Must be an array")
        if not low <= len(value) <= high:
            return fault(f"Size must be between {low} and {high}")
        found: list[Problem] = []
        for index, each in enumerate(value):
            problems = item(each)
            if problems:
                found.extend(problem.under(index) for problem in problems)
        return found

    return check


def mapping(key: Check, item: Check, high: int) -> Check:
    """Accept objects used as dictionaries, of up to `high` keys."""

    def check(value: Any) -> Problems:
        if not isinstance(value, dict):
            return fault("Must be an object")
        if len(value) > high:
            return fault(f"Size must be between 0 and {high}")
        found = [problem.under(name) for name in value for problem in key(name)]
        return found + [p.under(name) for name, each in value.items() for p in item(each)]

    return check


def record(
    required: Mapping[str, Check] | None = None,
    optional: Mapping[str, Check] | None = None,
    rules: Iterable[Check] = (),
    missing: str = "May not be empty",
) -> Check:
    """Accept objects with these properties and no others.

    A property that is null counts as absent. `rules` see the whole object, and only once its
    properties are right one by one.
    """
    needed = dict(required or {})
    known = needed | dict(optional or {})
    also = tuple(rules)

    def check(value: Any) -> Problems:
        if not isinstance(value, dict):
            return fault("Must be an object")
        found: list[Problem] = []
        for name, each in value.items():
            look = known.get(name)
            if look is None:
                found.append(Problem("unknown field", (name,)))
            elif each is not None and (problems := look(each)):
                found.extend(problem.under(name) for problem in problems)
        found.extend(Problem(missing, (name,)) for name in needed if value.get(name) is None)
        return found or [problem for rule in also for problem in rule(value)]

    return check


def union(kinds: Mapping[str, Check], message: str | None = None) -> Check:
    """Accept objects whose `type` names one of `kinds`, checked as that kind.

    A wrong type is a problem of the property `type`; with a `message`, of the whole object.
    """
    told = f"Must be one of the following values: [{', '.join(kinds)}]"
    wrong = fault(told, "type") if message is None else fault(message)

    def check(value: Any) -> Problems:
        if not isinstance(value, dict):
            return fault("Must be an object")
        kind = value.get("type")
        look = kinds.get(kind) if isinstance(kind, str) else None
        return wrong if look is None else look(value)

    return check


def both(*checks: Check) -> Check:
    """Accept what every check accepts; the first that does not is the one that speaks."""

    def check(value: Any) -> Problems:
        for each in checks:
            if problems := each(value):
                return problems
        return OK

    return check


def later(make: Callable[[], Check]) -> Check:
    """Return a check that is looked up when it is used, for schemas that contain themselves."""

    def check(value: Any) -> Problems:
        return make()(value)

    return check
