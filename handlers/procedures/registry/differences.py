"""What two versions of a procedure differ in."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.procedures.files.fields import FIELDS
from handlers.procedures.registry.procedure import Procedure


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changed: its title, and its text before and after."""

    title: str
    before: str
    after: str


def differences(before: Procedure | None, after: Procedure) -> list[Difference]:
    """The fields that changed, in the order of the form; without `before` all that are filled in."""
    told = [
        Difference(one.title, one.write(before) if before else "", one.write(after))
        for one in FIELDS
    ]
    return [one for one in told if one.before != one.after]
