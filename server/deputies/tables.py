from sqlalchemy import Column, ForeignKey, Index, Table

from server.database.schema import Line, metadata

# SPEC R84: who stands in for whom, in which organisation, from which day to which.
deputation = Table(
    "deputation",
    metadata,
    Column("id", Line, primary_key=True),
    Column("principal_id", Line, ForeignKey("account.id"), nullable=False),
    Column("deputy_id", Line, ForeignKey("account.id"), nullable=False),
    Column("organisation_id", Line, ForeignKey("organisation.id"), nullable=False),
    Column("first_day", Line, nullable=False),
    Column("last_day", Line, nullable=False),
    Column("ended_at", Line),
    Column("document", Line, nullable=False),
    Index("ix_deputation_principal_id", "principal_id"),
    Index("ix_deputation_deputy_id", "deputy_id"),
)
