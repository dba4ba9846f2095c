"""When a server was last there, so that the days of a standstill can be given back (SPEC R82)."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

LINE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seen", LINE, nullable=False),
        sa.Column("stopped", LINE, nullable=True),
        sa.Column("resumed", LINE, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_heartbeat"),
    )


def downgrade() -> None:
    op.drop_table("heartbeat")
