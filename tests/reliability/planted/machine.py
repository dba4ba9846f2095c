"""Bugs on the client's machine: its process, files, keys."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import delete, update

from desktop.errors import ClientError
from desktop.outbox import Outbox, tables
from desktop.values import OpState
from tests.reliability.planting import bug, put, there


@bug("F1")
def saved_is_said_first() -> None:
    """Deciding answers at once, and what was decided is written with the next decision."""
    unwritten: list[Any] = []
    add = Outbox.add

    def later(outbox: Outbox, ops: Any) -> None:
        if unwritten:
            add(outbox, unwritten.pop())
        unwritten.append(ops)

    put("desktop.outbox.outbox:Outbox.add", later)


@bug("F2")
def outbox_is_tidied() -> None:
    """Opening the outbox throws away what was never sent."""
    opened = Outbox.open

    def tidied(file: Path, key: bytes) -> Outbox:
        outbox = opened(file, key)
        with outbox._database.write() as connection:
            connection.execute(delete(tables.op).where(tables.op.c.state == OpState.WAITING))
        return outbox

    put("desktop.outbox.outbox:Outbox.open", staticmethod(tidied))


@bug("F3")
def sent_is_taken_for_done() -> None:
    """What was under way when the program died is taken for carried out."""
    opened = Outbox.open

    def trusting(file: Path, key: bytes) -> Outbox:
        outbox = opened(file, key)
        with outbox._database.write() as connection:
            sent = update(tables.op).where(tables.op.c.state == OpState.SENDING)
            connection.execute(sent.values(state=OpState.APPLIED))
        return outbox

    put("desktop.outbox.outbox:Outbox.open", staticmethod(trusting))


@bug("F5")
def cursor_moves_alone() -> None:
    """A page's rows are committed before its cursor."""
    save = there("desktop.cache.applying:save_area")

    def alone(connection: Any, state: Any) -> None:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        save(connection, state)

    put("desktop.cache.applying:save_area", alone)


@bug("F6")
def first_sync_begins_anew() -> None:
    """What was fetched before the kill is forgotten."""
    fill = there("desktop.cache.swapping:area_to_fill")
    begun: set[str] = set()

    def forgetful(connection: Any, epoch: str) -> Any:
        area = fill(connection, epoch)
        is_first = f"{os.getpid()} {connection.engine.url} {id(connection.engine)}" not in begun
        begun.add(f"{os.getpid()} {connection.engine.url} {id(connection.engine)}")
        return None if area is not None and area.name == "staging" and is_first else area

    put("desktop.cache.swapping:area_to_fill", forgetful)


@bug("F7")
def swap_is_in_two_parts() -> None:
    """The old rows are gone for good before the new ones have their indexes and their cursor."""
    save = there("desktop.cache.swapping:save_area")

    def hasty(connection: Any, state: Any) -> None:
        if state.name == "live":
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        save(connection, state)

    put("desktop.cache.swapping:save_area", hasty)


@bug("F8")
def nothing_is_synced() -> None:
    """The outbox commits as the cache does, without demanding that the disk has it."""
    prepare = there("desktop.database:_prepare")

    def lazy(engine: Any, key: bytes, *, full_sync: bool, read_only: bool) -> None:
        prepare(engine, key, full_sync=False, read_only=read_only)

    put("desktop.database:_prepare", lazy)


@bug("F9")
def damaged_outbox_is_made_anew() -> None:
    """A damaged outbox is replaced by an empty one."""
    opened = Outbox.open

    def obliging(file: Path, key: bytes) -> Outbox:
        try:
            return opened(file, key)
        except ClientError:
            file.unlink(missing_ok=True)
            Outbox.create(file, key)
            return opened(file, key)

    put("desktop.outbox.outbox:Outbox.open", staticmethod(obliging))


@bug("F10")
def ops_are_saved_one_by_one() -> None:
    """Of several decisions some are saved when the disk gets full."""
    add = Outbox.add

    def one_by_one(outbox: Outbox, ops: Any) -> None:
        for each in ops:
            add(outbox, [each])

    put("desktop.outbox.outbox:Outbox.add", one_by_one)


@bug("F12")
def faults_of_the_disk_are_silent() -> None:
    """A file that cannot be written is passed over."""

    def silent(file: Path, content: bytes) -> None:
        with suppress(OSError):
            file.write_bytes(content)

    put("desktop.files:write_whole", silent)
    put("desktop.database:_CODES", {})


@bug("F13")
def lock_is_no_lock() -> None:
    """Two programs open one profile."""

    def unlocked(self: Any, folder: Path) -> None:
        self._file = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)

    put("desktop.profile:FolderLock.__init__", unlocked)


@bug("F14")
def lost_key_is_replaced() -> None:
    """Without its key the outbox is begun anew."""
    from desktop.vault import Vault

    opened = Vault.open_outbox

    def replaced(vault: Vault, profile: Any) -> Outbox:
        try:
            return opened(vault, profile)
        except ClientError:
            profile.outbox_file.unlink(missing_ok=True)
            vault.create_outbox(profile)
            return opened(vault, profile)

    put("desktop.vault:Vault.open_outbox", replaced)


@bug("F15")
def key_is_written_in_place() -> None:
    """The key's file is emptied and then filled, instead of being replaced as a whole."""

    def in_place(file: Path, content: bytes) -> None:
        with file.open("wb") as output:
            output.write(content)

    put("desktop.files:write_whole", in_place)


@bug("F16")
def newer_form_is_opened() -> None:
    """The outbox's form is not looked at."""
    put("desktop.outbox.outbox:form_of", lambda _: 0)


@bug("F17")
def form_is_noted_first() -> None:
    """A cache says that it has the new form before it has."""
    from desktop.cache.cache import Cache
    from desktop.cache.tables import FORM, metadata
    from desktop.database import set_form

    def hasty(self: Cache, database: Any = None) -> Any:
        database = database or self._connected()
        with database.write() as connection:
            set_form(connection, FORM)
        for table in metadata.sorted_tables:
            with database.write() as connection:
                table.create(connection)
        return database

    put("desktop.cache.cache:Cache._created", hasty)


@bug("F18")
def synced_folders_are_not_known() -> None:
    """No folder is taken for a synced one."""
    put("desktop.synced_folders:sync_service_of", lambda _: "")
