from sqlalchemy import Boolean, Column, ForeignKey, Index, Table, text

from server.database.schema import Line, Number, metadata

transfer = Table(
    "transfer",
    metadata,
    Column("id", Line, primary_key=True),
    Column("version", Number, nullable=False),
    Column("member_id", Line, ForeignKey("member.id"), nullable=False),
    Column("state", Line, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("deadline", Line),
    Column("document", Line, nullable=False),
    # SPEC R41, also when two requests race: the database itself knows of one open transfer at most.
    Index(
        "uq_transfer_open_member_id",
        "member_id",
        unique=True,
        sqlite_where=text("open"),
        postgresql_where=text("open"),
    ),
    Index("ix_transfer_member_id", "member_id"),
    Index("ix_transfer_open_deadline", "deadline", sqlite_where=text("open"), postgresql_where=text("open")),
)
