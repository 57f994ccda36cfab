"""What the search finds: every procedure that is shown, by all its names."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import datetime

from sqlalchemy import Connection

from bot.api import Entry
from handlers.procedures.chat import show
from handlers.procedures.talk import CATEGORY, catalogues, feature
from handlers.procedures.words import Words


def version(connection: Connection, now: datetime) -> Hashable:
    """Changes with every change of the registry, and when a procedure opens or closes."""
    return catalogues.at(connection, now).stamp


@feature.live_documents(version)
def offered(connection: Connection, now: datetime, _words: Words) -> Iterable[Entry]:
    for one in catalogues.at(connection, now).listed:
        procedure = one.procedure
        yield Entry(
            procedure.name,
            show.data(one.id),
            CATEGORY,
            procedure.reading,
            procedure.synonyms,
        )
