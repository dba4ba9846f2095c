"""Where delayed graduates come back to (SPEC R33), by which an organisation that they left is kept (R6)."""

# ruff: noqa: S608 - only texts of this file are put together.
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MARKED_FROM = 20
"""Its place in the documents of this form, which are arrays."""


def upgrade() -> None:
    op.add_column(
        "member",
        sa.Column("marked_from", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True),
    )
    op.execute(f"UPDATE member SET marked_from = {_home()} WHERE {_home()} IS NOT NULL")
    filled = sa.text("marked_from IS NOT NULL")
    op.create_index(
        "ix_member_marked_from", "member", ["marked_from"], sqlite_where=filled, postgresql_where=filled
    )


def _home() -> str:
    if op.get_bind().dialect.name == "postgresql":
        return f"(CAST(document AS json) ->> {_MARKED_FROM})"
    return f"json_extract(document, '$[{_MARKED_FROM}]')"


def downgrade() -> None:
    op.drop_index("ix_member_marked_from", "member")
    op.drop_column("member", "marked_from")
