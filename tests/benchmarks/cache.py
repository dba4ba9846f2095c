"""A real, encrypted cache filled by the way that a sync takes, and a copy of it that is not encrypted."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import msgspec
from sqlalchemy import create_engine
from sqlcipher3 import dbapi2

from desktop.api import Transport
from desktop.api.answers import Hello, Limits, Reads
from desktop.documents import LAYOUTS
from desktop.keys import password_key
from desktop.pages import Change, Page, buckets_hash
from desktop.session import Doorkeeper
from desktop.sync.cycle import Cycle
from domain.actors import Actor, Role
from domain.entries import register_of
from domain.organisations import Organisation, card_of
from domain.registers import Entry
from server.sessions.accounts import NewAccount
from tests.benchmarks.raw import connected
from tests.desktop.feed import buckets_of
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import ACCOUNT, DEVICE, PASSWORD, SERVER, at_noon, new_session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from desktop.api import Api
    from desktop.cache import Cache
    from desktop.session import Opened
    from desktop.workspace import Workspace
    from tests.benchmarks.country import Country

PAGE = 2000
PRAGMAS = ("temp_store = MEMORY", "cache_size = -32768")


class _Shelf:
    """Pages made beforehand, handed out in the place of a server."""

    def __init__(self, country: Country) -> None:
        self._changes = list(_changes(country))
        self._buckets = [each.id for each in country.values if isinstance(each, Organisation)]

    def hello(self) -> Hello:
        limits = Limits(push=100, pull=PAGE)
        return Hello(instance_id="instance", epoch="epoch", schema=(1, 1), limits=limits, edition=2020)

    def pull(self, device_id: str, epoch: str, cursor: str | None, known_hash: str, limit: int) -> Page:
        start = int(cursor or 0)
        end = start + limit
        return Page(
            columns={entity: list(layout.columns) for entity, layout in LAYOUTS.items()},
            changes=self._changes[start:end],
            cursor=str(end),
            more=end < len(self._changes),
            buckets=None if known_hash == buckets_hash(self._buckets) else self._buckets,
        )

    def exchange_reads(self, until: str | None, read: object, known: int) -> Reads:
        return Reads(read=[], known=known, more=False)


def _changes(country: Country) -> Iterator[Change]:
    for seq, value in enumerate(country.values):
        if not isinstance(value, NewAccount):
            entity = register_of(value) if isinstance(value, Entry) else type(value).__name__.lower()
            row = msgspec.Raw(LAYOUTS[entity].write(value).encode())
            for bucket in buckets_of(entity, value):
                yield Change(seq, bucket, entity, value.id, value.version, row)


@contextmanager
def filled_workspace(country: Country, folder: Path) -> Iterator[Workspace]:
    opened = _opened(country, folder)
    try:
        Cycle(opened.workspace, cast("Api", _Shelf(country)), DEVICE).run()
        yield opened.workspace
    finally:
        opened.close()


def _opened(country: Country, folder: Path) -> Opened:
    actor = Actor(user_id="user", name="老师", role=Role.ADMINISTRATOR, organisation=card_of(country.root))
    session = new_session(actor)
    key = password_key(session.instance_id, ACCOUNT, PASSWORD)
    door = Doorkeeper(folder, MemoryKeychain(), at_noon)
    return door.open_online(Transport(SERVER), session, ACCOUNT, key, DEVICE)


def raw_connection(cache: Cache) -> Any:
    """To the encrypted file, with nothing of ours in between."""
    return connected(cache._file, *PRAGMAS, key=cache._key)


class PlainCache:
    """The same tables and indexes, read by the same SQLite, without encryption."""

    def __init__(self, cache: Cache, file: Path) -> None:
        self.viewer = cache.viewer
        connection = raw_connection(cache)
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(file),))
        connection.execute("SELECT sqlcipher_export('plain')")
        connection.close()
        self._engine = create_engine(f"sqlite:///{file}", module=dbapi2)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self._engine.connect() as connection, connection.begin():
            for pragma in PRAGMAS:
                connection.exec_driver_sql(f"PRAGMA {pragma}")
            yield connection

    def close(self) -> None:
        self._engine.dispose()


@contextmanager
def plain_workspace(workspace: Workspace, folder: Path) -> Iterator[Workspace]:
    plain = PlainCache(workspace.cache, folder / "plain.db")
    try:
        yield replace(workspace, cache=cast("Cache", plain))
    finally:
        plain.close()
