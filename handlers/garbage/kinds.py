"""Kinds of garbage: what description.csv says of each column of the calendar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of garbage.

    Attributes:
        label: its name as the city writes it.
        how: how to put it out, plain text, may be empty.
        colour: `#rrggbb`, empty where the city gave none.
    """

    label: str
    how: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the sorting dictionary (target.csv).

    Attributes:
        name: what people throw away.
        label: the kind, as the dictionary calls it.
        notice: how to put it out, plain text, may be empty.
        reading: in hiragana; many files give only its first letter.
        kind: the kind of the calendar that `label` stands for; empty where there is none.
    """

    name: str
    label: str
    notice: str = ""
    reading: str = ""
    kind: str = ""
