"""The common ground of all message values: rules checked once when built, plain dicts when sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar, NamedTuple, TypeAlias, get_type_hints

from bot.messages.rules import Rule, key_of, rules_of

JsonObject: TypeAlias = dict[str, Any]

_SCALARS = frozenset((str, int, float, bool))


class MessageError(ValueError):
    """A message LINE would refuse: names the property, what it holds, and what LINE takes."""


@dataclass(frozen=True, slots=True)
class Value:
    """A part of a message. Building one that LINE would refuse raises `MessageError`."""

    kind: ClassVar[str | None] = None
    """LINE's `type`; None where LINE has none."""

    def __post_init__(self) -> None:
        for name, rule in _shape(type(self)).rules:
            value = getattr(self, name)
            if value is not None:
                fault = rule(value)
                if fault is not None:
                    raise self.fault(name, fault)
        self._check()

    def _check(self) -> None:
        """What rules of single properties cannot tell. Overridden where there is something."""

    def fault(self, name: str, words: str) -> MessageError:
        """The error for property `name`."""
        return MessageError(f"{type(self).__name__}.{name}: {words}")

    def payload(self) -> JsonObject:
        """This value as LINE's JSON: camelCase keys, without what was left out."""
        body: JsonObject = {"type": self.kind} if self.kind else {}
        for name, key in _shape(type(self)).keys:
            value = getattr(self, name)
            if value is not None and value != ():
                body[key] = value if type(value) in _SCALARS else to_json(value)
        return body


def to_json(value: Any) -> Any:
    """A property's value as plain JSON."""
    if isinstance(value, Value):
        return value.payload()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [to_json(item) for item in value]
    return value


class _Shape(NamedTuple):
    rules: tuple[tuple[str, Rule], ...]
    keys: tuple[tuple[str, str], ...]


@cache
def _shape(cls: type[Value]) -> _Shape:
    """The rules and the JSON keys of a class, read from its annotations once."""
    hints = get_type_hints(cls, include_extras=True)
    names = [field.name for field in fields(cls) if not field.name.startswith("_")]
    rules = [(name, rule) for name in names for rule in rules_of(hints[name])]
    keys = [(name, key_of(hints[name]) or _camel(name)) for name in names]
    return _Shape(tuple(rules), tuple(keys))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
