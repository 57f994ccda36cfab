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
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel

from bot.content import City, Folder, Snapshot
from bot.db import Database, connect, schema
from bot.jobs import Job
from bot.mailing import Mailer
from bot.time import JAPAN

W = TypeVar("W", bound=BaseModel)
C = TypeVar("C")


@dataclass(frozen=True)
class Rehearsal(Generic[W]):
    """An empty database, and the jobs of one feature on it."""

    desk: Terminal[W]
    database: Database

    def at(self, now: datetime) -> Job[W]:
        """The feature's job as the clock would run it at this moment."""
        desk, here = self.desk, now.astimezone(JAPAN)
        mailer = Mailer(self.database, lambda: now)
        return Job(desk.feature, here, desk.snapshot, self.database, mailer, desk.load)


@dataclass(frozen=True)
class Terminal(Generic[W]):
    """One run of a command.

    Attributes:
        now: when it began, in the city's time zone.
        say: writes a line.
    """

    feature: str
    now: datetime
    snapshot: Snapshot
    load: Callable[[Folder], object] | None
    say: Callable[[str], None]

    @property
    def city(self) -> City:
        """The city, from content/city.yaml."""
        return self.snapshot.city

    @property
    def words(self) -> W:
        """The feature's sentences, from content/<feature>/words.yaml."""
        return cast(W, self.snapshot.words[self.feature])

    def content(self, load: Callable[[Folder], C]) -> C:
        """What `load` made of content/<feature>/; `load` is the function the feature was given."""
        if load is not self.load:
            raise LookupError(f"{self.feature} does not load its content with {load!r}")
        return cast(C, self.snapshot.data[self.feature])

    @contextmanager
    def rehearsal(self) -> Iterator[Rehearsal[W]]:
        """A database that is thrown away at the end."""
        with TemporaryDirectory(prefix="madoguchi-") as folder:
            database = connect(f"sqlite:///{Path(folder)}/rehearsal.db")
            try:
                schema.upgrade(database)
                yield Rehearsal(self, database)
            finally:
                database.close()


AnyTerminal = Terminal[Any]
