"""A day without a network, a crash in the middle of it, and everything arrives once (issue: done when 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sync.processes import ClientProcess, ServerProcess, Witness, seed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Rows = list[list[Any]]
REASON = "该同志不属于本团组织，请核对后重新发起"


@pytest.fixture
def accounts(tmp_path: Path) -> dict[str, dict[str, str]]:
    return seed(tmp_path)


@pytest.fixture
def server(tmp_path: Path, accounts: dict[str, dict[str, str]]) -> Iterator[ServerProcess]:
    server = ServerProcess(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[ClientProcess]:
    client = ClientProcess(tmp_path / "profiles")
    client.start()
    yield client
    client.stop()


def test_R113_decisions_survive_a_kill_offline_and_arrive_once(
    server: ServerProcess, client: ClientProcess, accounts: dict[str, dict[str, str]]
) -> None:
    account = accounts["university"]
    login = {"server": server.address, "account": account["account"], "password": account["password"]}
    user_id = client.ask("sign_in", **login)["user_id"]
    client.ask("sync_once")
    server.stop()

    decidable = [row for row in client.ask("pending") if row[2] != "awaiting_allocation"][:4]
    graduates = client.ask("graduates", limit=5)
    assert len(decidable) == 4
    assert len(graduates) == 5
    outcomes = client.ask("approve", seen=decidable[:3])
    outcomes += client.ask("refuse", seen=decidable[3:], reason=REASON)
    outcomes += client.ask("mark_delayed", seen=graduates, reason="学分未修满")
    assert [refusal for _, _, refusal in outcomes] == [None] * 9
    client.kill()

    client.start()
    assert client.ask("sign_in", **login)["offline"]
    op_ids = [op_id for _, op_id, _ in outcomes]
    waiting = client.ask("outbox")
    assert {item["op_id"] for item in waiting} == set(op_ids)
    assert {item["state"] for item in waiting} == {"waiting"}
    transfer_ids = [row[0] for row in decidable]
    member_ids = [row[0] for row in graduates]
    assert {row[2] for row in client.ask("deliveries", ids=transfer_ids)} == {"waiting"}
    assert {row[2] for row in client.ask("member_deliveries", ids=member_ids)} == {"waiting"}

    server.start()
    client.ask("start")
    client.ask("wait_until_sent")
    assert {item["state"] for item in client.ask("outbox")} == {"applied"}
    _check_arrived_once(Witness(server.address, account), decidable, graduates, user_id)


def _check_arrived_once(witness: Witness, decidable: Rows, graduates: Rows, user: str) -> None:
    instants = []
    for index, (transfer_id, version, _) in enumerate(decidable):
        transfer = witness.get(f"/v1/transfers/{transfer_id}")
        mine = [event for event in transfer["history"] if event["version"] > version]
        assert [event["by"]["user_id"] for event in mine] == [user]
        assert mine[0]["action"] == ("approved" if index < 3 else "refused")
        instants.append(mine[0]["at"])
    for member_id, version in graduates:
        member = witness.get(f"/v1/members/{member_id}")
        assert member["mark"] == "delayed_graduate"
        assert member["version"] == version + 1
        instants.append(member["marked_at"])
    assert instants == sorted(instants), "they arrived in another order than they were decided"
