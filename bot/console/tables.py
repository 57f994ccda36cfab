"""The console's tables: accounts, their roles, passkeys and sessions, the audit log.

Times are milliseconds since 1970 UTC, but for `lastuse_datetime`, which Flask-Security writes. Accounts are
disabled, never deleted: the audit log speaks of them for ever.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.ext.mutable import MutableList

from bot.db.base import BigId, metadata


class CommaList(TypeDecorator[list[str]]):
    """A list of texts without commas, in one column."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else ",".join(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[str]:  # noqa: ARG002
        return value.split(",") if value else []


_List = MutableList.as_mutable(CommaList())


def _of_user() -> Column[int]:
    return Column(
        "user_id",
        BigId,
        ForeignKey("staff_user.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    )


staff_user_table = Table(
    "staff_user",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("email", String(254), nullable=False, unique=True),  # in lower case
    Column("name", String(60), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("password", String(255)),
    Column("fs_uniquifier", String(64), nullable=False, unique=True),
    Column("tf_primary_method", String(20)),
    Column("tf_totp_secret", Text),
    Column("totp_counter", BigInteger),  # the last code used; none is good twice
    Column("mf_recovery_codes", _List),
    Column("fs_webauthn_user_handle", String(64), unique=True),
    Column("oidc_subject", String(400), unique=True),  # issuer and subject
)

staff_role_table = Table(
    "staff_role",
    metadata,
    Column("user_id", BigId, ForeignKey("staff_user.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(20), primary_key=True),
)

staff_passkey_table = Table(
    "staff_passkey",
    metadata,
    Column("id", BigId, primary_key=True),
    _of_user(),
    Column("credential_id", LargeBinary(1024), nullable=False, unique=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("transports", _List),
    Column("backup_state", Boolean, nullable=False),
    Column("device_type", String(64), nullable=False),
    Column("extensions", String(255)),
    Column("lastuse_datetime", DateTime, nullable=False),
    Column("name", String(64), nullable=False),
    Column("usage", String(64), nullable=False),
)

staff_session_table = Table(
    "staff_session",
    metadata,
    Column("id", String(64), primary_key=True),  # SHA-256 of what the cookie holds
    _of_user(),
    Column("begun_ms", BigInteger, nullable=False),
    Column("seen_ms", BigInteger, nullable=False),
    Column("address", String(45), nullable=False),
    Column("agent", String(200), nullable=False),
)

staff_invitation_table = Table(
    "staff_invitation",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256 of what the link holds
    _of_user(),
    Column("expires_ms", BigInteger, nullable=False),
)

staff_audit_table = Table(
    "staff_audit",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    # No foreign key: an entry stands for itself.
    Column("staff_id", BigInteger),
    Column("who", String(254), nullable=False),
    Column("address", String(45), nullable=False),
    Column("kind", String(80), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("summary", String(400), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Index("ix_staff_audit_at", "at_ms", "id"),
    Index("ix_staff_audit_staff", "staff_id", "at_ms", "id"),
    Index("ix_staff_audit_kind", "kind", "at_ms", "id"),
    Index("ix_staff_audit_staff_kind", "staff_id", "kind", "at_ms", "id"),
    Index("ix_staff_audit_subject", "subject", "at_ms", "id"),
)
