"""Brings the key of the audit trail to a database that is opened; made when there has never been one."""

import secrets
from pathlib import Path

from sqlalchemy import Connection, update

from server.database import feed, tables
from server.database.audit import first_broken
from server.database.audit_key import (
    OPTION,
    AuditKeyError,
    TrailKey,
    check_in_database,
    check_of,
    found_key,
    place_of,
    read_key,
    write_key,
)
from server.database.engine import Database
from server.database.instance import read_instance


def unlock(database: Database, configured: Path | None) -> None:
    """What is recorded through ``database`` from here on is chained with the key. Makes it when there has
    never been one. Raises AuditKeyError."""
    with database.writing() as connection:
        key = _found_or_made(connection, configured)
    database.set_option(OPTION, key)


def _found_or_made(connection: Connection, configured: Path | None) -> TrailKey:
    """Of several processes that start at once one makes it; the others wait for the counter and find it."""
    head = feed.lock_head(connection)
    instance = read_instance(connection)
    if check_in_database(connection) is not None:
        return found_key(connection, instance, configured)
    place = place_of(connection.engine.url, configured, instance.instance_id)
    new = TrailKey(secrets.token_bytes(32), instance.secret, head.audit_number, head.audit_hash)
    if place.exists():
        # It was made just before a crash, or the database has been in an older form meanwhile. Who only has
        # the database gains nothing by making it forget: what follows must be chained with this key.
        new = read_key(place, instance)
        if head.audit_number < new.after or first_broken(connection, new) is not None:
            raise AuditKeyError(
                f"审计密钥文件“{place}”已经存在，而数据库里没有它的记录。如果刚恢复了启用密钥之前的备份，"
                "请把这个文件改名保存后再启动；否则数据库可能被人改动过，请先核查。"
            )
    else:
        write_key(place, instance, new)
    connection.execute(update(tables.instance).values(audit_key_check=check_of(new.key, instance)))
    return new
