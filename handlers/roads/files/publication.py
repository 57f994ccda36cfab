"""The schema of content/roads/publication.yaml: what of the ledger leaves the city, and how exactly."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.api import OnMap, Point


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Server(_Frozen):
    """What our Open311 server says of itself. Empty: left out."""

    agency: Annotated[str, Field(max_length=100)] = ""
    notice: Annotated[str, Field(max_length=300)] = ""
    contact: Annotated[str, Field(max_length=300)] = ""


class Publication(_Frozen):
    """publication.yaml as a whole. `digits`: decimals of published degrees; `days`: after the end."""

    map: bool = False
    digits: Annotated[int, Field(ge=2, le=5)] = 3
    days: Annotated[int, Field(ge=1, le=3650)] = 365
    open311: Server = Server()

    def rounded(self, spot: OnMap) -> Point:
        """The place as the public may know it."""
        return Point(round(spot.latitude, self.digits), round(spot.longitude, self.digits))
