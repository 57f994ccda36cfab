"""`Account`: what the platform itself holds of one citizen, and how all of it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from bot import citizens, erasure
from bot.citizens import citizen_table
from bot.citizens.places import Place, Places
from bot.citizens.topics import topic_table
from bot.conversation import conversation_table
from bot.mailing import capped_table


@dataclass(frozen=True, slots=True)
class Holdings:
    """The platform's rows of one citizen.

    Attributes:
        followed_ms: when they added the account, milliseconds since 1970 UTC; None if never told.
        language: the language they chose, None if they never did.
        topics: what they chose, by the topic's id, where it differs from the default.
        in_talk: whether a conversation is unfinished.
        news: how many broadcasts came within a week, which are counted so that there are not too many.

    Messages and answers (inbox, outbox) are kept of everybody for the same few days; they are not
    counted here, because the queues have no index by citizen and must stay quick.
    """

    followed_ms: int | None
    language: str | None
    places: Sequence[Place]
    topics: Mapping[str, bool]
    in_talk: bool
    news: int


class Account:
    """One citizen's account, inside the transaction of an event."""

    def __init__(self, connection: Connection, citizen: str) -> None:
        self._connection, self._citizen = connection, citizen

    @property
    def language(self) -> str | None:
        """The language that the citizen chose, one of `citizens.LANGUAGES`; None if they never did."""
        return citizens.language_of(self._connection, self._citizen)

    def choose_language(self, language: str) -> None:
        """Remember a language. Raises `ValueError` for one that we do not know."""
        citizens.set_language(self._connection, self._citizen, language)

    def holdings(self) -> Holdings:
        """All that the platform's own tables hold of the citizen."""
        row = self._connection.execute(
            select(citizen_table.c.followed_ms, citizen_table.c.language).where(
                citizen_table.c.id == self._citizen
            )
        ).first()
        topics = select(topic_table.c.topic, topic_table.c.wanted).where(
            topic_table.c.citizen == self._citizen
        )
        talk = select(conversation_table.c.feature).where(
            conversation_table.c.citizen == self._citizen
        )
        news = select(func.count()).where(capped_table.c.citizen == self._citizen)
        return Holdings(
            followed_ms=row.followed_ms if row else None,
            language=row.language if row else None,
            places=Places(self._connection, self._citizen).all(),
            topics={one.topic: one.wanted for one in self._connection.execute(topics)},
            in_talk=bool(self._connection.scalar(talk)),
            news=self._connection.scalar(news) or 0,
        )

    def erase(self) -> None:
        """Delete everything of the citizen; see `bot.erasure` for what has to stay a while."""
        erasure.erase(self._connection, self._citizen)
