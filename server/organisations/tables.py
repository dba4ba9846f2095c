from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, text

from server.database.schema import Line, Number, metadata

# For the yearly change (SPEC R24). ``graduates_in``: the year whose change is to make the branch a graduate
# organisation; ``mixed_after``: of a mixed branch, the year of its last change, 0 before the first.
organisation = Table(
    "organisation",
    metadata,
    Column("id", Line, primary_key=True),
    Column("version", Number, nullable=False),
    Column("parent_id", Line, ForeignKey("organisation.id")),
    Column("path", Line, nullable=False),
    Column("full_name", Line, nullable=False),
    Column("kind", Line, nullable=False),
    Column("system", Line, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("search", Line, nullable=False),
    Column("document", Line, nullable=False),
    Column("graduates_in", Integer),
    Column("mixed_after", Integer),
    Index("ix_organisation_path", "path", unique=True),
    Index("ix_organisation_full_name", "full_name"),
    *(
        Index(
            f"ix_organisation_{name}",
            name,
            sqlite_where=text(f"{name} IS NOT NULL"),
            postgresql_where=text(f"{name} IS NOT NULL"),
        )
        for name in ("graduates_in", "mixed_after")
    ),
)
