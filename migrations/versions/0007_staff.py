"""Staff: accounts, roles, passkeys, sessions, failed sign-ins, invitations, and the audit log.

Triggers keep the audit log as it was written. SQLite loses a table's triggers when a later migration
rebuilds the table: such a migration has to make them again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables whose names begin with staff_."""
    _accounts()
    _sign_in()
    _audit()
    _append_only()


def _of_user(*, primary_key: bool = False) -> sa.Column:
    to_user = sa.ForeignKey("staff_user.id", ondelete="CASCADE", name=None)
    return sa.Column("user_id", _BIG, to_user, primary_key=primary_key, nullable=False)


def _accounts() -> None:
    op.create_table(
        "staff_user",
        sa.Column("id", _BIG, primary_key=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_ms", sa.BigInteger(), nullable=False),
        sa.Column("password", sa.String(255)),
        sa.Column("fs_uniquifier", sa.String(64), nullable=False, unique=True),
        sa.Column("tf_primary_method", sa.String(20)),
        sa.Column("tf_totp_secret", sa.Text()),
        sa.Column("totp_counter", sa.BigInteger()),
        sa.Column("mf_recovery_codes", sa.Text()),
        sa.Column("fs_webauthn_user_handle", sa.String(64), unique=True),
        sa.Column("oidc_subject", sa.String(400), unique=True),
    )
    op.create_table(
        "staff_role",
        _of_user(primary_key=True),
        sa.Column("role", sa.String(20), primary_key=True),
    )
    op.create_table(
        "staff_passkey",
        sa.Column("id", _BIG, primary_key=True),
        _of_user(),
        sa.Column("credential_id", sa.LargeBinary(1024), nullable=False, unique=True),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("transports", sa.Text()),
        sa.Column("backup_state", sa.Boolean(), nullable=False),
        sa.Column("device_type", sa.String(64), nullable=False),
        sa.Column("extensions", sa.String(255)),
        sa.Column("lastuse_datetime", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("usage", sa.String(64), nullable=False),
    )
    op.create_index("ix_staff_passkey_user_id", "staff_passkey", ["user_id"])


def _sign_in() -> None:
    op.create_table(
        "staff_session",
        sa.Column("id", sa.String(64), primary_key=True),
        _of_user(),
        sa.Column("begun_ms", sa.BigInteger(), nullable=False),
        sa.Column("seen_ms", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.String(45), nullable=False),
        sa.Column("agent", sa.String(200), nullable=False),
    )
    op.create_index("ix_staff_session_user_id", "staff_session", ["user_id"])
    op.create_table(
        "staff_failure",
        sa.Column("id", _BIG, primary_key=True),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("address", sa.String(45), nullable=False),
    )
    op.create_index("ix_staff_failure_at_ms", "staff_failure", ["at_ms"])
    op.create_index("ix_staff_failure_account_at", "staff_failure", ["account", "at_ms"])
    op.create_index("ix_staff_failure_address_at", "staff_failure", ["address", "at_ms"])
    op.create_table(
        "staff_invitation",
        sa.Column("token", sa.String(64), primary_key=True),
        _of_user(),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_staff_invitation_user_id", "staff_invitation", ["user_id"])


def _audit() -> None:
    op.create_table(
        "staff_audit",
        sa.Column("id", _BIG, primary_key=True),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger()),
        sa.Column("who", sa.String(254), nullable=False),
        sa.Column("address", sa.String(45), nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("summary", sa.String(400), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
    )
    for name, first in (
        ("at", []),
        ("staff", ["staff_id"]),
        ("kind", ["kind"]),
        ("staff_kind", ["staff_id", "kind"]),
        ("subject", ["subject"]),
    ):
        op.create_index(f"ix_staff_audit_{name}", "staff_audit", [*first, "at_ms", "id"])


_REFUSAL = "staff_audit is append-only"


def _append_only() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION staff_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$BEGIN RAISE EXCEPTION '{_REFUSAL}'; END$$"
        )
        op.execute(
            "CREATE TRIGGER staff_audit_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON staff_audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION staff_audit_refuse()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER staff_audit_no_{act.lower()} BEFORE {act} ON staff_audit "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        )
