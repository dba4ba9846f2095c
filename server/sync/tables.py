from sqlalchemy import Column, Table

from server.database.schema import Line, Number, metadata

# Every op that was settled, with its result: the same op again gets the same answer and no second effect.
op = Table(
    "op",
    metadata,
    Column("user_id", Line, primary_key=True),
    Column("op_id", Line, primary_key=True),
    Column("body_sha256", Line, nullable=False),
    Column("device_id", Line, nullable=False),
    Column("device_seq", Number, nullable=False),
    Column("kind", Line, nullable=False),
    Column("subject_id", Line, nullable=False),
    Column("decided_at", Line, nullable=False),
    Column("received_at", Line, nullable=False),
    Column("outcome", Line),
    Column("result", Line),
)
