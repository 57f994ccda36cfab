"""Claims -> what holds now: a function of the set of claims. Order and repetition change nothing.

Each family of telegrams counts with its newest claim. These are taken in the order of their times, the less
exact before the exact ones of the same minute: an exact one sets the level; a range moves it into the
range and no further, so an old telegram's 警報 does not undo level 4 of a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.disaster.telegrams import Claim, Info

# Families that still disagree after this long are in doubt.
_SETTLED = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Held:
    """A claim, and of the telegram what decides which of two is newer. `digest` breaks ties."""

    claim: Claim
    reported: datetime
    sent: datetime
    serial: int
    digest: str
    events: frozenset[str]
    info: Info = Info.ISSUED

    @property
    def order(self) -> tuple[datetime, datetime, int, bool, str]:
        """Newer is greater; a correction beats what it corrects."""
        corrects = self.info is Info.CORRECTED
        return self.reported, self.sent, self.serial, corrects, self.digest


@dataclass(frozen=True, slots=True)
class Recall:
    """A telegram of InfoType 取消."""

    source: str
    reported: datetime
    sent: datetime
    events: frozenset[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of a hazard in an area.

    Attributes:
        reported: the time of the telegram that decided the level.
        info: of that telegram; 取消 where the level was taken back.
        doubt: families of telegrams disagree about it.
    """

    level: int
    reported: datetime
    info: Info = Info.ISSUED
    until: datetime | None = None
    doubt: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)


def recalled(held: Held, recalls: Iterable[Recall], source: str) -> Recall | None:
    """The recall that takes a telegram of this source back: of the same event, and not older."""
    return next((one for one in recalls if _takes_back(one, held, source)), None)


def _takes_back(recall: Recall, held: Held, source: str) -> bool:
    same = recall.source == source and bool(
        recall.events & held.events or not (recall.events or held.events)
    )
    return same and (recall.reported, recall.sent) >= (held.reported, held.sent)


def fold(claims: Iterable[Held], now: datetime, taken: Sequence[Recall] = ()) -> Standing | None:
    """What holds of one hazard in one area; None if nothing was ever said.

    `claims` are those that were not taken back; `taken` the recalls of those that were.
    """
    newest = _newest(claims)
    if not newest:
        last = max(taken, key=lambda one: (one.reported, one.sent), default=None)
        return Standing(0, last.reported, Info.CANCELLED) if last else None
    level, decided = _level(newest)
    facts, until = decided.claim.facts, decided.claim.until
    if until and until <= now:
        return Standing(0, until, facts=facts)
    info = _info(decided, taken)
    return Standing(level, decided.reported, info, until, _in_doubt(newest, level, now), facts)


def _info(decided: Held, taken: Sequence[Recall]) -> Info:
    after = [one for one in taken if one.reported >= decided.reported]
    return Info.CANCELLED if after else decided.info


def _newest(claims: Iterable[Held]) -> list[Held]:
    """The newest claim of each family, oldest first, exact ones after others of the same minute."""
    found: dict[str, Held] = {}
    for held in sorted(claims, key=lambda one: one.order):
        before = found.get(held.claim.source)
        # Another event's silence about an area says nothing about it.
        if held.claim.absent and before and not held.events & before.events:
            continue
        found[held.claim.source] = held
    return sorted(found.values(), key=lambda one: (one.reported, one.claim.is_exact, one.order))


def _level(newest: Sequence[Held]) -> tuple[int, Held]:
    """The level, and the claim that decided it last."""
    level, decided, exact = 0, newest[0], False
    for held in newest:
        claim = held.claim
        value = min(max(level, claim.low), claim.high)
        if claim.is_exact:
            value, exact = claim.level, True
        elif not exact:
            value = max(value, claim.level)
        # Who confirms a level has said it last, too: its time and facts are newer.
        if value != level or claim.level == value:
            decided = held
        level = value
    return level, decided


def _in_doubt(newest: Sequence[Held], level: int, now: datetime) -> bool:
    off = [one for one in newest if not one.claim.low <= level <= one.claim.high]
    return any(one.reported + _SETTLED < now and one.claim.is_exact for one in off)
