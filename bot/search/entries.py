"""What is searched and what is found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be asked for.

    `title` is shown on a button, `data` is the postback that answers it, `category` a key of the
    categories in content/platform/search.yaml. `reading` is hiragana and may be empty or only a part;
    `synonyms` are other names of just this entry.
    """

    title: str
    data: str
    category: str
    reading: str = ""
    synonyms: tuple[str, ...] = ()


class Verdict(Enum):
    """What to do with what was found: answer at once, offer as buttons, say that there is nothing."""

    CLEAR = "clear"
    NEAR = "near"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry and how well it fits, from 0 to 1."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The hits, best first. When CLEAR the first is the answer and the rest are other possibilities."""

    verdict: Verdict
    hits: tuple[Hit, ...]
