"""Which organisations ail (SPEC R124), as the server said they are; counted without reading their rows."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, exists, func, select

from desktop.cache.selecting import matches, organisation, path_end
from desktop.cache.tables import LIVE
from desktop.documents import ORGANISATIONS, TRANSFERS
from desktop.health_values import FEWEST, LOOKED_BACK, MOST, Ailment
from domain.actors import SYSTEM_USER_ID
from domain.transfers import Transfer, TransferState

_C = organisation.c
_MEMBER, _TRANSFER = LIVE.member.c, LIVE.transfer.c


class Ailing(NamedTuple):
    organisation_id: str
    ailment: Ailment
    number: int


def ailing(connection: Connection, ailment: Ailment, today: date) -> Iterator[Ailing]:
    found = _found(connection, ailment, today)
    yield from (Ailing(each, ailment, number) for each, number in found.items())


def _found(connection: Connection, ailment: Ailment, today: date) -> dict[str, int]:
    match ailment:
        case Ailment.NO_ADMINISTRATOR:
            return _without_administrators(connection)
        case Ailment.LATE:
            return _late(connection, today)
        case Ailment.FEW_MEMBERS:
            return {each: size for each, size in _sizes(connection).items() if size < FEWEST}
        case Ailment.MANY_MEMBERS:
            return {each: size for each, size in _sizes(connection).items() if size > MOST}
        case Ailment.NO_BRANCHES:
            return _without_branches(connection)


def _without_administrators(connection: Connection) -> dict[str, int]:
    kept = f"$[{ORGANISATIONS.columns.index('administrators')}]"
    count = func.json_array_length(_C.document, kept)
    return dict.fromkeys(connection.execute(select(_C.id).where(_C.active, count == 0)).scalars(), 0)


def _sizes(connection: Connection) -> dict[str, int]:
    count = select(func.count()).where(_MEMBER.organisation_id == _C.id).scalar_subquery()
    return _pairs(connection, select(_C.id, count).where(_C.active, _C.is_branch))


def _without_branches(connection: Connection) -> dict[str, int]:
    below = LIVE.organisation.alias("below").c
    # As path_end: «0» follows «/».
    end = func.substr(_C.path, 1, func.length(_C.path) - 1) + path_end("/")
    branch = exists().where(below.path >= _C.path, below.path < end, below.is_branch, below.active)
    statement = select(_C.id).where(_C.active, ~_C.is_branch, ~branch)
    return dict.fromkeys(connection.execute(statement).scalars(), 0)


def _late(connection: Connection, today: date) -> dict[str, int]:
    overdue = select(_TRANSFER.acting_id, func.count()).where(
        _TRANSFER.acting_id.is_not(None), _TRANSFER.deadline < today.isoformat()
    )
    found = Counter(_pairs(connection, overdue.group_by(_TRANSFER.acting_id)))
    since = (today - timedelta(days=LOOKED_BACK)).isoformat()
    # Whatever the system did bears its name; looking for that is much cheaper than reading all of them.
    automatic = func.instr(_TRANSFER.document, f'"{SYSTEM_USER_ID}"') > 0
    documents = select(_TRANSFER.document).where(_TRANSFER.opened_on >= since, automatic)
    for document in connection.execute(documents).scalars():
        found.update(run_out_at(TRANSFERS.read(document)))
    known = set(connection.execute(select(_C.id).where(_C.active)).scalars())
    return {each: number for each, number in found.items() if each in known}


def run_out_at(transfer: Transfer) -> Iterator[str]:
    """In whose stead the system has decided."""
    places = {
        TransferState.AWAITING_SOURCE: transfer.source,
        TransferState.AWAITING_SPECIAL: transfer.special,
        TransferState.AWAITING_DESTINATION: transfer.destination,
    }
    for event in transfer.history:
        card = places.get(event.state) if event.automatic and event.state is not None else None
        if card is not None:
            yield card.id


def names_of(connection: Connection, text: str) -> dict[str, str]:
    """Sort names by id, of those that the text finds."""
    found = matches(organisation, text)
    statement = select(_C.id, _C.sort_name)
    return _pairs(connection, statement if found is None else statement.where(found))


def _pairs(connection: Connection, statement: Select[tuple[Any, Any]]) -> dict[str, Any]:
    return {each: value for each, value in connection.execute(statement)}  # noqa: C416
