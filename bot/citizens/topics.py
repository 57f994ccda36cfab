"""Topics: the kinds of news that a citizen wants or does not want.

The catalogue is content (topics.yaml of any feature). Only differences from a topic's default are
stored, so a new topic needs no rows and a changed default reaches everybody who never chose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Connection, Index, Select, String, Table, delete, select
from sqlalchemy.sql.elements import ColumnElement

from bot.citizens import citizen_table, know
from bot.citizens.places import living_in
from bot.db.base import metadata
from bot.db.upsert import insert

topic_table = Table(
    "citizen_topic",
    metadata,
    Column("citizen", String(64), primary_key=True),
    Column("topic", String(40), primary_key=True),
    Column("wanted", Boolean, nullable=False),
    Index("ix_citizen_topic_topic", "topic", "citizen"),
)


@dataclass(frozen=True, slots=True)
class Topic:
    """One kind of news. `default`: whether it is sent to who never chose."""

    id: str
    title: str
    description: str
    default: bool


class Topics:
    """The topics of the city and what one citizen wants of them."""

    def __init__(self, connection: Connection, citizen: str, catalogue: Sequence[Topic]) -> None:
        self._connection, self._citizen = connection, citizen
        self.catalogue = catalogue

    def get(self, topic: str) -> Topic | None:
        """The topic of this id, or None where the city has it no more."""
        return next((one for one in self.catalogue if one.id == topic), None)

    def all(self) -> list[tuple[Topic, bool]]:
        """Every topic, and whether the citizen wants it."""
        chosen = self._chosen()
        return [(topic, chosen.get(topic.id, topic.default)) for topic in self.catalogue]

    def want(self, topic: Topic, wanted: bool) -> None:
        """Remember what the citizen wants of a topic."""
        mine = (topic_table.c.citizen == self._citizen, topic_table.c.topic == topic.id)
        self._connection.execute(delete(topic_table).where(*mine))
        know(self._connection, self._citizen)
        if wanted != topic.default:
            row = insert(self._connection.dialect.name, topic_table)
            self._connection.execute(
                row.values(citizen=self._citizen, topic=topic.id, wanted=wanted)
            )

    def _chosen(self) -> dict[str, bool]:
        mine = topic_table.c.citizen == self._citizen
        rows = self._connection.execute(
            select(topic_table.c.topic, topic_table.c.wanted).where(mine)
        )
        return {row.topic: row.wanted for row in rows}


def wanting(topic: Topic, *, scheme: str = "", area: str = "") -> Select[str]:
    """The ids of followers who want a topic; with `scheme` and `area`, of those with a place there."""
    query = select(citizen_table.c.id).where(citizen_table.c.following.is_(True), wants(topic))
    return query.where(citizen_table.c.id.in_(living_in(scheme, area))) if scheme else query


def wants(topic: Topic) -> ColumnElement[bool]:
    """Whether a row of `citizen_table` is of somebody who wants a topic."""
    chosen = select(topic_table.c.citizen).where(
        topic_table.c.topic == topic.id, topic_table.c.wanted.is_(not topic.default)
    )
    return citizen_table.c.id.not_in(chosen) if topic.default else citizen_table.c.id.in_(chosen)


def unwanted(topic: str) -> Select[str]:
    """The ids of citizens who said that they do not want a topic, whatever its default."""
    return select(topic_table.c.citizen).where(
        topic_table.c.topic == topic, topic_table.c.wanted.is_(False)
    )
