"""All of content/disaster/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.api import LANGUAGES, City
from bot.content import Folder
from handlers.disaster.files.language import Language, read_language
from handlers.disaster.files.rule import Rule, Rules, read_rules
from handlers.disaster.states.deciding import Course
from handlers.disaster.telegrams import Areas
from handlers.disaster.telegrams.hazards import Hazard

Code = Annotated[str, Field(pattern=r"^[0-9]{2,12}$")]


class AreaCodes(BaseModel):
    """areas.yaml: the city's codes in JMA's tables; see `telegrams.telegram.Areas`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cities: list[Annotated[str, Field(pattern=r"^[0-9]{7}$")]] = []
    wider: list[Code] = []
    quake: list[Code] = []
    tsunami: list[Code] = []
    rivers: list[Code] = []
    volcanoes: list[Code] = []
    nankai: bool = False
    sanriku: bool = False

    def of(self, city: City) -> Areas:
        """The codes; those of the municipality and its prefecture follow from the city's own code."""
        code = city.code or ""
        own = [f"{code[:5]}00"] if code else []
        prefecture = [f"{code[:2]}0000"] if code else []
        return Areas(
            tuple(self.cities or own), tuple(dict.fromkeys([*self.wider, *prefecture])),
            tuple(self.quake), tuple(self.tsunami), tuple(self.rivers), tuple(self.volcanoes),
            self.nankai, self.sanriku,
        )  # fmt: skip


class FeedSettings(BaseModel):
    """One feed: its address, the one for catching up, and after how many minutes of silence it is stale."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Annotated[str, Field(pattern=r"^https?://[^\s]+$")]
    long: Annotated[str, Field(pattern=r"^https?://[^\s]+$")] | None = None
    stale_minutes: Annotated[int, Field(ge=2, le=1440)] = 30


class Feeds(BaseModel):
    """feeds.yaml, in the order in which they are asked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    offices: list[Code] = []
    feeds: dict[Annotated[str, Field(pattern=r"^[a-z]{1,20}$")], FeedSettings] = {}


class Drill(BaseModel):
    """drill.yaml: which kind of news those have chosen who take part in drills."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    topic: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]


@dataclass(frozen=True, slots=True)
class Content:
    """What the feature's folder says; without rules nothing is told, without feeds nothing is read."""

    codes: AreaCodes = field(default_factory=AreaCodes)
    feeds: Feeds = field(default_factory=Feeds)
    rules: Rules = field(default_factory=dict)
    languages: Mapping[str, Language] = field(default_factory=dict)
    drill: str = ""

    def rule(self, hazard: Hazard, level: int) -> Rule | None:
        """The rule of a level of a hazard; None if it has none."""
        return self.rules.get(hazard, {}).get(level)

    def courses(self, hazard: Hazard) -> Mapping[int, Course]:
        """What deciding needs of a hazard's rules, by level."""
        return {level: rule.course for level, rule in self.rules.get(hazard, {}).items()}


def load(folder: Folder) -> Content:
    """Read everything; what is wrong goes to `folder.faults`."""
    codes = folder.yaml("areas.yaml", AreaCodes) or AreaCodes()
    feeds = folder.yaml("feeds.yaml", Feeds) or Feeds()
    drill = folder.yaml("drill.yaml", Drill) if folder.exists("drill.yaml") else None
    topic = drill.topic if drill else ""
    if not folder.exists("rules.yaml"):
        folder.faults.warning(
            folder.place("rules.yaml"), "災害のお知らせの決まりがありません。",
            "見本の content/disaster/ を写してください。ないあいだは、何も知らせません。",
        )  # fmt: skip
        return Content(codes, feeds, drill=topic)
    rules = read_rules(folder) or {}
    words = folder.child("languages")
    read = {code: read_language(words, code, rules) for code in LANGUAGES}
    found = {code: one for code, one in read.items() if one}
    return Content(codes, feeds, rules, found, topic)
