"""Which database this is, the feed that clients follow, and the trail of everything that was done."""

from sqlalchemy import Column, Index, Integer, Table

from server.database.schema import Line, Number, metadata

# One row. The epoch is new whenever a database is restored; the secret signs what never leaves the server;
# ``audit_key_check``: by which the key of the audit trail is known, null before there was one.
instance = Table(
    "instance",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("instance_id", Line, nullable=False),
    Column("epoch", Line, nullable=False),
    Column("secret", Line, nullable=False),
    Column("audit_key_check", Line),
)

# One row, locked last in every writing transaction. ``tree_seq``: when scopes last changed; ``floor``:
# the traces of rows that left a bucket are gone up to this number.
counter = Table(
    "counter",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Number, nullable=False),
    Column("tree_seq", Number, nullable=False),
    Column("floor", Number, nullable=False),
    Column("audit_number", Number, nullable=False),
    Column("audit_hash", Line, nullable=False),
)

# The newest change of every row in every bucket; ``left_at`` is set when the row is no longer there.
feed = Table(
    "feed",
    metadata,
    Column("bucket", Line, primary_key=True),
    Column("entity", Line, primary_key=True),
    Column("id", Line, primary_key=True),
    Column("seq", Number, nullable=False),
    Column("version", Number, nullable=False),
    Column("left_at", Line),
    Index("ix_feed_seq", "seq", unique=True),
    Index("ix_feed_bucket_seq", "bucket", "seq"),
    Index("ix_feed_entity_id", "entity", "id"),
    sqlite_with_rowid=False,
)

# Count and checksum of what lies in a bucket, kept up with every change, so that a check reads no rows.
bucket = Table(
    "bucket",
    metadata,
    Column("id", Line, primary_key=True),
    Column("rows", Number, nullable=False),
    Column("xor", Number, nullable=False),
    sqlite_with_rowid=False,
)

# SPEC R14. Only grows; each record's hash covers the one before.
audit = Table(
    "audit",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("at", Line, nullable=False),
    Column("actor", Line, nullable=False),
    Column("action", Line, nullable=False),
    Column("subject", Line, nullable=False),
    Column("detail", Line, nullable=False),
    Column("hash", Line, nullable=False),
    Index("ix_audit_subject", "subject"),
)
