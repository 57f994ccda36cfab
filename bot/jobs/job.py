"""What a job may send: mailings to very many citizens, and their corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.jobs.known import Known, W
from bot.mailing import (
    Cap,
    Ledger,
    Letter,
    Mailing,
    Order,
    find,
    ledger_of,
    letters_again,
    recall,
    take_back,
)
from bot.messages import Message
from bot.outbox import Lane
from bot.time import millis


class Job(Known[W]):
    """One run of a job. The keys of its mailings are known within the feature."""

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

    def ledger(self, key: str) -> Ledger | None:
        """What became of a mailing of this feature; None where there is none of that key."""
        with self.database.read() as connection:
            return ledger_of(connection, self._named(key))

    def _named(self, key: str) -> str:
        return f"{self.feature}:{key}"


AnyJob = Job[Any]
