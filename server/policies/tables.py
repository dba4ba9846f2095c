from sqlalchemy import Column, Integer, Table

from server.database.schema import Line, Number, metadata

edition = Table(
    "edition",
    metadata,
    Column("id", Line, primary_key=True),
    Column("version", Number, nullable=False),
    Column("year", Integer, nullable=False, unique=True),
    Column("document", Line, nullable=False),
)
