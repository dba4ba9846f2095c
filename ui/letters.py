"""Whose letters of introduction can be written now (SPEC R90, R117)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from desktop.exchange.pace import Pace
from domain.instants import china_date
from domain.transfers import OPEN_STATES, Transfer, TransferState

if TYPE_CHECKING:
    from desktop.client import Client


class Letters(NamedTuple):
    transfers: list[Transfer]
    missed: int
    """How many have no transfer that a letter can be written for."""
    day: date


def letters_of_members(client: "Client", member_ids: Sequence[str], scope: str, pace: Pace) -> Letters:
    """Of the transfers that are open for them. As ``letters_of_transfers``."""
    rows = client.members(member_ids)
    ids = [row.open_transfer_id for row in rows if row.open_transfer_id is not None]
    letters = letters_of_transfers(client, ids, scope, pace)
    return letters._replace(missed=len(member_ids) - len(letters.transfers))


def letters_of_transfers(client: "Client", ids: Sequence[str], scope: str, pace: Pace) -> Letters:
    """Reads, and tells the server whose whole numbers are printed. Raises ClientError, StoppedError."""
    policy = client.policy()
    late = policy is not None and policy.letter_after_completion
    states = {TransferState.COMPLETED} if late else OPEN_STATES | {TransferState.COMPLETED}
    transfers = [row.transfer for row in client.transfers(ids) if row.transfer.state in states]
    if transfers:
        client.record_full_numbers([each.member_id for each in transfers], scope, pace)
    return Letters(transfers, len(ids) - len(transfers), china_date(datetime.now(UTC)))
