"""INSERT .. ON CONFLICT, which both databases have and SQLAlchemy's common INSERT has not."""

from __future__ import annotations

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = postgresql.Insert | sqlite.Insert


def insert(dialect: str, table: Table) -> Insert:
    """An INSERT of this dialect (SQLAlchemy's name), so that `on_conflict_do_..` can follow."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
