from sqlalchemy import Boolean, Column, ForeignKey, Index, Table, text

from server.database.schema import Line, Number, metadata

# SPEC R70–R72. The entries of all registers, each in the form of its own (``register``).
entry = Table(
    "entry",
    metadata,
    Column("id", Line, primary_key=True),
    Column("version", Number, nullable=False),
    Column("register", Line, nullable=False),
    Column("member_id", Line, ForeignKey("member.id"), nullable=False),
    Column("organisation_id", Line, ForeignKey("organisation.id"), nullable=False),
    Column("open", Boolean, nullable=False),
    Column("document", Line, nullable=False),
    # Also when two requests race: the database itself knows of one open entry in each register at most.
    Index(
        "uq_entry_open_member_id_register",
        "member_id",
        "register",
        unique=True,
        sqlite_where=text("open"),
        postgresql_where=text("open"),
    ),
    Index("ix_entry_member_id", "member_id"),
)
