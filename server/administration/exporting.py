"""Everything that the database holds, as JSON lines: one file for each table, one line for each row.

Secrets stay where they are: hashes of passwords, codes and tokens, and the instance's key.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Table, select

from domain.registers import Register
from server.administration.places import AdministrationError, private_opener, record
from server.database.engine import Database
from server.database.tables import audit, instance
from server.deputies.tables import deputation
from server.documents import LAYOUTS, Entity
from server.figures.tables import figure_target
from server.members.tables import deletion, member
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
_TABLES = (account, administrator, deletion, deputation, figure_target, op, audit, instance)
_SECRET = frozenset({"password_hash", "secret"})
_AT_ONCE = 1000


def export(database: Database, folder: Path) -> dict[str, int]:
    """How many lines are in which file; all of one moment."""
    if folder.exists() and any(folder.iterdir()):
        raise AdministrationError(f"文件夹“{folder}”不是空的，请换一个。")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with database.writing() as connection:
        record(connection, "exported")
    with database.reading() as connection:
        counts = {
            entity.value: _write(folder, entity.value, _documents(connection, entity))
            for entity in _DOCUMENTS
        }
        counts |= {table.name: _write(folder, table.name, _rows(connection, table)) for table in _TABLES}
    return counts


def _write(folder: Path, name: str, lines: Iterator[str]) -> int:
    count = 0
    path = str(folder / f"{name}.jsonl")
    with open(path, "w", encoding="utf-8", newline="\n", opener=private_opener) as file:
        for line in lines:
            file.write(f"{line}\n")
            count += 1
    return count


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
