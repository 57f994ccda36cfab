"""The procedures of sample.csv, to look at before a city has registered any."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from handlers.procedures.registry.changes import create, publish
from handlers.procedures.registry.procedure import Procedure
from handlers.procedures.tables import procedure_table

AUTHOR = "見本"


def register_samples(connection: Connection, samples: tuple[Procedure, ...], now: datetime) -> int:
    """Publish the samples if the registry is empty; how many that were."""
    if connection.scalar(select(procedure_table.c.id).limit(1)) is not None:
        return 0
    for sample in samples:
        made = create(connection, sample, AUTHOR, now)
        publish(connection, made.procedure, now)
    return len(samples)
