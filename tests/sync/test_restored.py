"""Another database behind the same address: yesterday's backup, or somebody else's."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.errors import ClientError
from desktop.values import Connection, MemberQuery, OpState
from tests.sync.people import pending, seen
from tests.sync.processes import ROOT, Witness

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sync.people import Accounts, People
    from tests.sync.processes import ServerProcess


def operate(*words: str) -> None:
    command = [sys.executable, "-m", "server", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.timeout(180)
def test_F38_what_a_backup_has_forgotten_comes_back_by_itself(
    people_of_server: People, server: ServerProcess, accounts: Accounts, tmp_path: Path
) -> None:
    client = people_of_server.signed_in("university")
    database = f"sqlite:///{server.folder / 'server.sqlite3'}"
    operate("backup", "--database", database, "--to", str(tmp_path / "yesterday"))
    rows = pending(client)[:3]
    client.approve_transfers(seen(*rows), "情况属实")
    client.sync_once()

    server.stop()
    for file in server.folder.glob("server.sqlite3*"):
        file.unlink()
    operate("restore", "--database", database, "--from", str(tmp_path / "yesterday"))
    server.start()
    witness = Witness(server.address, accounts["university"])
    assert len(witness.get(f"/v1/transfers/{rows[0].transfer.id}")["history"]) == len(
        rows[0].transfer.history
    )
    client.sync_once()
    assert [item.state for item in client.outbox()] == [OpState.APPLIED] * 3
    for row in rows:
        history = witness.get(f"/v1/transfers/{row.transfer.id}")["history"]
        assert [event["remark"] for event in history[len(row.transfer.history) :]] == ["情况属实"]


@pytest.mark.timeout(180)
def test_F39_empty_database_behind_the_address_deletes_and_gets_nothing(
    people_of_server: People, server: ServerProcess
) -> None:
    client = people_of_server.signed_in("university")
    ids = client.member_ids(MemberQuery())
    client.approve_transfers(seen(pending(client)[0]))
    server.stop()
    for file in server.folder.glob("server.sqlite3*"):
        file.unlink()
    server.start()
    with pytest.raises(ClientError) as caught:
        client.sync_once()
    assert caught.value.code in ("WRONG_INSTANCE", "SIGN_IN_AGAIN")
    assert client.status().connection is Connection.STOPPED
    assert client.member_ids(MemberQuery()) == ids
    assert [item.state for item in client.outbox()] == [OpState.WAITING]
