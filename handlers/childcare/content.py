"""content/childcare/: tables, vaccinations.yaml, checkups.yaml, programmes.yaml and messages/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.content import Folder
from handlers.childcare.events.event import Events
from handlers.childcare.facilities.facility import Facilities
from handlers.childcare.files.messages import load_steps
from handlers.childcare.files.plan import Checkups, Vaccinations
from handlers.childcare.files.programmes import load_programmes
from handlers.childcare.files.tables import read_tables
from handlers.childcare.messages.programme import Programme
from handlers.childcare.messages.step import Steps
from handlers.childcare.plan.rules import Checkup, Vaccine


@dataclass(frozen=True)
class Childcare:
    """All that content/childcare/ says. `checked`: when the rules were last compared with their sources."""

    vaccines: Sequence[Vaccine]
    checkups: Sequence[Checkup]
    checked: date | None
    programmes: Sequence[Programme]
    steps: Steps
    facilities: Facilities = field(default_factory=Facilities)
    events: Events = field(default_factory=Events)

    @cached_property
    def vaccines_by_id(self) -> Mapping[str, Vaccine]:
        return {one.id: one for one in self.vaccines}

    @cached_property
    def checkups_by_id(self) -> Mapping[str, Checkup]:
        return {one.id: one for one in self.checkups}

    @cached_property
    def programmes_by_id(self) -> Mapping[str, Programme]:
        return {one.id: one for one in self.programmes}


def load(folder: Folder) -> Childcare:
    """Read everything; what is wrong goes to `folder.faults`."""
    vaccinations = folder.yaml("vaccinations.yaml", Vaccinations)
    checkups = folder.yaml("checkups.yaml", Checkups)
    programmes = load_programmes(folder)
    tables = read_tables(folder)
    return Childcare(
        [one.rule() for one in vaccinations.vaccines] if vaccinations else [],
        [one.rule() for one in checkups.checkups] if checkups else [],
        vaccinations.checked if vaccinations else None,
        programmes or [],
        load_steps(
            folder.child("messages"), None if programmes is None else {one.id for one in programmes}
        ),
        facilities=tables.facilities,
        events=tables.events,
    )
