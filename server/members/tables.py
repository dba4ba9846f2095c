from sqlalchemy import Column, ForeignKey, Index, Table

from server.database.schema import Line, Number, metadata

member = Table(
    "member",
    metadata,
    Column("id", Line, primary_key=True),
    Column("version", Number, nullable=False),
    Column("organisation_id", Line, ForeignKey("organisation.id"), nullable=False),
    Column("document", Line, nullable=False),
    Index("ix_member_organisation_id_id", "organisation_id", "id"),
)
