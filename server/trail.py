"""Looking something up is recorded too (SPEC R14), before it is answered."""

from server.database.unit_of_work import UnitOfWork
from server.sessions.callers import Caller
from server.state import State


def record_view(state: State, caller: Caller, action: str, subject: str, **detail: object) -> None:
    with state.database.writing() as connection:
        unit = UnitOfWork(connection, state.clock())
        organisation = caller.actor.organisation.id
        unit.record(caller.actor.user_id, action, subject, organisation=organisation, **detail)
        unit.finish()
