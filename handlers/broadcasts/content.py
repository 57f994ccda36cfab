"""content/broadcasts/rules.yaml: who must approve, how often anybody is written to."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.content import Folder

NAME = "rules.yaml"


class Rules(BaseModel):
    """The rules of broadcasts; the file's comments say what each means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    approval_over: Annotated[int, Field(ge=0)] = 0
    most_a_day: Annotated[int, Field(ge=1, le=100)] = 2
    most_a_week: Annotated[int, Field(ge=1, le=100)] = 5
    keep_days: Annotated[int, Field(ge=1, le=90)] = 14
    useful_hours: Annotated[int, Field(ge=1, le=22)] = 12


def load(folder: Folder) -> Rules | None:
    """Read rules.yaml; the strictest rules where a city has none, None where it is wrong."""
    return folder.yaml(NAME, Rules) if folder.exists(NAME) else Rules()
