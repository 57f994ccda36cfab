"""Finding the citizens of an audience."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection, Select, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from bot.audience.languages import language_read, reads, sound
from bot.audience.value import Audience, Choice, merged
from bot.citizens import LANGUAGES, citizen_table
from bot.mailing import Letter
from bot.messages import Message
from bot.places import in_areas
from bot.topics import Topic, wants

Words = Sequence[Message | str]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A feature's way of choosing citizens.

    Attributes:
        name: `<feature>.<function>`; stored with audiences, so it must never change.
        title: what staff read.
        form: the parameters; each field's `title` is its label in the console.
        run: the parameters and the moment to a query for citizens' ids.
    """

    name: str
    title: str
    form: type[BaseModel]
    run: Callable[[Any, datetime], Select[str]]


@dataclass(frozen=True)
class Audiences:
    """Finds the citizens of audiences, by the topics and criteria that there are at this moment."""

    topics: Sequence[Topic]
    criteria: Mapping[str, Criterion]
    now: datetime

    def whom(self, audience: Audience) -> Select[str]:
        """A query for the ids of its followers, each once.

        Raises:
            LookupError: a topic or criterion is not known (any more).
            ValidationError: a criterion's values do not fit its parameters.
        """
        query = select(citizen_table.c.id).where(citizen_table.c.following.is_(True))
        return query.where(*self._conditions(audience))

    def count(self, connection: Connection, audience: Audience) -> int:
        """How many followers these are; in a large city this takes a second."""
        whom = self.whom(audience).subquery()
        return connection.scalar(select(func.count()).select_from(whom)) or 0

    def readers(self, audience: Audience, given: Collection[str]) -> dict[str, Select[str]]:
        """Who reads which of the languages that a message is `given` in: every follower exactly one.

        Raises:
            ValueError: no language is given, or one that is not known.
        """
        whom = self.whom(audience)
        return {one: whom.where(reads(one, given)) for one in LANGUAGES if one in sound(given)}

    def letters(
        self, audience: Audience, words: Mapping[str, Words], name: str = ""
    ) -> list[Letter]:
        """One letter for each language, so that each follower gets one of them.

        Args:
            words: the messages by language.
            name: what the letters' names begin with, where a mailing has other letters, too.
        """
        whom = self.readers(audience, words.keys())
        return [Letter(f"{name}{one}", words[one], whom[one]) for one in whom]

    def _conditions(self, audience: Audience) -> list[ColumnElement[bool]]:
        person, found = citizen_table.c.id, list[ColumnElement[bool]]()
        if audience.topics:
            found.append(or_(*(wants(self._topic(one)) for one in audience.topics)))
        if audience.places:
            found.append(in_areas(person, {one.scheme: one.areas for one in merged(audience)}))
        if audience.languages:
            found.append(language_read.in_(audience.languages))
        return found + [person.in_(self._run(choice)) for choice in audience.criteria]

    def _topic(self, wanted: str) -> Topic:
        for topic in self.topics:
            if topic.id == wanted:
                return topic
        raise LookupError(f"no topic {wanted!r}")

    def _run(self, choice: Choice) -> Select[str]:
        if (found := self.criteria.get(choice.criterion)) is None:
            raise LookupError(f"no criterion {choice.criterion!r}")
        return found.run(found.form.model_validate(choice.values), self.now)
