"""The figures as they are kept (SPEC R100–R105). They are worked out by the first process that starts."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

LINE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
LETTERS = (
    "study_done", "study", "study_incoming", "society_done", "society", "society_incoming", "graduates",
    "further_study", "employer", "started", "completed",
)  # fmt: skip


def _letters() -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in LETTERS]


def upgrade() -> None:
    op.create_table(
        "figure_since",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", LINE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_figure_since"),
    )
    _create_cases()
    op.create_table(
        "figure_count",
        sa.Column("organisation_id", LINE, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("changed_on", LINE, nullable=False),
        *_letters(),
        sa.PrimaryKeyConstraint("organisation_id", "year", name="pk_figure_count"),
    )
    op.create_table(
        "figure_day",
        sa.Column("organisation_id", LINE, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("day", LINE, nullable=False),
        *_letters(),
        sa.PrimaryKeyConstraint("organisation_id", "year", "day", name="pk_figure_day"),
    )
    _create_targets()


def _create_cases() -> None:
    op.create_table(
        "figure_case",
        sa.Column("member_id", LINE, nullable=False),
        sa.Column("home_id", LINE, nullable=False),
        sa.Column("graduated_in", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("transfer_id", LINE, nullable=True),
        sa.Column("to_id", LINE, nullable=True),
        sa.Column("going", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_figure_case_member_id"),
        sa.ForeignKeyConstraint(["home_id"], ["organisation.id"], name="fk_figure_case_home_id"),
        sa.PrimaryKeyConstraint("member_id", "home_id", name="pk_figure_case"),
    )
    op.create_index("ix_figure_case_home_id_year_member_id", "figure_case", ["home_id", "year", "member_id"])
    filled = sa.text("to_id IS NOT NULL")
    op.create_index(
        "ix_figure_case_to_id_year_member_id",
        "figure_case",
        ["to_id", "year", "member_id"],
        sqlite_where=filled,
        postgresql_where=filled,
    )


def _create_targets() -> None:
    op.create_table(
        "figure_target",
        sa.Column("organisation_id", LINE, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("figure", LINE, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("set_by", LINE, nullable=False),
        sa.Column("set_at", LINE, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_figure_target_organisation_id"
        ),
        sa.PrimaryKeyConstraint("organisation_id", "year", "figure", name="pk_figure_target"),
    )


def downgrade() -> None:
    for name in ("figure_target", "figure_day", "figure_count", "figure_case", "figure_since"):
        op.drop_table(name)
