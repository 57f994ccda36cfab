"""content/evacuation/settings.yaml."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.content import Folder

Address = Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=1000)]
Topic = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Settings(_Settings):
    """settings.yaml; all of it may be left out."""

    topic: Topic = "disaster"
    drill_topic: Topic = "evacuation_drill"
    expires_hours: Annotated[int, Field(ge=1, le=72)] = 6
    keep_days: Annotated[int, Field(ge=1, le=366)] = 30
    ended_hours: Annotated[int, Field(ge=0, le=240)] = 24
    hazards: Annotated[list[str], Field(min_length=1)] = ["flood", "landslide", "tsunami", "other"]
    help_url: Address | None = None
    safety_url: Address | None = None
    help_days: Annotated[int, Field(ge=1, le=366)] = 30

    @property
    def expires(self) -> timedelta:
        return timedelta(hours=self.expires_hours)

    @property
    def keep(self) -> timedelta:
        return timedelta(days=self.keep_days)


def load(folder: Folder) -> Settings:
    """Read settings.yaml; what is wrong goes to `folder.faults`."""
    return folder.yaml("settings.yaml", Settings) or Settings()
