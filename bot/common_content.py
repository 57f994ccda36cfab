"""What content says to all features alike: the city's places, the holidays, and the topics of its news.

Places are content/platform/districts.yaml and towns.csv, holidays are holidays.csv. Topics stand in
the topics.yaml of any feature's folder, so that a new feature brings its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.citizens.residence import Residence, load_residence
from bot.citizens.topics import Topic
from bot.content import Folder, Snapshot
from bot.content.words import Label, Phrase
from bot.hours import Holidays
from bot.hours.holidays import load_holidays

TOPICS = "topics.yaml"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    title: Label
    description: Phrase
    default: bool


class _Topics(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    topics: list[_Entry]


@dataclass(frozen=True, slots=True)
class CommonContent:
    """What every feature may ask of the city's content."""

    residence: Residence = field(default_factory=Residence)
    topics: tuple[Topic, ...] = ()
    holidays: Holidays = field(default_factory=Holidays)


def loader(features: Sequence[str]) -> Callable[[Folder], CommonContent]:
    """Reads content/platform/, and the topics of these features."""

    def load(folder: Folder) -> CommonContent:
        # Only the warning that the holidays run out depends on the day.
        holidays = load_holidays(folder, datetime.now(UTC).date())
        return CommonContent(load_residence(folder), _topics(folder, features), holidays)

    return load


def common(snapshot: Snapshot) -> CommonContent:
    """The common content of a snapshot; without any where it could not be read."""
    found = snapshot.data.get("platform")
    return found if isinstance(found, CommonContent) else CommonContent()


def _topics(folder: Folder, features: Sequence[str]) -> tuple[Topic, ...]:
    found: dict[str, Topic] = {}
    for feature in features:
        own = folder.child(feature)
        read = own.yaml(TOPICS, _Topics)
        for one in read.topics if read else ():
            if one.id in found:
                own.faults.error(
                    own.place(TOPICS),
                    f"お知らせの種類「{one.id}」が2回書かれています。",
                    "ほかの id にするか、どちらかを消してください。",
                )
            found[one.id] = Topic(one.id, one.title, one.description, one.default)
    return tuple(found.values())
