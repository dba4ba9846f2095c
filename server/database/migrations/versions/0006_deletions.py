"""Deleted members, who can be brought back for 30 days (SPEC R46)."""

import sqlalchemy as sa
from alembic import op

from server.database import feed
from server.database.writes import synced_writes

revision = "0006"
down_revision = "0005"

LINE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("member", sa.Column("deleted_at", LINE, nullable=True))
    op.create_table(
        "deletion",
        sa.Column("member_id", LINE, nullable=False),
        sa.Column("document", LINE, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_deletion_member_id"),
        sa.PrimaryKeyConstraint("member_id", name="pk_deletion"),
    )


def downgrade() -> None:
    """The form before knows of no deletion, so that whoever was deleted is there again."""
    _bring_all_back(op.get_bind())
    op.drop_table("deletion")
    op.drop_column("member", "deleted_at")


def _bring_all_back(connection: sa.Connection) -> None:
    head = feed.lock_head(connection)
    deleted = connection.execute(
        sa.text("SELECT id, version, organisation_id FROM member WHERE deleted_at IS NOT NULL")
    ).all()
    places = [
        feed.Placement(row.organisation_id, "member", row.id, row.version, None, None) for row in deleted
    ]
    if places:
        with synced_writes(connection):
            feed.publish(connection, places, head.seq + 1)
            feed.write_head(connection, head._replace(seq=head.seq + len(places)))
