"""Sets what an organisation is to reach (SPEC R105)."""

from datetime import datetime

from sqlalchemy import Connection, delete, text

from domain.policy import Figure
from server.database.unit_of_work import UnitOfWork
from server.documents import instant_text
from server.figures.repository import TARGET_UNIT
from server.figures.tables import figure_target
from server.figures.wire import SetTargets
from server.sessions.callers import Caller

_PUT = text(
    "INSERT INTO figure_target (organisation_id, year, figure, value, set_by, set_at)"
    " VALUES (:organisation_id, :year, :figure, :value, :set_by, :set_at)"
    " ON CONFLICT (organisation_id, year, figure) DO UPDATE"
    " SET value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at"
)


def set_targets(unit: UnitOfWork, caller: Caller, organisation_id: str, wish: SetTargets) -> None:
    user_id = caller.actor.user_id
    for figure, value in sorted(wish.targets.named().items()):
        key = {"organisation_id": organisation_id, "year": wish.year, "figure": figure.value}
        if value is None:
            _take_away(unit.connection, organisation_id, wish.year, figure)
        else:
            _put(unit.connection, key, value, user_id, unit.now)
    targets = {figure.value: value for figure, value in wish.targets.named().items()}
    unit.record(
        user_id,
        "targets_set",
        organisation_id,
        organisation=caller.actor.organisation.id,
        year=wish.year,
        targets=targets,
    )


def _put(connection: Connection, key: dict[str, object], value: float, user_id: str, now: datetime) -> None:
    stored = {"value": round(value * TARGET_UNIT), "set_by": user_id, "set_at": instant_text(now)}
    connection.execute(_PUT, key | stored)


def _take_away(connection: Connection, organisation_id: str, year: int, figure: Figure) -> None:
    table = figure_target.c
    connection.execute(
        delete(figure_target).where(
            table.organisation_id == organisation_id, table.year == year, table.figure == figure.value
        )
    )
