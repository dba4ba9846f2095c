"""The tables of the cache, three times over: as the server said (live), as it is just being fetched anew
(staging), and as the outbox makes rows (overlay).

Columns are only what lists filter or sort by; everything else is in ``document``, last, so that
reading the columns does not touch it.
"""

from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem

from domain.registers import Register

FORM = 2
"""Raised with every change below or in rows.py; a cache of another form is fetched anew."""

metadata = MetaData()


@dataclass(frozen=True, slots=True)
class Tables:
    organisation: Table
    member: Table
    transfer: Table
    edition: Table
    entry: Table
    """Of all registers."""
    message: Table
    """Derived from the rows beside it, and never without them."""
    placement: Table
    """Where rows lie. A transfer lies in several buckets and is gone when its last placement is."""
    bucket: Table
    """The organisations that the scope consists of."""

    def entities(self) -> dict[str, Table]:
        """Of what only a newer server knows, just the placements are kept."""
        return {
            "organisation": self.organisation,
            "member": self.member,
            "transfer": self.transfer,
            "edition": self.edition,
            **dict.fromkeys(Register, self.entry),
        }

    def all(self) -> list[Table]:
        return [*dict.fromkeys(self.entities().values()), self.message, self.placement, self.bucket]


def _entity(name: str, *columns: SchemaItem) -> Table:
    return Table(
        name,
        metadata,
        Column("id", Text, primary_key=True),
        Column("version", Integer, nullable=False),
        *columns,
        Column("document", Text, nullable=False),
    )


def _organisation(name: str) -> Table:
    return _entity(
        name,
        Column("parent_id", Text),
        Column("path", Text, nullable=False),
        Column("active", Boolean, nullable=False),
        Column("mixed", Boolean, nullable=False),
        Column("graduation_month", Text),
        Column("graduates_until", Text),
        Column("takes_delayed", Boolean, nullable=False),
        Column("is_branch", Boolean, nullable=False),
        Column("sort_name", Text, nullable=False),
        Column("search", Text, nullable=False),
    )


def _member(name: str) -> Table:
    return _entity(
        name,
        Column("organisation_id", Text, nullable=False),
        Column("mark", Text),
        Column("delayed", Boolean, nullable=False),
        Column("graduation_month", Text),
        Column("sort_name", Text, nullable=False),
        Column("search", Text, nullable=False),
        Column("numbers", Text, nullable=False),
    )


def _transfer(name: str) -> Table:
    return _entity(
        name,
        Column("member_id", Text, nullable=False),
        Column("acting_id", Text),
        Column("deadline", Text),
        Column("kind", Integer, nullable=False),
        Column("state", Integer, nullable=False),
        Column("edition", Integer, nullable=False),
        Column("opened_on", Text, nullable=False),
        Column("started_at", Text, nullable=False),
        Column("started_here", Boolean, nullable=False),
        Column("decided_at", Text),
        Column("sort_name", Text, nullable=False),
        Column("source", Text, nullable=False),
        Column("destination", Text, nullable=False),
        Column("search", Text, nullable=False),
        Column("numbers", Text, nullable=False),
    )


def _edition(name: str) -> Table:
    return _entity(name, Column("year", Integer, nullable=False))


def _entry(name: str) -> Table:
    return _entity(
        name,
        Column("register", Text, nullable=False),
        Column("member_id", Text, nullable=False),
        Column("organisation_id", Text, nullable=False),
        Column("due_on", Text, nullable=False),
        Column("ended_on", Text),
        Column("sort_name", Text, nullable=False),
        Column("search", Text, nullable=False),
    )


def _message(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("subject_kind", Text, primary_key=True),
        Column("subject_id", Text, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("at", Text, nullable=False),
        Column("kind", Text, nullable=False),
        sqlite_with_rowid=False,
    )


def _tables(prefix: str) -> Tables:
    placement = Table(
        f"{prefix}placement",
        metadata,
        Column("bucket", Text, primary_key=True),
        Column("entity", Text, primary_key=True),
        Column("id", Text, primary_key=True),
        Column("version", Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    bucket = Table(f"{prefix}bucket", metadata, Column("id", Text, primary_key=True), sqlite_with_rowid=False)
    return Tables(
        _organisation(f"{prefix}organisation"),
        _member(f"{prefix}member"),
        _transfer(f"{prefix}transfer"),
        _edition(f"{prefix}edition"),
        _entry(f"{prefix}entry"),
        _message(f"{prefix}message"),
        placement,
        bucket,
    )


LIVE = _tables("")
STAGING = _tables("staging_")

overlay_member = _member("overlay_member")
overlay_transfer = _transfer("overlay_transfer")
overlay_entry = _entry("overlay_entry")

read_message = Table(
    "read_message",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("told", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""What this person has read, here or elsewhere. ``told``: the server knows."""

area = Table(
    "area",
    metadata,
    Column("name", Text, primary_key=True),
    Column("cursor", Text),
    Column("epoch", Text, nullable=False),
    Column("buckets_hash", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("xor", Text, nullable=False),
)
"""How far each area has come. ``n`` and ``xor`` are the sums of its placements (live only)."""

note = Table("note", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))


def _indexes(tables: Tables) -> list[Index]:
    organisation, member, transfer = tables.organisation.c, tables.member.c, tables.transfer.c
    return [
        Index("organisation_by_path", organisation.path, organisation.id),
        Index("organisation_by_parent", organisation.parent_id, organisation.sort_name),
        Index(
            "organisation_by_id",
            organisation.id,
            organisation.sort_name,
            organisation.mixed,
            organisation.graduation_month,
            organisation.graduates_until,
        ),
        Index(
            "organisation_by_name",
            organisation.sort_name,
            organisation.id,
            organisation.active,
            organisation.search,
        ),
        # Whole lists and searches are answered from these without touching a row.
        Index(
            "member_by_name",
            member.delayed,
            member.sort_name,
            member.id,
            member.organisation_id,
            member.mark,
            member.graduation_month,
            member.search,
            member.numbers,
        ),
        Index(
            "member_by_organisation",
            member.organisation_id,
            member.delayed,
            member.mark,
            member.graduation_month,
            member.sort_name,
            member.id,
        ),
        Index("transfer_by_member", transfer.member_id, transfer.acting_id),
        Index(
            "transfer_by_deadline",
            transfer.acting_id,
            transfer.deadline,
            transfer.id,
            transfer.edition,
            transfer.state,
            transfer.opened_on,
            sqlite_where=transfer.acting_id.is_not(None),
        ),
        Index("transfer_by_decision", transfer.decided_at, sqlite_where=transfer.decided_at.is_not(None)),
        Index("transfer_by_start", transfer.started_at, sqlite_where=transfer.started_here.is_(True)),
        Index("entry_by_due", tables.entry.c.register, tables.entry.c.ended_on, tables.entry.c.due_on),
        Index("entry_by_member", tables.entry.c.member_id, tables.entry.c.ended_on),
        Index("message_by_time", tables.message.c.at),
        Index("placement_by_row", tables.placement.c.entity, tables.placement.c.id),
    ]


LIVE_INDEXES = _indexes(LIVE)
"""Made after a first fetch, in one go; staging has none."""
