from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, Text

FORM = 1
"""Raised with every change below; an older program then refuses the file."""

metadata = MetaData()

op = Table(
    "op",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("op_id", Text, nullable=False, unique=True),
    Column("device_seq", Integer, unique=True),
    Column("kind", Text, nullable=False),
    Column("subject_id", Text, nullable=False),
    Column("seen_version", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("after", Text),
    Column("state", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("seq", Integer),
    Column("settled_at", Text),
    Column("dismissed", Boolean, nullable=False),
    Index("op_by_subject", "subject_id"),
    Index("op_by_state", "state", "dismissed"),
    sqlite_autoincrement=True,
)
"""``position`` is the order in which things were decided."""

note = Table(
    "note",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""``epoch``: the server's when ops were last acknowledged. ``device_seq``: the highest number given."""
