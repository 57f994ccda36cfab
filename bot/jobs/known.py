"""What a job may know: the content, the city, the kits it was given, and the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from pydantic import BaseModel
from sqlalchemy.orm import Session

from bot.audience import Audiences, Criterion
from bot.citizens.residence import Residence
from bot.common_content import common
from bot.content import City, Folder, Snapshot
from bot.db import Database
from bot.havens import Haven, havens_of
from bot.hours import Holidays
from bot.mailing import Mailer
from bot.media import Media
from bot.partners import Partners
from bot.post import Postman
from bot.talk.words import PlatformWords, platform_words

if TYPE_CHECKING:
    from bot.feature import AnyFeature

W = TypeVar("W", bound=BaseModel)
C = TypeVar("C")


@dataclass(frozen=True)
class Known(Generic[W]):
    """The part of a job that is asked; nothing here sends.

    Attributes:
        now: when it began, in the city's time zone.
        media: the kit for photos.
        postman: sends e-mail to other organisations; None where no mail server is set.
        partners: calls of other organisations' systems.
        practice: without LINE's real account: nothing may leave this machine.
    """

    feature: str
    now: datetime
    snapshot: Snapshot
    database: Database
    mailer: Mailer
    media: Media
    postman: Postman | None = None
    partners: Partners = Partners()  # noqa: RUF009 - frozen
    load: Callable[[Folder], object] | None = None
    practice: bool = True
    criteria: Mapping[str, Criterion] = field(default_factory=dict)
    features: Sequence[AnyFeature] = ()

    @property
    def city(self) -> City:
        """The city, from content/city.yaml."""
        return self.snapshot.city

    @property
    def words(self) -> W:
        """The feature's sentences, from content/<feature>/words.yaml."""
        return cast(W, self.snapshot.words[self.feature])

    @property
    def common(self) -> PlatformWords:
        """The platform's own sentences, from content/platform/words.yaml."""
        return platform_words(self.snapshot)

    def content(self, load: Callable[[Folder], C]) -> C:
        """What `load` made of content/<feature>/; `load` is the function the feature was given."""
        if load is not self.load:
            raise LookupError(f"{self.feature} does not load its content with {load!r}")
        return cast(C, self.snapshot.data[self.feature])

    @property
    def holidays(self) -> Holidays:
        """The national holidays, from content/platform/holidays.csv."""
        return common(self.snapshot).holidays

    @property
    def audiences(self) -> Audiences:
        """Finds whom an `Audience` means at this moment, and makes letters to them by language."""
        return Audiences(common(self.snapshot).topics, self.criteria, self.now)

    @property
    def residence(self) -> Residence:
        """The city's districts and towns."""
        return common(self.snapshot).residence

    def havens(self) -> Sequence[Haven]:
        """Places to flee to or to stay at, of every feature that keeps some, as they are now."""
        with self.database.read() as connection:
            return havens_of(self.features, self.snapshot, connection)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading; what is written through it is lost."""
        with self.database.read() as connection, Session(bind=connection) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction, committed at the end. Citizens' answers may wait for it: keep it short."""
        with self.database.write() as connection, Session(bind=connection) as session:
            yield session
            session.flush()
