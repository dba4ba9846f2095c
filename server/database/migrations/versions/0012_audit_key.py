"""By which the key of the audit trail is known, which lies in a file (server/database/audit_key.py)."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

LINE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("instance", sa.Column("audit_key_check", LINE, nullable=True))


def downgrade() -> None:
    op.drop_column("instance", "audit_key_check")
