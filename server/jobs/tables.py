from sqlalchemy import Column, Integer, Table

from server.database.schema import Line, metadata

# One row. ``seen``: when a serving process last looked for due work; ``stopped`` and ``resumed``: the
# standstill whose days are still to be given back.
heartbeat = Table(
    "heartbeat",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seen", Line, nullable=False),
    Column("stopped", Line),
    Column("resumed", Line),
)
