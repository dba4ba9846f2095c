"""The three registers (SPEC R70–R72)."""

import sqlalchemy as sa
from alembic import op

from server.database.feed import add_to_buckets, checksum

revision = "0010"
down_revision = "0009"

LINE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "entry",
        sa.Column("id", LINE, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("register", LINE, nullable=False),
        sa.Column("member_id", LINE, nullable=False),
        sa.Column("organisation_id", LINE, nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("document", LINE, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_entry_member_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_entry_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
    )
    op.create_index(
        "uq_entry_open_member_id_register",
        "entry",
        ["member_id", "register"],
        unique=True,
        sqlite_where=sa.text("open"),
        postgresql_where=sa.text("open"),
    )
    op.create_index("ix_entry_member_id", "entry", ["member_id"])


def downgrade() -> None:
    connection = op.get_bind()
    taken = {"registers": ("study_abroad", "retention", "follow_up")}
    for row in connection.execute(_LYING, taken).all():
        place = (row.bucket, row.entity, row.id, row.version)
        add_to_buckets(connection, {row.bucket: (-1, checksum(*place))})
    connection.execute(_FORGET, taken)
    op.drop_table("entry")


# An older program would look for these rows in tables that it does not have.
_OF_REGISTERS: sa.BindParameter[str] = sa.bindparam("registers", expanding=True)
_LYING = sa.text(
    "SELECT bucket, entity, id, version FROM feed WHERE entity IN :registers AND left_at IS NULL"
).bindparams(_OF_REGISTERS)
_FORGET = sa.text("DELETE FROM feed WHERE entity IN :registers").bindparams(_OF_REGISTERS)
