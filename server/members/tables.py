from sqlalchemy import Column, ForeignKey, Index, Integer, Table, text

from server.database.schema import Line, Number, metadata

# ``graduates_in``: the year of their own month, which counts in a mixed branch (SPEC R23, R24).
# ``deleted_at``: set while the member is deleted, lies in no bucket and is found by nobody (SPEC R46).
member = Table(
    "member",
    metadata,
    Column("id", Line, primary_key=True),
    Column("version", Number, nullable=False),
    Column("organisation_id", Line, ForeignKey("organisation.id"), nullable=False),
    Column("document", Line, nullable=False),
    Column("graduates_in", Integer),
    Column("marked_from", Line),
    Column("deleted_at", Line),
    Column("identity_number", Line),
    Index("ix_member_identity_number", "identity_number"),
    Index("ix_member_organisation_id_id", "organisation_id", "id"),
    Index(
        "ix_member_organisation_id_graduates_in",
        "organisation_id",
        "graduates_in",
        sqlite_where=text("graduates_in IS NOT NULL"),
        postgresql_where=text("graduates_in IS NOT NULL"),
    ),
    Index(
        "ix_member_marked_from",
        "marked_from",
        sqlite_where=text("marked_from IS NOT NULL"),
        postgresql_where=text("marked_from IS NOT NULL"),
    ),
)

# SPEC R46. All that is needed to bring a deleted member back.
deletion = Table(
    "deletion",
    metadata,
    Column("member_id", Line, ForeignKey("member.id"), primary_key=True),
    Column("document", Line, nullable=False),
)
