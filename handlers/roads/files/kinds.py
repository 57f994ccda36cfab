"""The schema of content/roads/kinds.yaml: what can be reported, and the terms of the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from bot.api import Label
from bot.content import ContentError

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Name = Annotated[str, Field(min_length=1, max_length=40)]
Days = Annotated[int, Field(ge=1, le=3650)]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Kind(_Frozen):
    """A kind of damage.

    Attributes:
        label: what its button says.
        also_called: what people type for it.
        urgent: the phone number is shown before anything else is asked.
        radius: metres within which two reports of it may be the same damage.
        owner: "city", or the id in owners.yaml of the one whose business it is wherever it stands.
        department: who gets it; "" for nobody yet.
        answer_days: by when there ought to be an answer; None: the general term.
        describe: what to ask about it, where the usual question does not fit.
    """

    id: Id
    label: Label
    reading: Annotated[str, Field(max_length=60)] = ""
    also_called: tuple[Name, ...] = ()
    examples: Annotated[str, Field(max_length=100)] = ""
    urgent: bool = False
    radius: Annotated[int, Field(ge=1, le=500)] = 20
    owner: Id = "city"
    department: Annotated[str, Field(max_length=60)] = ""
    answer_days: Days | None = None
    describe: Annotated[str, Field(max_length=200)] = ""


class Terms(_Frozen):
    """Terms in days. `contact`, `originals`: from when the case is over, or `at_most` after it came in.

    `answer`: after this a case without an answer stands out; `work`: what was answered stands out again so
    many days later, unless staff set another day. `drafts`: an unsent report is offered again so
    long, and its photos are kept.
    `handover`: how long the link works that another organisation gets.
    """

    answer: Days = 7
    work: Days = 30
    contact: Days = 90
    originals: Days = 30
    at_most: Days = 730
    drafts: Days = 7
    handover: Days = 90


def _distinct(kinds: Sequence[Kind]) -> Sequence[Kind]:
    """No two kinds may share an id, or a label by which a citizen chooses."""
    for named in ([one.id for one in kinds], [one.label for one in kinds]):
        twice = [name for name, number in Counter(named).items() if number > 1]
        if twice:
            raise ContentError(
                f"「{twice[0]}」が2回書かれています。", "どちらかを直すか、消してください。"
            )
    return kinds


class KindsFile(_Frozen):
    """kinds.yaml as a whole.

    `phone`: the number for urgent damage, where it is not the city's; `departments`: those that get
    cases, beside those of the kinds.
    """

    kinds: Annotated[
        tuple[Kind, ...], Field(min_length=1, max_length=24), AfterValidator(_distinct)
    ]
    terms: Terms = Terms()
    photos: Annotated[int, Field(ge=1, le=5)] = 5
    departments: tuple[Name, ...] = ()
    phone: Annotated[str, Field(pattern=r"^[#0-9][0-9-]{2,14}$")] | None = None
