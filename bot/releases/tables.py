"""Tables of releases and drafts. None holds anything of citizens.

Bytes are kept once, by their digest: a release that changes one file of ninety adds one blob.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from bot.db.base import BigId, metadata

DIGEST = String(64)
PATH = String(200)

content_blob_table = Table(
    "content_blob",
    metadata,
    Column("digest", DIGEST, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
content_tree_table = Table(
    "content_tree",
    metadata,
    Column("tree", DIGEST, primary_key=True),
    Column("path", PATH, primary_key=True),
    Column("blob", DIGEST, nullable=False),
    Index("ix_content_tree_blob", "blob"),
)
# `folder` is the tree of the deployed folder that this release knows of.
content_release_table = Table(
    "content_release",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("tree", DIGEST, nullable=False),
    Column("folder", DIGEST, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("author", String(200), nullable=False),
    Column("approver", String(200), nullable=False),
    Column("note", String(400), nullable=False),
)
# How far the menus of a release are at LINE: a `menus.State`, what was in the way, when it is tried next.
content_menu_table = Table(
    "content_menu",
    metadata,
    Column("release", Integer, primary_key=True, autoincrement=False),
    Column("state", String(10), nullable=False),
    Column("error", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due_ms", BigInteger, nullable=False),
)
# One draft for each member of staff. `asked_ms`: since when it waits for somebody's approval.
content_draft_table = Table(
    "content_draft",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("staff_id", BigInteger, nullable=False, unique=True),
    Column("author", String(200), nullable=False),
    Column("note", String(400), nullable=False),
    Column("changed_ms", BigInteger, nullable=False),
    Column("asked_ms", BigInteger),
)
# `blob` is empty where the file is to be deleted, `base` where there was none.
content_change_table = Table(
    "content_change",
    metadata,
    Column("draft", BigId, ForeignKey("content_draft.id", ondelete="CASCADE"), primary_key=True),
    Column("path", PATH, primary_key=True),
    Column("blob", DIGEST, nullable=False),
    Column("base", DIGEST, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Index("ix_content_change_blob", "blob"),
)
# What `check` said of a tree, as JSON; it holds for a day, since some faults depend on the date.
content_check_table = Table(
    "content_check",
    metadata,
    Column("tree", DIGEST, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("errors", Integer, nullable=False),
    Column("faults", Text, nullable=False),
)
# What somebody of the staff has said to a draft, as a list of acts in JSON.
content_talk_table = Table(
    "content_talk",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("staff_id", BigInteger, nullable=False),
    Column("tree", DIGEST, nullable=False),
    Column("acts", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)
TABLES = (
    content_blob_table,
    content_tree_table,
    content_release_table,
    content_draft_table,
    content_change_table,
    content_check_table,
    content_talk_table,
)
