"""What people have read of their messages (SPEC R81)."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

LINE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "reading",
        sa.Column("user_id", LINE, nullable=False),
        sa.Column("organisation_id", LINE, nullable=False),
        sa.Column("until", LINE, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name="fk_reading_user_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_reading_organisation_id"),
        sa.PrimaryKeyConstraint("user_id", "organisation_id", name="pk_reading"),
    )
    op.create_table(
        "read_message",
        sa.Column("user_id", LINE, nullable=False),
        sa.Column("organisation_id", LINE, nullable=False),
        sa.Column("id", LINE, nullable=False),
        sa.Column("at", LINE, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "organisation_id", "id", name="pk_read_message"),
    )
    op.create_index(
        "ix_read_message_user_id_organisation_id_number",
        "read_message",
        ["user_id", "organisation_id", "number"],
    )


def downgrade() -> None:
    op.drop_table("read_message")
    op.drop_table("reading")
