"""The scheduling kit: all that a feature's jobs.py may import beside `bot.api`.

    from bot import jobs
    from bot.jobs import Lane, Letter

    Job = jobs.Job[Words]

    @feature.every(seconds=20)
    def remind(job: Job) -> None:
        due = ...                                     # what is due by job.now, from content and job.read()
        job.mail(f"eve:{day}:{time}", letters(job, day), reason="...", expires=...)

The feature's `__init__` imports its jobs.py as it imports its chat.py. Only the clock process runs jobs, each
one at a time; one that raises is logged, and run again at its next time. A clock may be down for
an hour, and there may be two: a job asks what is due by now, never what is due at this moment, and leaves
it to a mailing's key that nothing is sent twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from pydantic import BaseModel
from sqlalchemy.orm import Session

from bot.audience import Areas, Audience, Audiences, Choice, Criterion, version_for
from bot.citizens.places import living_in, placeless, vaguely_in
from bot.citizens.residence import Residence
from bot.citizens.topics import unwanted
from bot.common_content import common
from bot.content import City, Folder, Snapshot
from bot.db import Database
from bot.havens import Haven, havens_of
from bot.hours import Holidays
from bot.mailing import (
    Cap,
    Ledger,
    Letter,
    Mailer,
    Mailing,
    NotKept,
    Order,
    find,
    ledger_of,
    letters_again,
    recall,
    take_back,
)
from bot.media import Media
from bot.messages import Message
from bot.outbox import Lane
from bot.partners import Partners, Unanswered
from bot.post import Mail, Postman, Undelivered
from bot.talk.words import PlatformWords
from bot.time import millis

if TYPE_CHECKING:
    from bot.feature import AnyFeature

__all__ = [
    "Areas",
    "Audience",
    "Cap",
    "Choice",
    "Job",
    "Lane",
    "Ledger",
    "Letter",
    "Mail",
    "Mailing",
    "NotKept",
    "Unanswered",
    "Undelivered",
    "living_in",
    "placeless",
    "unwanted",
    "vaguely_in",
    "version_for",
]

W = TypeVar("W", bound=BaseModel)
C = TypeVar("C")


@dataclass(frozen=True)
class Job(Generic[W]):
    """One run of a job.

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
        return cast(PlatformWords, self.snapshot.words["platform"])

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

    def ledger(self, key: str) -> Ledger | None:
        """What became of a mailing of this feature; None where there is none of that key."""
        with self.database.read() as connection:
            return ledger_of(connection, self._named(key))

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

    def mail(
        self,
        key: str,
        letters: Iterable[Letter],
        *,
        reason: str,
        expires: datetime,
        lane: int = Lane.NEWS,
        planned: int = 0,
        keep: timedelta | None = None,
        cap: Cap | None = None,
    ) -> Mailing:
        """Send letters to very many citizens, each letter to each of its citizens once, whatever dies.

        Returns when all of it is in the outbox, from where workers send it; if the process dies
        before that, call it again with the same key. Once everything is written, a call with this key
        costs one query and does not look at `letters`, which may therefore be a generator.

        Args:
            key: names the mailing for ever, within the feature ("eve:2026-11-24:19:00").
            reason: why it is sent, in a few words, for the staff.
            expires: after this moment nothing of it is sent any more.
            planned: how many citizens are expected, where the feature knows; for the staff.
            keep: who received it is kept so long, so that `correct` finds them.
            cap: citizens who got as many capped mailings already are left out; never for what is urgent.
        """
        kept = None if keep is None else millis(self.now + keep)
        named, until = self._named(key), millis(expires)
        order = Order(named, self.feature, lane, reason, until, planned, kept, cap)
        return self.mailer.send(order, letters)

    def correct(
        self,
        key: str,
        words: Callable[[str], Sequence[Message | str]],
        *,
        of: str,
        reason: str,
        expires: datetime,
        lane: int,
        keep: timedelta | None = None,
    ) -> Mailing:
        """Stop the mailing `of`, and write to exactly those whom it reached or may have reached.

        Whom it had not reached yet gets neither. May be called again with the same key, as `mail`.

        Args:
            words: the name of a letter of that mailing to what its readers get now. The letters that
                `audiences.letters` makes have the language in their name.

        Raises:
            LookupError: there is no mailing `of`.
            NotKept: its receivers were not kept, or not until now.
        """

        def letters() -> Iterator[Letter]:
            taken = take_back(self.database, self._named(of), reason, self.mailer.now())
            with self.database.read() as connection:
                yield from letters_again(connection, taken, words)

        return self.mail(key, letters(), reason=reason, expires=expires, lane=lane, keep=keep)

    def recall(self, key: str, reason: str) -> bool:
        """Let nothing more of a mailing be sent; False where there is none of this key."""
        with self.database.write() as connection:
            mailing = find(connection, self._named(key))
            if mailing:
                recall(connection, mailing.id, reason, self.mailer.now())
        return mailing is not None

    def _named(self, key: str) -> str:
        return f"{self.feature}:{key}"


AnyJob = Job[Any]
