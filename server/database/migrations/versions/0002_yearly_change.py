"""What the yearly change (SPEC R24) looks for: in which year branches and members graduate."""

# ruff: noqa: S608 - only texts of this file are put together.
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Places in the documents of this form, which are arrays.
_CATEGORY, _KIND, _ACTIVE = 8, 7, 18
_BRANCH_MONTH, _MIXED, _GRADUATE_YEAR, _MEMBER_MONTH = 15, 16, 17, 16


def upgrade() -> None:
    op.add_column("organisation", sa.Column("graduates_in", sa.Integer(), nullable=True))
    op.add_column("organisation", sa.Column("mixed_after", sa.Integer(), nullable=True))
    op.add_column("member", sa.Column("graduates_in", sa.Integer(), nullable=True))
    _fill()
    for name in ("graduates_in", "mixed_after"):
        filled = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"ix_organisation_{name}", "organisation", [name], sqlite_where=filled, postgresql_where=filled
        )
    filled = sa.text("graduates_in IS NOT NULL")
    op.create_index(
        "ix_member_organisation_id_graduates_in",
        "member",
        ["organisation_id", "graduates_in"],
        sqlite_where=filled,
        postgresql_where=filled,
    )


def _fill() -> None:
    own, year = _text(_MEMBER_MONTH), _year(_MEMBER_MONTH)
    op.execute(f"UPDATE member SET graduates_in = {year} WHERE {own} IS NOT NULL")
    takes_part = (
        f"{_text(_KIND)} = 'branch' AND {_true(_ACTIVE)}"
        f" AND {_text(_CATEGORY)} NOT IN ('delayed_graduate', 'abroad_study', 'special_unit')"
    )
    former = f"COALESCE(CAST({_text(_GRADUATE_YEAR)} AS INTEGER), 0)"
    mixed, month, year = _true(_MIXED), _text(_BRANCH_MONTH), _year(_BRANCH_MONTH)
    op.execute(f"UPDATE organisation SET mixed_after = {former} WHERE {takes_part} AND {mixed}")
    op.execute(
        f"UPDATE organisation SET graduates_in = {year}"
        f" WHERE {takes_part} AND NOT {mixed} AND {month} IS NOT NULL AND {year} > {former}"
    )


def _text(place: int) -> str:
    if op.get_bind().dialect.name == "postgresql":
        return f"(CAST(document AS json) ->> {place})"
    return f"json_extract(document, '$[{place}]')"


def _true(place: int) -> str:
    yes = "'true'" if op.get_bind().dialect.name == "postgresql" else "1"
    return f"({_text(place)} = {yes})"


def _year(place: int) -> str:
    return f"CAST(substr({_text(place)}, 1, 4) AS INTEGER)"


def downgrade() -> None:
    op.drop_index("ix_member_organisation_id_graduates_in", "member")
    for name in ("mixed_after", "graduates_in"):
        op.drop_index(f"ix_organisation_{name}", "organisation")
        op.drop_column("organisation", name)
    op.drop_column("member", "graduates_in")
