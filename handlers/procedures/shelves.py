"""How the procedures are laid out: by event of life, then by category."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.procedures.files.vocabulary import Vocabulary
from handlers.procedures.registry.catalogue import Listed

# So many, and no more, are shown without asking for a category first.
FEW = 6


def events(listed: Iterable[Listed], vocabulary: Vocabulary | None) -> list[str]:
    """The events of life that have procedures, in the city's order; others behind."""
    used = {name for one in listed for name in one.procedure.life_events}
    return _ordered(used, vocabulary.life_events if vocabulary else ())


def categories(listed: Iterable[Listed], vocabulary: Vocabulary | None) -> list[str]:
    """The categories that have procedures, in the city's order."""
    used = {one.procedure.category for one in listed if one.procedure.category}
    return _ordered(used, vocabulary.categories if vocabulary else ())


def within(listed: Iterable[Listed], event: str = "", category: str = "") -> list[Listed]:
    """Those of an event, of a category, or of both."""
    return [
        one
        for one in listed
        if (not event or event in one.procedure.life_events)
        and (not category or category == one.procedure.category)
    ]


def _ordered(used: set[str], order: Sequence[str]) -> list[str]:
    return [name for name in order if name in used] + sorted(used.difference(order))
