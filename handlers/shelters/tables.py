"""Tables of shelters: what staff said of each, and files between their preview and their taking up.

Times are milliseconds since 1970 UTC. Nothing here speaks of a citizen.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text

from bot.db.base import metadata

# `id` is `Shelter.id`. `place` is the shelter as JSON, as it was when its state was told: one that stands
# in no list, or in none any more, is still shown while people are in it.
state_table = Table(
    "shelters_state",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("state", String(10), nullable=False),
    Column("people", Integer),
    Column("changed_ms", BigInteger, nullable=False),
    Column("author", String(200), nullable=False),
    Column("place", Text, nullable=False),
)

# `changes` is JSON, a list of `Change`.
import_table = Table(
    "shelters_import",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("author", String(200), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("changes", Text, nullable=False),
)
