"""Finding the citizens of an audience."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection, Select, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from bot.audience.languages import UNCHOSEN, reads, sound, speak, version_for
from bot.audience.value import Audience, Choice, merged
from bot.citizens import LANGUAGES, citizen_table
from bot.citizens.places import in_areas
from bot.citizens.topics import Topic, wants
from bot.mailing import Letter
from bot.messages import Message

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
        return self._whom(audience)

    def count(self, connection: Connection, audience: Audience) -> int:
        """How many followers these are; in a large city this takes a second."""
        whom = self.whom(audience).subquery()
        return connection.scalar(select(func.count()).select_from(whom)) or 0

    def readers(self, audience: Audience, given: Collection[str]) -> dict[str, Select[str]]:
        """Who reads which of the languages that a message is `given` in: every follower exactly one.

        Raises:
            ValueError: no language is given, or one that is not known.
        """
        found = (one for one in LANGUAGES if one in sound(given))
        return {one: self._whom(audience, one, given) for one in found}

    def letters(
        self, audience: Audience, words: Mapping[str, Words], name: str = ""
    ) -> list[Letter]:
        """One letter for each language, so that each follower gets one of them.

        Args:
            words: the messages by language.
            name: what the letters' names begin with, where a mailing has other letters, too.
        """
        whom = self.readers(audience, words.keys())
        return [Letter(f"{name}{one}", words[one], to, followers=True) for one, to in whom.items()]

    def _whom(
        self, audience: Audience, version: str = "", given: Collection[str] = ()
    ) -> Select[str]:
        """With a version of those `given`, only its readers."""
        query = select(citizen_table.c.id).where(citizen_table.c.following.is_(True))
        if version:
            query = query.where(reads(version, given))
        few = bool(version) and version != version_for(UNCHOSEN, given)
        return query.where(*self._conditions(audience, few))

    def _conditions(self, audience: Audience, few: bool) -> list[ColumnElement[bool]]:
        person, found = citizen_table.c.id, list[ColumnElement[bool]]()
        if audience.topics:
            found.append(or_(*(wants(self._topic(one)) for one in audience.topics)))
        if audience.places:
            areas = {one.scheme: one.areas for one in merged(audience)}
            found.append(in_areas(person, areas, few=few))
        if audience.languages:
            found.append(speak(audience.languages))
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
