"""The database: engine, transactions, the base of all tables."""

from bot.db.base import Base, metadata
from bot.db.engine import Database, connect

__all__ = ["Base", "Database", "connect", "metadata"]
