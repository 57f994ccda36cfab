"""The base of all tables; names of constraints are fixed so that migrations can speak of them.

Times in the platform's queue tables are integers, milliseconds since 1970 UTC: the same on SQLite and
PostgreSQL, comparable in SQL, and what LINE's `timestamp` is.
"""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import BigInteger, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only for a column of exactly INTEGER.
BigId = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    """The base of a feature's own tables (handlers/<feature>/tables.py)."""

    metadata: ClassVar[MetaData] = metadata
