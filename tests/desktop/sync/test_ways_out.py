"""What could stop a queue or a sync for good has a way out, and says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import msgspec
import pytest

from desktop.api.answers import Result
from desktop.api.problems import error_of
from desktop.errors import ClientError, client_error
from desktop.sync.cycle import Cycle
from desktop.sync.planner import is_older
from desktop.sync.pushing import MOST_FAILURES
from desktop.values import MemberQuery, OpState
from tests.desktop.profiles import DEVICE
from tests.desktop.sync.test_cycle import Faults, is_as_the_server, pending

if TYPE_CHECKING:
    from desktop.api import Api
    from desktop.client import Client
    from tests.desktop.profiles import Filled


@pytest.fixture
def cycle(filled: Filled, client: Client) -> Cycle:
    return Cycle(client._now_open().workspace, cast("Api", filled.api), DEVICE)


def failure(cycle: Cycle) -> str:
    with pytest.raises(ClientError) as caught:
        cycle.run()
    return caught.value.code


# A proxy that takes no long messages


def too_large() -> ClientError:
    return error_of(413, {}, b"<html>413</html>", "s")


def test_F27_proxy_that_takes_no_long_messages_gets_short_ones(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    outcomes = client.approve_transfers(pending(client)[:5])
    whole = filled.api.push

    def push(device_id: str, epoch: str, ops: list[dict[str, Any]]) -> list[Result]:
        if len(ops) > 2:
            raise too_large()
        return whole(device_id, epoch, ops)

    filled.api.push = push  # type: ignore[method-assign]
    cycle.run()
    assert filled.feed.effects == [outcome.op_id for outcome in outcomes]


def test_F27_proxy_that_takes_nothing_loses_nothing(filled: Filled, client: Client, cycle: Cycle) -> None:
    client.approve_transfers(pending(client)[:2])
    filled.api.before = Faults("push", [too_large()] * 4)
    assert failure(cycle) == "MESSAGE_TOO_LARGE"
    assert [item.state for item in client.outbox()] == [OpState.SENDING] * 2
    filled.api.before = lambda _: None
    cycle.run()
    assert [item.state for item in client.outbox()] == [OpState.APPLIED] * 2


# A server that breaks on one op


def breaking(filled: Filled, bad: str) -> None:
    whole = filled.api.push

    def push(device_id: str, epoch: str, ops: list[dict[str, Any]]) -> list[Result]:
        broken = [Result(op_id=bad, outcome="deferred", code="INTERNAL") for op in ops if op["op_id"] == bad]
        return [*broken, *whole(device_id, epoch, [op for op in ops if op["op_id"] != bad])]

    filled.api.push = push  # type: ignore[method-assign]


@pytest.mark.fault("I13")
def test_F51_op_on_which_the_server_breaks_for_ever_is_told_in_the_end(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    first, second = client.approve_transfers(pending(client)[:2])
    breaking(filled, str(first.op_id))
    for _ in range(MOST_FAILURES - 1):
        cycle.run()
    states = {item.op_id: item.state for item in client.outbox()}
    assert states == {first.op_id: OpState.SENDING, second.op_id: OpState.APPLIED}
    cycle.run()
    [item] = [item for item in client.outbox() if item.op_id == first.op_id]
    assert (item.state, item.code) == (OpState.REJECTED, "OP_BREAKS_SERVER")
    assert "多次" in item.sentence


def test_F51_server_that_is_mended_in_time_carries_it_out(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    [outcome] = client.approve_transfers(pending(client)[:1])
    whole = filled.api.push
    breaking(filled, str(outcome.op_id))
    for _ in range(MOST_FAILURES - 1):
        cycle.run()
    filled.api.push = whole  # type: ignore[method-assign]
    cycle.run()
    assert [item.state for item in client.outbox()] == [OpState.APPLIED]


# A server that wants a newer client


def test_F42_client_older_than_the_server_wants_reads_and_keeps_its_queue(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    client.approve_transfers(pending(client)[:1])
    hello = filled.api.hello
    filled.api.hello = lambda: msgspec.structs.replace(hello(), min_client="99.0")  # type: ignore[method-assign]
    assert failure(cycle) == "CLIENT_TOO_OLD"
    assert client.counts().waiting == 1
    assert client.member_ids(MemberQuery())
    filled.api.hello = hello  # type: ignore[method-assign]
    cycle.run()
    assert client.counts().waiting == 0


def test_versions_are_compared_by_their_numbers() -> None:
    assert is_older("0.9.9", "0.10")
    assert not is_older("0.10", "0.9.9")
    assert not is_older("0.1.0", "0.1.0")
    assert not is_older("0.1.0", "")
    assert not is_older("0.1.0", "next")


# An answer that would empty the cache


def empty_the_scope(filled: Filled) -> None:
    for each in list(filled.world.members.values()):
        moved = replace(each, version=each.version + 1, organisation_id="village")
        filled.world.members[each.id] = moved
        filled.feed.put("member", moved)


def test_F54_answer_that_the_servers_own_list_contradicts_asks_nobody(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    before = client.member_ids(MemberQuery())
    empty_the_scope(filled)
    filled.api.manifest = lambda bucket, after: (1000, None if after else bucket)  # type: ignore[method-assign]
    assert failure(cycle) == "CHECK_FAILED"
    assert client.member_ids(MemberQuery()) == before


def test_F54_deletion_that_the_user_accepts_is_carried_out_once(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    before = client.member_ids(MemberQuery())
    empty_the_scope(filled)
    assert failure(cycle) == "MASS_DELETION"
    assert client.member_ids(MemberQuery()) == before
    cycle.accept_deletion()
    cycle.run()
    assert client.member_ids(MemberQuery()) == []
    is_as_the_server(filled, client)
    assert not cycle._puller.deletion_is_accepted


def test_F54_whoever_is_asked_is_told_by_a_code(filled: Filled, client: Client) -> None:
    client._now_worker()._note(client_error("MASS_DELETION"))
    status = client.status()
    assert status.problem_code == "MASS_DELETION"
    assert "接受" in status.problem
    client.accept_deletion()
    assert client._now_worker()._cycle._puller.deletion_is_accepted
