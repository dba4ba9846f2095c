"""The audit trail (SPEC R14): records that only grow in number, chained so that tampering shows.

Each record's hash covers its content and the hash before it, with a key that is not in the trail. The
last hash travels with every hello, so that also a trail that was rewritten from some record on is
known by whoever saw an older head.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from server.database.audit_key import TrailKey, key_of
from server.database.prepared import Prepared
from server.database.tables import audit


class Entry(NamedTuple):
    at: str
    actor: str
    action: str
    subject: str
    detail: Mapping[str, object]


def append(connection: Connection, entries: Iterable[Entry], number: int, last: str) -> tuple[int, str]:
    """Only while the counter is locked; answers the new last number and hash."""
    rows, key = [], key_of(connection).key
    for entry in entries:
        number += 1
        detail = json.dumps(entry.detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        last = _hash(key, last, number, *entry[:4], detail)
        rows.append({**entry._asdict(), "number": number, "detail": detail, "hash": last})
    _APPEND.write_all(connection, rows)
    return number, last


_APPEND = Prepared(insert(audit))


def first_broken(connection: Connection, key: TrailKey | None = None) -> int | None:
    """The number of the first record that does not follow from the one before; None if all do. ``key`` None:
    the one of the database."""
    key = key or key_of(connection)
    last, expected = "", 1
    for row in connection.execute(select(audit).order_by(audit.c.number)):
        if expected == key.after + 1 and last != key.after_hash:
            return key.after
        last = _hash(
            key.former if expected <= key.after else key.key,
            last,
            expected,
            row.at,
            row.actor,
            row.action,
            row.subject,
            row.detail,
        )
        if row.number != expected or row.hash != last:
            return expected
        expected += 1
    return None


def _hash(key: bytes, *parts: str | int) -> str:
    content = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key, content.encode(), hashlib.sha256).hexdigest()
