"""Who stands in for an administrator who is away (SPEC R84)."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

LINE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "deputation",
        sa.Column("id", LINE, nullable=False),
        sa.Column("principal_id", LINE, nullable=False),
        sa.Column("deputy_id", LINE, nullable=False),
        sa.Column("organisation_id", LINE, nullable=False),
        sa.Column("first_day", LINE, nullable=False),
        sa.Column("last_day", LINE, nullable=False),
        sa.Column("ended_at", LINE, nullable=True),
        sa.Column("document", LINE, nullable=False),
        sa.ForeignKeyConstraint(["principal_id"], ["account.id"], name="fk_deputation_principal_id"),
        sa.ForeignKeyConstraint(["deputy_id"], ["account.id"], name="fk_deputation_deputy_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_deputation_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deputation"),
    )
    op.create_index("ix_deputation_principal_id", "deputation", ["principal_id"])
    op.create_index("ix_deputation_deputy_id", "deputation", ["deputy_id"])


def downgrade() -> None:
    op.drop_table("deputation")
