"""R121: what was done to many is undone as one, as long as nothing has followed from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.values import MemberQuery, Seen
from domain.commands import ApproveTransfer, StartTransfer
from domain.destinations import Particulars, TransferKind
from domain.members import Mark
from domain.organisations import System
from domain.transfers import TransferState
from tests.domain.examples import act

if TYPE_CHECKING:
    from desktop.client import Client
    from desktop.values import MemberRow, Outcome
    from tests.desktop.profiles import Filled


def free(client: Client, count: int) -> list[MemberRow]:
    rows = client.members(client.member_ids(MemberQuery(organisation_id="class_two")))
    return [row for row in rows if not row.member.mark and not row.open_transfer][:count]


def mark(client: Client, rows: list[MemberRow]) -> list[str]:
    seen = [Seen(id=row.member.id, version=row.member.version) for row in rows]
    return [each.op_id for each in client.mark_members(seen, Mark.TEACHER) if each.op_id is not None]


def marks(client: Client, rows: list[MemberRow]) -> list[Mark | None]:
    return [row.member.mark for row in client.members([row.member.id for row in rows])]


def test_R121_what_was_not_sent_is_taken_back(client: Client) -> None:
    rows = free(client, 3)
    undone = client.undo(mark(client, rows))
    assert (undone.taken_back, undone.reversed, undone.left) == (3, [], 0)
    assert marks(client, rows) == [None] * 3
    assert client.outbox() == []


def test_R121_marks_that_the_server_has_are_revoked(client: Client, filled: Filled) -> None:
    rows = free(client, 3)
    ops = mark(client, rows)
    filled.pull(client)
    assert marks(client, rows) == [Mark.TEACHER] * 3
    # Somebody has gone on with one of them.
    [first, *_] = client.members([rows[0].member.id])
    client.revoke_marks([Seen(id=first.member.id, version=first.member.version)])
    filled.pull(client)
    undone = client.undo(ops)
    assert (undone.taken_back, len(undone.reversed), undone.left) == (0, 2, 1)
    filled.pull(client)
    assert marks(client, rows) == [None] * 3


def start(client: Client, rows: list[MemberRow]) -> list[Outcome]:
    wishes = [
        StartTransfer(
            member_id=row.member.id,
            kind=TransferKind.EMPLOYED,
            system=System.NATIONAL,
            reason="毕业就业",
            destination_id="employer",
            particulars=Particulars(employer="示例公司", workplace="420111"),
        )
        for row in rows
    ]
    return client.start_transfers(wishes)


def states(client: Client, outcomes: list[Outcome]) -> list[TransferState]:
    return [row.transfer.state for row in client.transfers([each.id for each in outcomes])]


def test_R121_transfers_that_nobody_has_answered_are_withdrawn(client: Client, filled: Filled) -> None:
    started = start(client, free(client, 3))
    filled.pull(client)
    # The employer has taken one of them in already.
    taken = act(filled.world, ApproveTransfer(), started[0].id, "employer")
    filled.feed.store(taken)
    filled.pull(client)
    undone = client.undo([each.op_id for each in started if each.op_id is not None])
    assert (undone.taken_back, len(undone.reversed), undone.left) == (0, 2, 1)
    filled.pull(client)
    first, *others = states(client, started)
    assert first is not TransferState.WITHDRAWN
    assert others == [TransferState.WITHDRAWN] * 2


def test_what_leads_nowhere_back_is_left(client: Client, filled: Filled) -> None:
    rows = free(client, 1)
    ops = mark(client, rows)
    filled.pull(client)
    [row] = client.members([rows[0].member.id])
    revoked = client.revoke_marks([Seen(id=row.member.id, version=row.member.version)])
    filled.pull(client)
    undone = client.undo([each.op_id for each in revoked if each.op_id is not None])
    assert (undone.taken_back, undone.reversed, undone.left) == (0, [], 1)
    assert client.undo(ops).left == 1
