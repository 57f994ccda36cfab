"""The common ground of all message values: rules checked once when built, plain dicts when sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, ClassVar, TypeAlias, TypeVar, dataclass_transform, get_type_hints

from bot.messages.rules import key_of, rule_of

JsonObject: TypeAlias = dict[str, Any]

_Cls = TypeVar("_Cls", bound=type)
_SCALARS = frozenset((str, int, float, bool))


class MessageError(ValueError):
    """A message LINE would refuse: names the property, what it holds, and what LINE takes."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: _Cls) -> _Cls:
    """A frozen dataclass whose instances hold only the properties that were given.

    A Flex component has some twenty properties and uses five. The `__init__` of a frozen dataclass
    sets each of them at ten times the price of a plain attribute; `Value.__init__` sets the five,
    checks the five, and the class's defaults answer for the others.
    """
    dataclass(frozen=True, init=False, repr=False)(cls)
    return cls


@value
class Value:
    """A part of a message. Building one that LINE would refuse raises `MessageError`."""

    kind: ClassVar[str | None] = None
    """LINE's `type`; None where LINE has none."""

    def __init__(self, *args: Any, **named: Any) -> None:
        shape = _shape(type(self))
        given = dict(zip(shape.positional, args))  # noqa: B905 - too many are counted below
        given.update(named)
        if len(given) != len(args) + len(named) or not shape.required <= given.keys():
            raise shape.misuse(given)
        rules = shape.rules
        for name, held in given.items():
            if name not in rules:
                raise shape.misuse(given)
            rule = rules[name]
            if rule is not None and held is not None and (fault := rule(held)) is not None:
                raise self.fault(name, fault)
        self.__dict__.update(given)
        self._check()

    def __repr__(self) -> str:
        names = _shape(type(self)).keys
        given = (f"{name}={self.__dict__[name]!r}" for name in names if name in self.__dict__)
        return f"{type(self).__name__}({', '.join(given)})"

    def _check(self) -> None:
        """What rules of single properties cannot tell. Overridden where there is something."""

    def fault(self, name: str, words: str) -> MessageError:
        """The error for property `name`."""
        return MessageError(f"{type(self).__name__}.{name}: {words}")

    def payload(self) -> JsonObject:
        """This value as LINE's JSON: camelCase keys, without what was left out."""
        shape = _shape(type(self))
        keys, required = shape.keys, shape.required
        body: JsonObject = {"type": self.kind} if self.kind else {}
        for name, held in self.__dict__.items():
            key = keys.get(name)
            # No key: something measured, like the size of a bubble.
            if key is None or held is None or (held == () and name not in required):
                continue
            body[key] = held if type(held) in _SCALARS else to_json(held)
        return body


def to_json(held: Any) -> Any:
    """A property as plain JSON."""
    if isinstance(held, Value):
        return held.payload()
    return [to_json(part) for part in held] if isinstance(held, tuple) else held


class _Shape:
    """What a class's annotations say of its fields, read once."""

    __slots__ = ("keys", "name", "positional", "required", "rules")

    def __init__(self, cls: type[Value]) -> None:
        hints = get_type_hints(cls, include_extras=True)
        own = fields(cls)
        self.name = cls.__name__
        self.positional = tuple(one.name for one in own if not one.kw_only)
        self.required = frozenset(one.name for one in own if one.default is MISSING)
        self.keys = {one.name: key_of(hints[one.name]) or _camel(one.name) for one in own}
        self.rules = {one.name: rule_of(hints[one.name]) for one in own}

    def misuse(self, given: Iterable[str]) -> TypeError:
        """The error for arguments that are missing, unknown or given twice."""
        missing, unknown = self.required.difference(given), set(given).difference(self.rules)
        words = ", ".join(sorted(missing or unknown)) or "too many arguments"
        kind = "missing" if missing else "unexpected"
        return TypeError(f"{self.name}: {kind} {words}")


def _shape(cls: type[Value]) -> _Shape:
    shape = _SHAPES.get(cls)
    if shape is None:
        shape = _SHAPES[cls] = _Shape(cls)
    return shape


_SHAPES: dict[type[Value], _Shape] = {}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
