"""The figures as they are kept (SPEC R100–R105, decision 14)."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, text

from domain.policy import Letter
from server.database.schema import Line, Number, metadata

LETTERS = tuple(letter.name.lower() for letter in Letter)
"""The columns that count, in the order of the letters."""


def _letters() -> list[Column[int]]:
    return [Column(name, Number, nullable=False) for name in LETTERS]


# One row from when the figures are kept on; none: they are still to be worked out from what is there.
figure_since = Table(
    "figure_since",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("day", Line, nullable=False),
)

# A graduate and the branch that they graduated from. ``year``: whose figures they count in, null for none at
# present; ``graduated_in``: the year as it was last known while they were there, which nothing else remembers
# of a mixed branch; ``transfer_id`` and ``to_id``: what counts for them, null when nothing was started;
# ``going``: what became of it (server.figures.cases).
figure_case = Table(
    "figure_case",
    metadata,
    Column("member_id", Line, ForeignKey("member.id"), primary_key=True),
    Column("home_id", Line, ForeignKey("organisation.id"), primary_key=True),
    Column("graduated_in", Integer),
    Column("year", Integer),
    Column("transfer_id", Line),
    Column("to_id", Line),
    Column("going", Integer, nullable=False),
    Index("ix_figure_case_home_id_year_member_id", "home_id", "year", "member_id"),
    Index(
        "ix_figure_case_to_id_year_member_id",
        "to_id",
        "year",
        "member_id",
        sqlite_where=text("to_id IS NOT NULL"),
        postgresql_where=text("to_id IS NOT NULL"),
    ),
)

# What the cases add up to in an organisation and everything below it; ``changed_on``: the day in China
# since which it is so.
figure_count = Table(
    "figure_count",
    metadata,
    Column("organisation_id", Line, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("changed_on", Line, nullable=False),
    *_letters(),
)

# What ``figure_count`` was at the end of a day on which it had changed; it was the same until the next one.
figure_day = Table(
    "figure_day",
    metadata,
    Column("organisation_id", Line, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("day", Line, primary_key=True),
    *_letters(),
)

# SPEC R105. ``value`` in ten-thousandths, since a share such as 0.95 has no exact binary form.
figure_target = Table(
    "figure_target",
    metadata,
    Column("organisation_id", Line, ForeignKey("organisation.id"), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("figure", Line, primary_key=True),
    Column("value", Integer, nullable=False),
    Column("set_by", Line, nullable=False),
    Column("set_at", Line, nullable=False),
)
