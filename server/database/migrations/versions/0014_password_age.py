"""When a password was chosen, for operators who want a new one after a time (SPEC R12)."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

LINE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("account", sa.Column("password_changed_at", LINE, nullable=True))


def downgrade() -> None:
    op.drop_column("account", "password_changed_at")
