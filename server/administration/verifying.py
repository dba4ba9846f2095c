"""Whether the audit trail is whole (SPEC R14)."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from server.administration.places import AdministrationError
from server.database.audit import first_broken
from server.database.feed import read_head
from server.database.tables import audit


class Trail(NamedTuple):
    number: int
    hash: str


def verify_audit(connection: Connection) -> Trail:
    """Answers the last record's number and hash, as clients keep them. Raises AdministrationError."""
    broken = first_broken(connection)
    if broken is not None:
        raise AdministrationError(f"审计记录从第 {broken} 条起与前文不符：有记录被改动或删去。")
    head = read_head(connection)
    last = connection.execute(select(audit).order_by(audit.c.number.desc()).limit(1)).first()
    present = Trail(last.number, last.hash) if last else Trail(0, "")
    if present != (head.audit_number, head.audit_hash):
        raise AdministrationError(
            f"审计记录应有 {head.audit_number} 条，现有 {present.number} 条：末尾被删去。"
        )
    return present
