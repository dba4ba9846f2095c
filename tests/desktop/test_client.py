"""The client through its one door, without a server: what an administrator sees and does offline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.values import Delivery, MemberQuery, OpState, Seen, TransferQuery
from domain.transfers import TransferState
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import Filled, fill_profile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.client import Client
    from desktop.values import TransferRow


@pytest.fixture
def filled(tmp_path: Path) -> Filled:
    return fill_profile(tmp_path / "profiles", MemoryKeychain())


@pytest.fixture
def client(filled: Filled) -> Iterator[Client]:
    client = filled.client()
    yield client
    client.close()


def pending(client: Client) -> list[TransferRow]:
    return client.transfers(client.transfer_ids(TransferQuery()))


def seen_of(rows: list[TransferRow]) -> list[Seen]:
    return [Seen(id=row.transfer.id, version=row.transfer.version) for row in rows]


def test_R113_decision_is_kept_across_a_restart_and_shown_as_waiting(filled: Filled, client: Client) -> None:
    first = pending(client)[:1]
    [outcome] = client.approve_transfers(seen_of(first), "同意")
    assert outcome.refusal is None
    client.close()

    again = filled.client()
    try:
        [item] = again.outbox()
        assert (item.op_id, item.state, item.entered) == (outcome.op_id, OpState.WAITING, {"remark": "同意"})
        [row] = again.transfers([first[0].transfer.id])
        assert row.delivery is Delivery.WAITING
        assert row.transfer.state is TransferState.AWAITING_DESTINATION
    finally:
        again.close()


def test_R113_everything_can_be_read_offline(client: Client) -> None:
    assert client.session.offline
    assert client.counts().pending == len(pending(client)) > 0
    assert client.members(client.member_ids(MemberQuery()))
    assert client.policy() is not None
