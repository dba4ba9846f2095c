from sqlalchemy import Column, ForeignKey, Index, Table

from server.database.schema import Line, Number, metadata

# What a person has read of an organisation's messages (decision 0015). ``until``: everything up to then;
# ``number``: of the last single mark.
reading = Table(
    "reading",
    metadata,
    Column("user_id", Line, ForeignKey("account.id"), primary_key=True),
    Column("organisation_id", Line, ForeignKey("organisation.id"), primary_key=True),
    Column("until", Line, nullable=False),
    Column("number", Number, nullable=False),
)

# Single messages that were read, numbered in the order in which it was told.
read_message = Table(
    "read_message",
    metadata,
    Column("user_id", Line, primary_key=True),
    Column("organisation_id", Line, primary_key=True),
    Column("id", Line, primary_key=True),
    Column("at", Line, nullable=False),
    Column("number", Number, nullable=False),
    Index("ix_read_message_user_id_organisation_id_number", "user_id", "organisation_id", "number"),
)
