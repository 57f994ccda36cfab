"""Tables of the ledger: cases, their history, who reported them, photos, hand-overs and deletions.

`roads_reporter` and unsent rows of `roads_photo` speak of a citizen; `roads_contact` holds what somebody
wrote into our own web form. All of these go with the citizen or after their terms; the case itself says
nothing of who reported it. Times are milliseconds since 1970 UTC, places degrees (WGS 84).
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    false,
    text,
)

from bot.db.base import BigId, metadata


def _few(table: Table, name: str, flag: str, *columns: str) -> None:
    """An index of the rows with a flag only; SQLite wants the condition as SQLAlchemy writes it."""
    Index(
        f"ix_{table.name}_{name}",
        *(table.c[column] for column in columns),
        sqlite_where=text(f"{flag} = 1"),
        postgresql_where=text(flag),
    )


# `number` is the 受付番号, `cell` the place as one integer (see ledger/cells.py), `owner` the one in
# owners.yaml whose business it seems to be ("city": ours). `open`: the state still asks for work, and the
# case is not merged into another. `rough`: the place is only the middle of a town or of the city.
# `messages`: JSON, the ids of the LINE messages that `words` and `place` came in, until they can no longer
# be taken back. `ticket` names the act that opened it, so that the same act cannot open two. `due_ms`: by
# when there ought to be an answer. `unread`: no member of staff has looked since a citizen did something.
# `reporters` and `photos` are counted here because the queue shows them.
case_table = Table(
    "roads_case",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("number", String(12), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("state", String(12), nullable=False),
    Column("open", Boolean, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("latitude", Float, nullable=False),
    Column("longitude", Float, nullable=False),
    Column("cell", BigInteger, nullable=False),
    Column("district", String(60), nullable=False),
    Column("town", String(60), nullable=False),
    Column("place", String(200), nullable=False),
    Column("words", Text, nullable=False),
    Column("rough", Boolean, nullable=False, server_default=false()),
    Column("messages", Text, nullable=False, server_default=""),
    Column("owner", String(40), nullable=False),
    Column("department", String(60), nullable=False),
    Column("assignee", String(200), nullable=False),
    Column("source", String(8), nullable=False),
    Column("ticket", String(100), unique=True),
    Column("created_ms", BigInteger, nullable=False),
    Column("changed_ms", BigInteger, nullable=False),
    Column("state_ms", BigInteger, nullable=False),
    Column("answered_ms", BigInteger),
    Column("finished_ms", BigInteger),
    Column("due_ms", BigInteger, nullable=False),
    Column("reopened", Integer, nullable=False),
    Column("unread", Boolean, nullable=False),
    Column("published", Boolean, nullable=False),
    Column("merged_into", BigId, ForeignKey("roads_case.id")),
    Column("reporters", Integer, nullable=False),
    Column("photos", Integer, nullable=False),
    # The map's clusters and the counts are answered by these indexes alone.
    Index(
        "ix_roads_case_cell",
        "cell",
        "merged_into",
        "state",
        "kind",
        "published",
        "latitude",
        "longitude",
    ),
    Index("ix_roads_case_urgent", "priority", "created_ms", "id"),
    Index("ix_roads_case_queue", "open", "priority", "created_ms", "id"),
    Index("ix_roads_case_created", "created_ms", "id"),
    Index("ix_roads_case_changed", "changed_ms", "id"),
    Index("ix_roads_case_state", "state", "created_ms", "id", "merged_into"),
    Index("ix_roads_case_kind", "kind", "created_ms", "id"),
    Index("ix_roads_case_district", "district", "created_ms", "id"),
    Index("ix_roads_case_assignee", "assignee", "created_ms", "id"),
    Index("ix_roads_case_department", "department", "created_ms", "id"),
    Index("ix_roads_case_merged_into", "merged_into"),
)
# Few of very many: indexes of their own keep these lists quick.
_few(case_table, "unread", "unread", "priority", "created_ms", "id")
_few(case_table, "due", "open", "due_ms")
_few(case_table, "published", "published", "changed_ms", "id")

# The history; rows are only ever added. `act` is one of ledger/history.py's. `words` is what citizens may
# read (the reason), `note` is for staff only. `who` is a member of staff, "" a citizen, or "system".
# `tell`: reporters who want it are still to be told; a job takes it back when their message is written.
event_table = Table(
    "roads_event",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("case", BigId, ForeignKey("roads_case.id"), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("act", String(12), nullable=False),
    Column("old", String(200), nullable=False),
    Column("new", String(200), nullable=False),
    Column("words", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("who", String(200), nullable=False),
    Column("photo", String(32)),
    Column("tell", Boolean, nullable=False),
    Index("ix_roads_event_case", "case", "id"),
)
_few(event_table, "tell", "tell", "id")

# Who reported a case; several, when others saw the same. `citizen` is null for those without LINE.
reporter_table = Table(
    "roads_reporter",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("case", BigId, ForeignKey("roads_case.id"), nullable=False),
    Column("citizen", String(64)),
    Column("source", String(8), nullable=False),
    Column("wants", Boolean, nullable=False),
    Column("words", Text, nullable=False),
    Column("joined_ms", BigInteger, nullable=False),
    Index("ix_roads_reporter_case", "case"),
    Index("uq_roads_reporter_citizen", "citizen", "case", unique=True),
)

# What somebody gave in the web form, or on the phone, so that they can be asked back.
contact_table = Table(
    "roads_contact",
    metadata,
    Column(
        "reporter", BigId, ForeignKey("roads_reporter.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("name", String(100), nullable=False),
    Column("phone", String(40), nullable=False),
    Column("email", String(254), nullable=False),
    Column("address", String(200), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
)

# A report that is not sent yet, as JSON: one for each citizen, offered again until its term.
draft_table = Table(
    "roads_draft",
    metadata,
    Column("citizen", String(64), primary_key=True),
    Column("draft", Text, nullable=False),
    Column("changed_ms", BigInteger, nullable=False),
    Index("ix_roads_draft_changed_ms", "changed_ms"),
)

# `media` is the key of the platform's kit (bot.media). Before the report is sent `case` is null and
# `citizen` says whose it is; afterwards it is the other way round. `purpose`: "report", "later" or "repair".
# `reporter`: the row of who sent it, as long as that is there. `shown`: staff approved it for citizens' eyes.
# `hidden`: what they blacked out, see ledger/hiding.py.
photo_table = Table(
    "roads_photo",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("case", BigId, ForeignKey("roads_case.id")),
    Column("citizen", String(64)),
    Column("reporter", BigInteger),
    Column("media", String(32), nullable=False, unique=True),
    Column("position", SmallInteger, nullable=False),
    Column("purpose", String(8), nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("hidden", Text, nullable=False, server_default=""),
    Column("made_ms", BigInteger, nullable=False),
    Index("ix_roads_photo_case", "case", "position"),
    Index("ix_roads_photo_citizen", "citizen"),
)

# A case given to the road's or the thing's manager. `way`: "mail", "open311" or "phone"; `state`: "waiting",
# "sent", "seen", "accepted", "finished", "refused" or "failed". `token` opens the signed link, `remote` is
# the other system's number of the request.
handover_table = Table(
    "roads_handover",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("case", BigId, ForeignKey("roads_case.id"), nullable=False),
    Column("owner", String(40), nullable=False),
    Column("way", String(8), nullable=False),
    Column("address", String(1000), nullable=False),
    Column("token", String(64), unique=True),
    Column("remote", String(100)),
    Column("state", String(10), nullable=False),
    Column("words", Text, nullable=False),
    Column("who", String(200), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("changed_ms", BigInteger, nullable=False),
    Column("due_ms", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Index("ix_roads_handover_case", "case"),
    Index("ix_roads_handover_due", "state", "due_ms"),
)

# What was deleted after its term: how many of what, never whose.
deletion_table = Table(
    "roads_deletion",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("what", String(20), nullable=False),
    Column("count", Integer, nullable=False),
    Column("before_ms", BigInteger, nullable=False),
)

# Who may send reports by Open311: other systems, by a key of which only the hash is kept.
key_table = Table(
    "roads_key",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("name", String(60), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("who", String(200), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("ended_ms", BigInteger),
)
