"""The common ground of all message values: rules checked once when built, plain dicts when sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, ClassVar, TypeAlias, get_type_hints

from bot.messages.rules import key_of, rules_of

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
        shape = _shape(type(self))
        for value, (name, _, rules) in zip(shape.read(self), shape.fields, strict=True):
            if value is not None:
                for rule in rules:
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
        shape = _shape(type(self))
        body: JsonObject = {"type": self.kind} if self.kind else {}
        for value, (_, key, _) in zip(shape.read(self), shape.fields, strict=True):
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


class _Shape:
    """What a class's annotations say of its fields, read once."""

    __slots__ = ("fields", "read")

    def __init__(self, cls: type[Value]) -> None:
        hints = get_type_hints(cls, include_extras=True)
        names = [field.name for field in fields(cls) if not field.name.startswith("_")]
        read = attrgetter(*names)
        self.read: Callable[[Value], tuple[Any, ...]] = (
            read if len(names) > 1 else lambda value: (read(value),)
        )
        self.fields = tuple(
            (name, key_of(hints[name]) or _camel(name), tuple(rules_of(hints[name])))
            for name in names
        )


def _shape(cls: type[Value]) -> _Shape:
    shape = _SHAPES.get(cls)
    if shape is None:
        shape = _SHAPES[cls] = _Shape(cls)
    return shape


_SHAPES: dict[type[Value], _Shape] = {}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
