from sqlalchemy import Boolean, Column, ForeignKey, Index, Table

from server.database.schema import Line, Number, metadata

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
    Index("ix_organisation_path", "path", unique=True),
    Index("ix_organisation_full_name", "full_name"),
)
