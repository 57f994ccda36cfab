"""rules.yaml: what a city asks of everybody who puts out garbage."""

from __future__ import annotations

from datetime import time

from pydantic import BaseModel, ConfigDict


class Rules(BaseModel):
    """rules.yaml: what holds for all garbage of the city. All of it may be left out.

    Attributes:
        put_out_from, put_out_until: between these times garbage is put out.
        how: where and in what it is put out, one or two sentences.
        notice: stands under every answer about days, such as "this is a sample".
        contact: whom to ask, with a telephone number.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    put_out_from: time | None = None
    put_out_until: time | None = None
    how: str = ""
    notice: str = ""
    contact: str = ""
