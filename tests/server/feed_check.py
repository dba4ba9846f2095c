"""Whether the feed says what the tables hold: the check that catches a write that went round it."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select

from server.database import audit, feed, tables
from server.database.engine import Database
from server.database.rows import buckets_of
from server.documents import LAYOUTS, Entity
from server.members.tables import member
from server.organisations.tables import organisation
from server.policies.tables import edition
from server.registers.tables import entry
from server.transfers.tables import transfer

TABLES = {
    Entity.ORGANISATION: organisation,
    Entity.MEMBER: member,
    Entity.TRANSFER: transfer,
    Entity.EDITION: edition,
    **dict.fromkeys((Entity.STUDY_ABROAD, Entity.RETENTION, Entity.FOLLOW_UP), entry),
}


def feed_errors(database: Database) -> list[str]:
    with database.reading() as connection:
        rows = connection.execute(select(tables.feed)).all()
        sums = {row.id: (row.rows, row.xor) for row in connection.execute(select(tables.bucket))}
        head = feed.read_head(connection)
        errors = []
        lying = {(row.bucket, row.entity, row.id): row.version for row in rows if row.left_at is None}
        expected: dict[tuple[str, str, str], int] = {}
        for entity, table in TABLES.items():
            for found in connection.execute(select(table)):
                if getattr(found, "register", entity) != entity:
                    continue
                value = LAYOUTS[entity].read(found.document)
                if value.version != found.version or value.id != found.id:
                    errors.append(f"{entity} {found.id}: document and columns differ")
                if getattr(found, "deleted_at", None) is not None:
                    continue
                expected |= {(bucket, entity, value.id): value.version for bucket in buckets_of(value)}
        if lying != expected:
            errors.append(f"the feed lacks {expected.items() - lying.items()}")
            errors.append(f"the feed has {lying.items() - expected.items()} too much")
        if _sums(lying) != {name: found for name, found in sums.items() if found[0]}:
            errors.append("the buckets' sums are wrong")
        if rows and max(row.seq for row in rows) > head.seq:
            errors.append("the feed is ahead of the counter")
        broken = audit.first_broken(connection)
        if broken is not None:
            errors.append(f"the audit trail is broken at {broken}")
    return errors


def _sums(lying: dict[tuple[str, str, str], int]) -> dict[str, tuple[Any, Any]]:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (bucket, entity, row_id), version in lying.items():
        sums[bucket][0] += 1
        sums[bucket][1] ^= feed.checksum(bucket, entity, row_id, version)
    return {name: (rows, xor) for name, (rows, xor) in sums.items()}
