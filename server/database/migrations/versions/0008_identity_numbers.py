"""Members by identity number, so that a list that is loaded finds who is there already."""

# ruff: noqa: S608 - only texts of this file are put together.
import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

LINE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_IDENTITY_NUMBER = 4
"""Its place in the documents of this form, which are arrays."""


def upgrade() -> None:
    op.add_column("member", sa.Column("identity_number", LINE, nullable=True))
    op.execute(f"UPDATE member SET identity_number = {_in_document()}")
    op.create_index("ix_member_identity_number", "member", ["identity_number"])


def _in_document() -> str:
    if op.get_bind().dialect.name == "postgresql":
        return f"(CAST(document AS json) ->> {_IDENTITY_NUMBER})"
    return f"json_extract(document, '$[{_IDENTITY_NUMBER}]')"


def downgrade() -> None:
    op.drop_index("ix_member_identity_number", "member")
    op.drop_column("member", "identity_number")
