"""A member's own transfers: the open one, then the newest first."""

from sqlalchemy import Connection, select

from domain.transfers import OPEN_STATES, Transfer
from server.documents import TRANSFERS
from server.scope import Scope
from server.transfers.tables import transfer


def own_transfers(connection: Connection, scope: Scope) -> list[Transfer]:
    """Raises ValueError for the scope of anybody but a member; a person has few."""
    if scope.member_id is None:
        raise ValueError("own transfers are a member's")
    documents = connection.scalars(select(transfer.c.document).where(scope.holds_transfer()))
    found = [TRANSFERS.read(document) for document in documents]
    # Not by time alone: a clock that was set back would bury the one that is under way.
    return sorted(found, key=lambda each: (each.state in OPEN_STATES, each.started_at), reverse=True)
