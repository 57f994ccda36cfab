"""Tables of the registry: procedures, their versions, taps, wishes and what is known of their links.

`procedures_wish` is the only one that speaks of a citizen. Times are milliseconds since 1970 UTC.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from bot.db.base import BigId, metadata

# `head` is the newest version, `live` the published one, `planned` the one to be published at
# `planned_ms`. `todo`: a notice of a department waits for the DX division. `broken`: the link has not
# opened for a day. `release` is the number of the last change to the row, see `procedure_release`.
procedure_table = Table(
    "procedure",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("head", Integer, nullable=False),
    Column("live", Integer),
    Column("planned", Integer),
    Column("planned_ms", BigInteger),
    Column("todo", Boolean, nullable=False),
    Column("broken", Boolean, nullable=False),
    Column("release", BigInteger, nullable=False),
    Index("ix_procedure_release", "release"),
)

# `snapshot` is a whole `Procedure` as JSON. Rows are only ever added.
version_table = Table(
    "procedure_version",
    metadata,
    Column("procedure", BigId, ForeignKey("procedure.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("snapshot", Text, nullable=False),
    Column("author", String(200), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
)

# One row. Whoever changes the registry holds it until the commit, so that changes become visible in the
# order of their numbers.
release_table = Table(
    "procedure_release",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", BigInteger, nullable=False),
)

tap_table = Table(
    "procedure_tap",
    metadata,
    Column("day", Date, primary_key=True),
    Column("procedure", BigId, primary_key=True),
    Column("count", Integer, nullable=False),
)

wish_table = Table(
    "procedures_wish",
    metadata,
    Column("procedure", BigId, primary_key=True),
    Column("citizen", String(64), primary_key=True),
    Column("since_ms", BigInteger, nullable=False),
    Index("ix_procedures_wish_citizen", "citizen"),
)

# `failing_ms` is since when the link has failed without a break; `reason` a word of `bot.links`.
link_table = Table(
    "procedure_link",
    metadata,
    Column("procedure", BigId, ForeignKey("procedure.id"), primary_key=True),
    Column("url", Text, nullable=False),
    Column("checked_ms", BigInteger, nullable=False),
    Column("failing_ms", BigInteger),
    Column("reason", String(40), nullable=False),
)

# A file between its preview and its taking up: `rows` is JSON, a list of a file's changed rows.
import_table = Table(
    "procedure_import",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("author", String(200), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("rows", Text, nullable=False),
)
