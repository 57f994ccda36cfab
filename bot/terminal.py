"""The kit for a feature's commands in the terminal: `madoguchi <feature> <command>`.

    from bot import terminal

    Terminal = terminal.Terminal[Words]

    @feature.tool("replay")
    def replay(desk: Terminal, folder: Path, *, drill: bool = False) -> bool:
        \"\"\"Show what would be sent.\"\"\"          # what --help says
        with desk.rehearsal() as rehearsal:
            job = rehearsal.at(moment)             # works on an empty database of its own
        desk.say("...")
        return True                                # False: exit code 1

Parameters without a default are arguments (a `Path` must exist), those after `*` are options. The feature
imports no click, and its command touches neither the real database nor the network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel

from bot.content import City, Folder, Library, Snapshot
from bot.db.base import metadata
from bot.feature import AnyFeature
from bot.jobs import Job
from bot.schedule import job_of
from bot.service import Service, build
from bot.settings import Settings
from bot.time import JAPAN

W = TypeVar("W", bound=BaseModel)
C = TypeVar("C")


@dataclass
class Rehearsal(Generic[W]):
    """The jobs of one feature on an empty database, at moments that the command says."""

    feature: AnyFeature
    service: Service

    def at(self, now: datetime) -> Job[W]:
        """The feature's job as the clock would run it at this moment."""
        here = now.astimezone(JAPAN)
        return replace(job_of(replace(self.service, clock=lambda: here), self.feature), now=here)


@dataclass(frozen=True)
class Terminal(Generic[W]):
    """One run of a command.

    Attributes:
        now: when it began, in the city's time zone.
        say: writes a line.
    """

    feature: AnyFeature
    library: Library
    now: datetime
    say: Callable[[str], None]

    @property
    def snapshot(self) -> Snapshot:
        """All content at this moment."""
        return self.library.current

    @property
    def city(self) -> City:
        """The city, from content/city.yaml."""
        return self.snapshot.city

    @property
    def words(self) -> W:
        """The feature's sentences, from content/<feature>/words.yaml."""
        return cast(W, self.snapshot.words[self.feature.name])

    def content(self, load: Callable[[Folder], C]) -> C:
        """What `load` made of content/<feature>/; `load` is the function the feature was given."""
        if load is not self.feature.content:
            raise LookupError(f"{self.feature.name} does not load its content with {load!r}")
        return cast(C, self.snapshot.data[self.feature.name])

    @contextmanager
    def rehearsal(self) -> Iterator[Rehearsal[W]]:
        """A database that is thrown away at the end."""
        with rehearsal_of(self.feature, self.library, self.now) as rehearsal:
            yield rehearsal


@contextmanager
def rehearsal_of(feature: AnyFeature, library: Library, now: datetime) -> Iterator[Rehearsal[Any]]:
    """A feature's jobs on a database that is thrown away at the end."""
    with TemporaryDirectory(prefix="madoguchi-") as folder:
        urls = {"DATABASE_URL": f"sqlite:///{Path(folder)}/rehearsal.db", "MEDIA_URL": folder}
        service = build(Settings.read(urls), clock=lambda: now, library=library)
        try:
            metadata.create_all(service.database.engine)  # as the migrations make them, but at once
            yield Rehearsal(feature, service)
        finally:
            service.database.close()
