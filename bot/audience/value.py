"""Whom something is for, as a value that can be stored."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue, field_validator, model_validator

from bot.citizens import LANGUAGES


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Areas(_Value):
    """Areas of one scheme: `district` and `town` are the platform's, others a feature's own."""

    scheme: Annotated[str, Field(min_length=1)]
    areas: Annotated[tuple[str, ...], Field(min_length=1)]


class Choice(_Value):
    """A feature's criterion, and what was chosen for its parameters."""

    criterion: str
    values: dict[str, JsonValue] = {}


class Audience(_Value):
    """Whom something is for; `model_dump_json` and `model_validate_json` store it.

    Raises:
        ValidationError: neither `everyone` nor anything that narrows them down, or both.
    """

    everyone: bool = False
    topics: tuple[str, ...] = ()
    places: tuple[Areas, ...] = ()
    languages: tuple[str, ...] = ()
    criteria: tuple[Choice, ...] = ()

    @field_validator("languages")
    @classmethod
    def _known(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        if strange := set(languages) - set(LANGUAGES):
            raise ValueError(f"unknown languages {sorted(strange)}; known: {', '.join(LANGUAGES)}")
        return languages

    @model_validator(mode="after")
    def _chosen(self) -> Audience:
        narrowed = bool(self.topics or self.places or self.languages or self.criteria)
        if narrowed == self.everyone:
            raise ValueError("choose whom: either everyone, or by topics, places, languages ...")
        return self


def merged(audience: Audience) -> list[Areas]:
    """Its places, each scheme once."""
    by_scheme: dict[str, dict[str, None]] = {}
    for one in audience.places:
        by_scheme.setdefault(one.scheme, {}).update(dict.fromkeys(one.areas))
    return [Areas(scheme=scheme, areas=tuple(areas)) for scheme, areas in by_scheme.items()]
