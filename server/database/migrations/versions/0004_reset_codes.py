"""Codes by which a forgotten password is reset (SPEC R11)."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

LINE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "reset_code",
        sa.Column("account_id", LINE, nullable=False),
        sa.Column("code_hash", LINE, nullable=False),
        sa.Column("expires_at", LINE, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_reset_code_account_id"),
        sa.PrimaryKeyConstraint("account_id", name="pk_reset_code"),
    )


def downgrade() -> None:
    op.drop_table("reset_code")
