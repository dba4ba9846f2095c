"""Everything that the database holds, as JSON lines: one file for each table, one line for each row, and a
manifest with counts and hashes.

Secrets stay where they are: hashes of passwords, codes and tokens, and the instance's key.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Table, select

from domain.registers import Register
from server.administration.places import AdministrationError, private_opener, record
from server.database.engine import Database
from server.database.feed import read_head
from server.database.instance import read_instance
from server.database.tables import audit, instance
from server.deputies.tables import deputation
from server.documents import LAYOUTS, Entity, instant_text
from server.figures.tables import figure_target
from server.members.tables import deletion, member
from server.messages.tables import read_message, reading
from server.organisations.tables import organisation
from server.policies.tables import edition
from server.registers.tables import entry
from server.sessions.tables import account, administrator
from server.sync.tables import op
from server.transfers.tables import transfer

_DOCUMENTS = {
    Entity.ORGANISATION: organisation,
    Entity.MEMBER: member,
    Entity.TRANSFER: transfer,
    Entity.EDITION: edition,
    **{Entity(register): entry for register in Register},
}
_TABLES = (
    account, administrator, deletion, deputation, figure_target, op, audit, instance, reading, read_message,
)  # fmt: skip
LEFT_OUT = frozenset(
    {
        # What is made from the rest, or is of this machine's day only.
        "counter", "feed", "bucket", "figure_since", "figure_case", "figure_count", "figure_day", "heartbeat",
        # What lets somebody in.
        "session", "refresh_token", "reset_code", "second_factor", "recovery_code", "attempt",
    }
)  # fmt: skip
_SECRET = frozenset({"password_hash", "secret", "audit_key_check"})
_AT_ONCE = 1000
FORMAT = 1
"""Goes up when a reader of the former would be wrong about it."""


class Written(NamedTuple):
    """One file, as the manifest has it."""

    file: str
    lines: int
    bytes: int
    sha256: str


def export(database: Database, folder: Path) -> list[Written]:
    """All of one moment. The manifest is written last: where there is none, the export was broken off."""
    if folder.exists() and any(folder.iterdir()):
        raise AdministrationError(f"文件夹“{folder}”不是空的，请换一个。")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with database.writing() as connection:
        record(connection, "exported")
    with database.reading() as connection:
        files = [_write(folder, entity.value, _documents(connection, entity)) for entity in _DOCUMENTS]
        files += [_write(folder, table.name, _rows(connection, table)) for table in _TABLES]
        _write_manifest(connection, folder, files)
    return files


def _write(folder: Path, name: str, lines: Iterator[str]) -> Written:
    count = size = 0
    path, digest = folder / f"{name}.jsonl", hashlib.sha256()
    with open(path, "wb", opener=private_opener) as file:
        for line in lines:
            written = f"{line}\n".encode()
            file.write(written)
            digest.update(written)
            count += 1
            size += len(written)
    return Written(path.name, count, size, digest.hexdigest())


def _write_manifest(connection: Connection, folder: Path, files: list[Written]) -> None:
    here, head = read_instance(connection), read_head(connection)
    manifest = {
        "format": FORMAT,
        "instance_id": here.instance_id,
        "epoch": here.epoch,
        "exported_at": instant_text(datetime.now(UTC)),
        "seq": head.seq,
        "audit_head": {"number": head.audit_number, "hash": head.audit_hash},
        "files": [written._asdict() for written in files],
    }
    with open(folder / "manifest.json", "w", encoding="utf-8", opener=private_opener) as file:
        json.dump(manifest, file, ensure_ascii=False, indent=2)


def _documents(connection: Connection, entity: Entity) -> Iterator[str]:
    table, columns = _DOCUMENTS[entity], LAYOUTS[entity].columns
    streamed = connection.execution_options(yield_per=_AT_ONCE)
    query = select(table.c.document).order_by(table.c.id)
    if table is member:
        # Who was deleted stands in the file of deletions.
        query = query.where(member.c.deleted_at.is_(None))
    if table is entry:
        query = query.where(entry.c.register == entity.value)
    for document in streamed.scalars(query):
        yield _line(dict(zip(columns, json.loads(document), strict=True)))


def _rows(connection: Connection, table: Table) -> Iterator[str]:
    shown = [column for column in table.columns if column.name not in _SECRET]
    streamed = connection.execution_options(yield_per=_AT_ONCE)
    for row in streamed.execute(select(*shown).order_by(*table.primary_key)):
        yield _line(dict(row._mapping))


def _line(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
