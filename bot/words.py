"""The platform's own sentences: the schema of content/platform/words.yaml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class PlatformWords(BaseModel):
    """What the bot says where no feature speaks."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    greeting: str
    welcome_back: str
    menu_lead: str
    not_found: str
    apology: str
    stopped: str
    nothing_to_stop: str
    button_expired: str
    photo_unexpected: str
    location_unexpected: str
    sticker: str
    media_unexpected: str
    wrong_kind: str
    escape: list[str] = Field(min_length=1)
    menu: list[str] = Field(min_length=1)
    menu_label: str
    stop_label: str
    skip_label: str
    location_label: str
    camera_label: str
    photos_label: str
