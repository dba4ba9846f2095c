"""Single values that belong to the cache."""

import msgspec
from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert as upsert

from desktop.cache.tables import note
from domain.organisations import Card

SESSION = "session"
"""Who is signed in, as it was told last; with it the cache can be opened without a server."""
EDITION_IN_FORCE = "edition_in_force"
"""The year."""
SYNCED_AT = "synced_at"
SERVER_AHEAD = "server_ahead"
"""Seconds by which the server's clock is ahead of this machine's."""


_CARD = "card:{id}"
"""An organisation outside the scope that was chosen as a destination here (SPEC R5)."""

# They are asked all the time, and making a statement takes longer than running it.
_READ = select(note.c.value).where(note.c.name == bindparam("name"))
_PUT = upsert(note).values(name=bindparam("name"), value=bindparam("value"))
_WRITE = _PUT.on_conflict_do_update(index_elements=["name"], set_={"value": _PUT.excluded.value})


def read_card(connection: Connection, organisation_id: str) -> Card | None:
    kept = read_note(connection, _CARD.format(id=organisation_id))
    return None if kept is None else msgspec.json.decode(kept, type=Card)


def keep_card(connection: Connection, card: Card) -> None:
    write_note(connection, _CARD.format(id=card.id), msgspec.json.encode(card).decode())


def read_note(connection: Connection, name: str) -> str | None:
    return connection.execute(_READ, {"name": name}).scalar_one_or_none()


def write_note(connection: Connection, name: str, value: str) -> None:
    connection.execute(_WRITE, {"name": name, "value": value})
