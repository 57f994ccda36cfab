"""content/evacuation/: the settings, and the words in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.api import LANGUAGES
from bot.content import Folder
from handlers.evacuation.language import Language

Address = Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=1000)]
Topic = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
HOME = "ja"


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


@dataclass(frozen=True, slots=True)
class Content:
    """What the folder says. `languages` has Japanese in any case, unless nothing can be said at all."""

    settings: Settings
    languages: Mapping[str, Language]

    def language(self, code: str) -> Language:
        """The words of a language; Japanese where there are none."""
        return self.languages.get(code) or self.languages[HOME]


def load(folder: Folder) -> Content | None:
    """Read everything; None, and an error, where the Japanese words are missing."""
    settings = folder.yaml("settings.yaml", Settings) or Settings()
    texts = folder.child("languages")
    read = {code: texts.yaml(f"{code}.yaml", Language) for code in LANGUAGES}
    languages = {code: words for code, words in read.items() if words}
    if HOME not in languages:
        folder.faults.error(
            texts.place(f"{HOME}.yaml"),
            "避難情報の日本語の文がありません。",
            "見本の content/evacuation/languages/ja.yaml を置いて、直してください。",
        )
        return None
    for code, words in languages.items():
        if missing := [one for one in settings.hazards if one not in words.hazards]:
            folder.faults.error(
                texts.place(f"{code}.yaml"),
                f"hazards に {'、'.join(missing)} がありません。",
                "settings.yaml の hazards に書いた災害を、すべて書いてください。",
            )
            return None
    return Content(settings, languages)
