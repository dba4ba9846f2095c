"""Changes made round the wire but through the unit of work, as later features will make them."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from server.database.unit_of_work import UnitOfWork
from server.members.repository import find_member
from server.organisations.repository import find_organisation
from server.organisations.tables import organisation
from server.scope import NATIONWIDE
from server.state import State
from tests.server.sample import id_of


def change_organisation(state: State, key: str, **changes: Any) -> None:
    with state.database.writing() as connection:
        found = find_organisation(connection, NATIONWIDE, id_of(key), lock=True)
        assert found is not None
        unit = UnitOfWork(connection, state.clock())
        unit.save_organisation(replace(found, version=found.version + 1, **changes))
        unit.finish()


def change_member(state: State, member_id: str, **changes: Any) -> None:
    with state.database.writing() as connection:
        found = find_member(connection, NATIONWIDE, member_id, lock=True)
        assert found is not None
        unit = UnitOfWork(connection, state.clock())
        unit.save_member(replace(found, version=found.version + 1, **changes))
        unit.finish()


def path_of(state: State, key: str) -> str:
    with state.database.reading() as connection:
        return str(connection.scalar(select(organisation.c.path).where(organisation.c.id == id_of(key))))
