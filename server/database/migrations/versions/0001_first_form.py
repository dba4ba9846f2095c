"""The first form of all tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

LINE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.BigInteger()


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("key", LINE, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", LINE, nullable=False),
        sa.Column("wait_until", LINE, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_attempt"),
    )
    op.create_table(
        "audit",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", LINE, nullable=False),
        sa.Column("actor", LINE, nullable=False),
        sa.Column("action", LINE, nullable=False),
        sa.Column("subject", LINE, nullable=False),
        sa.Column("detail", LINE, nullable=False),
        sa.Column("hash", LINE, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])

    op.create_table(
        "bucket",
        sa.Column("id", LINE, nullable=False),
        sa.Column("rows", NUMBER, nullable=False),
        sa.Column("xor", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bucket"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "counter",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("tree_seq", NUMBER, nullable=False),
        sa.Column("floor", NUMBER, nullable=False),
        sa.Column("audit_number", NUMBER, nullable=False),
        sa.Column("audit_hash", LINE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_counter"),
    )
    op.create_table(
        "edition",
        sa.Column("id", LINE, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("document", LINE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_edition"),
        sa.UniqueConstraint("year", name="uq_edition_year"),
    )
    op.create_table(
        "feed",
        sa.Column("bucket", LINE, nullable=False),
        sa.Column("entity", LINE, nullable=False),
        sa.Column("id", LINE, nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("left_at", LINE, nullable=True),
        sa.PrimaryKeyConstraint("bucket", "entity", "id", name="pk_feed"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_feed_bucket_seq", "feed", ["bucket", "seq"])
    op.create_index("ix_feed_entity_id", "feed", ["entity", "id"])
    op.create_index("ix_feed_seq", "feed", ["seq"], unique=True)

    op.create_table(
        "instance",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("instance_id", LINE, nullable=False),
        sa.Column("epoch", LINE, nullable=False),
        sa.Column("secret", LINE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_instance"),
    )
    op.create_table(
        "op",
        sa.Column("user_id", LINE, nullable=False),
        sa.Column("op_id", LINE, nullable=False),
        sa.Column("body_sha256", LINE, nullable=False),
        sa.Column("device_id", LINE, nullable=False),
        sa.Column("device_seq", NUMBER, nullable=False),
        sa.Column("kind", LINE, nullable=False),
        sa.Column("subject_id", LINE, nullable=False),
        sa.Column("decided_at", LINE, nullable=False),
        sa.Column("received_at", LINE, nullable=False),
        sa.Column("outcome", LINE, nullable=True),
        sa.Column("result", LINE, nullable=True),
        sa.PrimaryKeyConstraint("user_id", "op_id", name="pk_op"),
    )
    op.create_table(
        "organisation",
        sa.Column("id", LINE, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("parent_id", LINE, nullable=True),
        sa.Column("path", LINE, nullable=False),
        sa.Column("full_name", LINE, nullable=False),
        sa.Column("kind", LINE, nullable=False),
        sa.Column("system", LINE, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("search", LINE, nullable=False),
        sa.Column("document", LINE, nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["organisation.id"], name="fk_organisation_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
    )
    op.create_index("ix_organisation_full_name", "organisation", ["full_name"])
    op.create_index("ix_organisation_path", "organisation", ["path"], unique=True)

    op.create_table(
        "member",
        sa.Column("id", LINE, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("organisation_id", LINE, nullable=False),
        sa.Column("document", LINE, nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_member_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_member"),
    )
    op.create_index("ix_member_organisation_id_id", "member", ["organisation_id", "id"])

    op.create_table(
        "account",
        sa.Column("id", LINE, nullable=False),
        sa.Column("login", LINE, nullable=False),
        sa.Column("name", LINE, nullable=False),
        sa.Column("password_hash", LINE, nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("first_password_until", LINE, nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("member_id", LINE, nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_account_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("login", name="uq_account_login"),
    )
    op.create_index("ix_account_member_id", "account", ["member_id"])
    op.create_table(
        "transfer",
        sa.Column("id", LINE, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("member_id", LINE, nullable=False),
        sa.Column("state", LINE, nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("deadline", LINE, nullable=True),
        sa.Column("document", LINE, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_transfer_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_transfer"),
    )
    op.create_index("ix_transfer_member_id", "transfer", ["member_id"])
    op.create_index(
        "ix_transfer_open_deadline",
        "transfer",
        ["deadline"],
        sqlite_where=sa.text("open"),
        postgresql_where=sa.text("open"),
    )
    op.create_index(
        "uq_transfer_open_member_id",
        "transfer",
        ["member_id"],
        unique=True,
        sqlite_where=sa.text("open"),
        postgresql_where=sa.text("open"),
    )

    op.create_table(
        "administrator",
        sa.Column("account_id", LINE, nullable=False),
        sa.Column("organisation_id", LINE, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_administrator_account_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_administrator_organisation_id"
        ),
        sa.PrimaryKeyConstraint("account_id", "organisation_id", name="pk_administrator"),
    )
    op.create_table(
        "session",
        sa.Column("id", LINE, nullable=False),
        sa.Column("account_id", LINE, nullable=False),
        sa.Column("organisation_id", LINE, nullable=False),
        sa.Column("role", LINE, nullable=False),
        sa.Column("device_id", LINE, nullable=False),
        sa.Column("device_name", LINE, nullable=False),
        sa.Column("access_hash", LINE, nullable=False),
        sa.Column("access_expires_at", LINE, nullable=False),
        sa.Column("started_at", LINE, nullable=False),
        sa.Column("ended_at", LINE, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_session_account_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_session_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.UniqueConstraint("access_hash", name="uq_session_access_hash"),
    )
    op.create_index("ix_session_account_id", "session", ["account_id"])

    op.create_table(
        "refresh_token",
        sa.Column("hash", LINE, nullable=False),
        sa.Column("session_id", LINE, nullable=False),
        sa.Column("expires_at", LINE, nullable=False),
        sa.Column("used_at", LINE, nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_refresh_token_session_id"),
        sa.PrimaryKeyConstraint("hash", name="pk_refresh_token"),
    )
    op.create_index("ix_refresh_token_session_id", "refresh_token", ["session_id"])


def downgrade() -> None:
    op.drop_table("refresh_token")
    op.drop_table("session")
    op.drop_table("administrator")
    op.drop_table("transfer")
    op.drop_table("account")
    op.drop_table("member")
    op.drop_table("organisation")
    op.drop_table("op")
    op.drop_table("instance")
    op.drop_table("feed")
    op.drop_table("edition")
    op.drop_table("counter")
    op.drop_table("bucket")
    op.drop_table("audit")
    op.drop_table("attempt")
