"""What the user does while a push is under way, and answers from the middle of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from desktop.errors import ClientError
from desktop.sync.cycle import Cycle
from desktop.values import MemberQuery, OpState, Seen
from domain.members import Mark
from tests.desktop.profiles import DEVICE
from tests.desktop.sync.test_cycle import NEVER_SENT, Faults, pending, problem, states

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.api import Api
    from desktop.client import Client
    from desktop.outbox import Op
    from tests.desktop.profiles import Filled


@pytest.fixture
def cycle(filled: Filled, client: Client) -> Cycle:
    return Cycle(client._now_open().workspace, cast("Api", filled.api), DEVICE)


def marked(client: Client) -> tuple[Seen, str]:
    """A member that can be marked, and the op that marks them."""
    for row in client.members(client.member_ids(MemberQuery())):
        seen = Seen(id=row.member.id, version=row.member.version)
        [outcome] = client.mark_members([seen], Mark.TEACHER)
        if outcome.op_id is not None:
            return seen, outcome.op_id
    raise AssertionError("nobody can be marked")


def test_busy_in_the_middle_of_a_batch_takes_nothing_back(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    """The first ops of the batch may have taken effect when the server says that it is busy."""
    outcomes = client.approve_transfers(pending(client)[:2])
    filled.api.before = Faults("push", [problem("SERVER_BUSY", 503)])
    with pytest.raises(ClientError):
        cycle.run()
    op_ids = [outcome.op_id for outcome in outcomes if outcome.op_id is not None]
    assert client.take_back(op_ids) == []
    cycle.run()
    assert sorted(filled.feed.effects) == sorted(op_ids)


def test_taking_back_while_ops_are_chosen_keeps_the_queue_going(
    filled: Filled, client: Client, cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = pending(client)
    client.approve_transfers(rows[:1])
    cycle.run()
    outcomes = client.approve_transfers(rows[1:3])
    outbox = client._now_open().workspace.outbox
    send = outbox.send

    def taken_back_first(op_ids: Sequence[str]) -> list[Op]:
        monkeypatch.undo()
        # What the lock of the turn keeps out: the acting thread in between.
        outbox.take_back([str(outcomes[1].op_id)])
        return send(op_ids)

    monkeypatch.setattr(outbox, "send", taken_back_first)
    filled.api.before = Faults("push", [NEVER_SENT])
    with pytest.raises(ClientError):
        cycle.run()
    cycle.run()
    assert states(client) == [OpState.APPLIED, OpState.APPLIED]
    client.approve_transfers(rows[3:4])
    cycle.run()
    assert OpState.WAITING not in states(client)


def test_I13_what_is_decided_while_its_predecessor_is_quarantined_falls_with_it(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    seen, op_id = marked(client)
    answered: list[str] = []

    def revoke_meanwhile(call: str) -> None:
        if call == "push" and not answered:
            answered.append(call)
            row = client.members([seen.id])[0].member
            client.revoke_marks([Seen(id=row.id, version=row.version)])
            raise problem("OP_DAMAGED", 422, op_id)

    filled.api.before = revoke_meanwhile
    cycle.run()
    assert states(client) == [OpState.REJECTED, OpState.REJECTED]
    assert not cycle.has_held


def test_nothing_is_sent_once_the_user_works_offline(filled: Filled, client: Client) -> None:
    """Also when the switch was thrown while the server was being greeted."""
    wanted = [True]
    workspace = client._now_open().workspace
    cycle = Cycle(workspace, cast("Api", filled.api), DEVICE, is_wanted=lambda: wanted[0])
    client.approve_transfers(pending(client)[:1])

    def switch(call: str) -> None:
        wanted[0] = False

    filled.api.before = switch
    with pytest.raises(ClientError) as raised:
        cycle.run()
    assert raised.value.code == "SYNC_CANCELLED"
    assert filled.feed.effects == []
