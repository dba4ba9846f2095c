"""Which database this is. A restored backup gets a new epoch, so that no cursor outlives it."""

import secrets
import uuid
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from server.database import tables
from server.database.writes import synced_writes


@dataclass(frozen=True, slots=True)
class Instance:
    instance_id: str
    epoch: str
    secret: bytes


def read_instance(connection: Connection) -> Instance:
    row = connection.execute(
        select(tables.instance.c.instance_id, tables.instance.c.epoch, tables.instance.c.secret)
    ).one()
    return Instance(row.instance_id, row.epoch, bytes.fromhex(row.secret))


def ensure_instance(connection: Connection) -> None:
    """Gives a new database its name and its counter, once."""
    if connection.execute(select(tables.instance.c.id)).first() is not None:
        return
    names = {"instance_id": str(uuid.uuid4()), "epoch": str(uuid.uuid4()), "secret": secrets.token_hex(32)}
    connection.execute(insert(tables.instance).values(id=1, **names))
    with synced_writes(connection):
        connection.execute(
            insert(tables.counter).values(id=1, seq=0, tree_seq=0, floor=0, audit_number=0, audit_hash="")
        )


def begin_epoch(connection: Connection) -> str:
    """To be called once after a backup was restored: what the clients know is then void."""
    epoch = str(uuid.uuid4())
    connection.execute(update(tables.instance).values(epoch=epoch))
    return epoch
