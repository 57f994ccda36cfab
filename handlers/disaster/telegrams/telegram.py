"""The values that telegrams are read into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from handlers.disaster.telegrams.hazards import Hazard


class Unreadable(ValueError):
    """The bytes are no telegram; the text says why."""


class Status(StrEnum):
    """Control/Status: only what is `NORMAL` concerns citizens."""

    NORMAL = "通常"
    DRILL = "訓練"
    TEST = "試験"


class Info(StrEnum):
    """Head/InfoType."""

    ISSUED = "発表"
    CORRECTED = "訂正"
    CANCELLED = "取消"


@dataclass(frozen=True, slots=True)
class Areas:
    """The city's codes, each by the table it is of; one number may mean different places in two tables.

    Attributes:
        cities: 気象・地震・火山情報／市町村等, seven digits; more than one where JMA divides the city.
        wider: 気象情報／府県予報区・細分区域等 around the city, the prefecture's included.
        quake: 地震情報／細分区域.
        tsunami: 津波予報区.
        rivers: 指定河川洪水予報（予報区域） that always concern the city.
        volcanoes: 火山名, for notices that name no municipalities.
        nankai, sanriku: whether 南海トラフ地震臨時情報, 北海道・三陸沖後発地震注意情報 concern it.
    """

    cities: tuple[str, ...]
    wider: tuple[str, ...] = ()
    quake: tuple[str, ...] = ()
    tsunami: tuple[str, ...] = ()
    rivers: tuple[str, ...] = ()
    volcanoes: tuple[str, ...] = ()
    nankai: bool = False
    sanriku: bool = False

    def is_here(self, code: str) -> bool:
        """Whether a code of 市町村等 is the city's (also as five or six digits)."""
        return code in self.cities or any(_municipality(code) == one[:5] for one in self.cities)


def _municipality(code: str) -> str:
    """The five digits of a municipality's code of five or six; empty for any other."""
    return code[:5] if len(code) in (5, 6) and code.isdecimal() else ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one telegram says of one hazard in one area: its level is at least `low` and at most `high`.

    Attributes:
        source: the family of telegrams; a later one of the same family replaces this one.
        area: a code of the table that the hazard goes by, or an event's id.
        level: what to believe where nothing more precise is known.
        here: whether it concerns the city by itself (a river may flow elsewhere).
        absent: the area was not named at all; that counts only against the same event.
        facts: what the words about it need, by name.
    """

    source: str
    hazard: Hazard
    area: str
    low: int
    high: int
    level: int
    until: datetime | None = None
    here: bool = True
    absent: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_exact(self) -> bool:
        return self.low == self.high and not self.source.startswith("old")


@dataclass(frozen=True, slots=True)
class Telegram:
    """A telegram that was read.

    Attributes:
        kind: Head/InfoKind, as it came.
        reported, sent: ReportDateTime (what it is of), Control/DateTime (when it left).
        claims: what it says about this city; none if it concerns others only.
        concerns: whether it speaks about the city or what surrounds it.
        problems: what could not be understood, in Japanese, for staff.
    """

    kind: str
    title: str
    status: Status
    info: Info
    reported: datetime
    sent: datetime
    events: tuple[str, ...]
    serial: int
    headline: str
    source: str = ""
    claims: Sequence[Claim] = ()
    concerns: bool = False
    problems: Sequence[str] = ()
