"""Client and server together on bad days. Nothing is lost, nothing done twice, nothing stuck."""

from __future__ import annotations

import json
import signal
import threading
from typing import TYPE_CHECKING, Any

import pytest

from desktop.client import Client
from desktop.errors import ClientError
from desktop.values import Connection, Delivery, MemberQuery, OpState
from tests.desktop.api.hostile import hostile_server, http
from tests.sync.people import PATIENCE, Listener, People, pending, seen
from tests.sync.processes import ClientProcess, ServerProcess, Witness
from tests.sync.proxy import Proxy, proxy_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.sync.people import Accounts


def failure(client: Client) -> str:
    with pytest.raises(ClientError) as caught:
        client.sync_once()
    return caught.value.code


def events_of(address: str, account: dict[str, str], transfer_id: str) -> list[Any]:
    transfer = Witness(address, account).get(f"/v1/transfers/{transfer_id}")
    return list(transfer["history"])


def profile_folder(people: People, key: str) -> Path:
    [folder] = (people.folder / key).iterdir()
    return folder


# The server dies


def test_server_killed_in_the_middle_and_back_again(
    people_of_server: People, server: ServerProcess, accounts: Accounts
) -> None:
    client = people_of_server.signed_in("university")
    listener = Listener()
    client.start(listener)
    listener.until(lambda: client.status().connection is Connection.ONLINE)
    server.stop(signal.SIGKILL)
    rows = pending(client)[:3]
    client.approve_transfers(seen(*rows))
    listener.until(lambda: client.status().connection is Connection.UNREACHABLE)
    assert client.counts().waiting == 3
    assert "无法连接" in client.status().problem

    server.start()
    client.sync_now()
    ids = [row.transfer.id for row in rows]
    listener.until(lambda: {row.delivery for row in client.transfers(ids)} == {Delivery.CONFIRMED})
    for row in rows:
        before = len(row.transfer.history)
        assert len(events_of(server.address, accounts["university"], row.transfer.id)) == before + 1


def test_server_is_away_at_sign_in(people_of_server: People, server: ServerProcess) -> None:
    people_of_server.signed_in("university").close()
    server.stop()
    client = people_of_server.signed_in("university", synced=False)
    assert client.session.offline
    assert client.member_ids(MemberQuery())
    assert failure(client) == "SERVER_UNREACHABLE"
    server.start()
    client.sync_once()
    assert client.status().connection is Connection.ONLINE


# Tokens


def test_expired_access_is_renewed_and_nobody_notices(people: People) -> None:
    client = people.signed_in("university")
    client._now_open().tokens._access = "expired"
    row = pending(client)[0]
    client.approve_transfers(seen(row))
    client.sync_once()
    assert client.outbox()[0].state is OpState.APPLIED


def test_session_that_has_ended_keeps_the_queue(people: People, accounts: Accounts) -> None:
    client = people.signed_in("university")
    tokens = client._now_open().tokens
    tokens._access = "expired"
    tokens.keep("expired")
    row = pending(client)[0]
    client.approve_transfers(seen(row))
    assert failure(client) == "SIGN_IN_AGAIN"
    assert client.status().connection is Connection.STOPPED
    assert [item.state for item in client.outbox()] == [OpState.WAITING]
    again = people.accounts["university"]
    client.sign_in(people.address, again["account"], again["password"])
    client.sync_once()
    assert [item.state for item in client.outbox()] == [OpState.APPLIED]


# Something else answers


def test_html_server_is_told_as_such(people: People, accounts: Accounts) -> None:
    account = accounts["university"]
    with hostile_server() as server:
        server.reply(http(b"<html>hello</html>", ours=False, Content_Type="text/html"))
        client = people.machine("fresh")
        with pytest.raises(ClientError) as caught:
            client.sign_in(server.address, account["account"], account["password"])
        assert caught.value.code == "NOT_XIANJIE"
        assert not list((people.folder).glob("fresh/*"))


@pytest.fixture
def proxy(shared_server: ServerProcess) -> Iterator[Proxy]:
    with proxy_to(shared_server.port) as proxy:
        yield proxy


def test_F26_captive_portal_in_between_stops_nothing_for_good(people: People, proxy: Proxy) -> None:
    client = people.signed_in("university", address=proxy.address)
    row = pending(client)[0]
    client.approve_transfers(seen(row))
    proxy.tamper = lambda _path, _body: b"<html>please log in</html>"
    assert failure(client) == "ANSWER_UNREADABLE"
    assert client.status().connection is Connection.UNREACHABLE
    assert client.counts().waiting == 1
    proxy.tamper = lambda _, body: body
    client.sync_once()
    assert client.outbox()[0].state is OpState.APPLIED


def test_unknown_fields_and_columns_of_a_newer_server(people: People, proxy: Proxy) -> None:
    def newer(path: str, body: bytes) -> bytes:
        if not body:
            return body
        answer = json.loads(body)
        answer["of_tomorrow"] = {"deep": [1, None]}
        for entity, columns in answer.get("columns", {}).items():
            columns.insert(1 if entity != "edition" else len(columns), "of_tomorrow")
        for change in answer.get("changes", []):
            # Of an edition's words the names are free, so that there no field can be unknown.
            if change[5] is not None and change[2] != "edition":
                change[5].insert(1, {"any": ["thing"]})
                for value in change[5]:
                    if isinstance(value, dict):
                        value["of_tomorrow"] = True
        return json.dumps(answer).encode()

    plain = people.signed_in("university_second")
    proxy.tamper = newer
    client = people.signed_in("university", address=proxy.address)
    ids = client.member_ids(MemberQuery())
    assert ids == plain.member_ids(MemberQuery())
    assert client.members(ids[:50]) == plain.members(ids[:50])


@pytest.mark.parametrize("spoil", ["cut", "type", "other id", "list"])
def test_spoilt_page_changes_nothing(people: People, proxy: Proxy, spoil: str) -> None:
    client = people.signed_in("university", address=proxy.address)
    somebody_elses_day(people)
    before = pending(client)

    def spoilt(path: str, body: bytes) -> bytes:
        if not path.endswith("/pull"):
            return body
        answer = json.loads(body)
        assert answer["changes"]
        match spoil:
            case "cut":
                return body[: len(body) // 2]
            case "type":
                answer["changes"][-1][5][1] = "seven"
            case "other id":
                answer["changes"][-1][3] = "00000000-0000-7000-8000-000000000000"
            case "list":
                answer["changes"][-1] = []
        return json.dumps(answer).encode()

    proxy.tamper = spoilt
    assert failure(client) == "ANSWER_UNREADABLE"
    assert pending(client) == before
    proxy.tamper = lambda _, body: body
    client.sync_once()
    assert pending(client) != before


def somebody_elses_day(people: People) -> None:
    other = people.signed_in("university_second")
    other.approve_transfers(seen(pending(other)[0]))
    other.sync_once()
    other.close()


# Answers that never come


def test_F20_lost_answer_is_asked_for_again(people: People, proxy: Proxy, accounts: Accounts) -> None:
    client = people.signed_in("university", address=proxy.address)
    rows = pending(client)[:2]
    client.approve_transfers(seen(*rows))
    proxy.tamper = lambda path, body: None if path.endswith("/push") else body
    assert failure(client) == "SERVER_UNREACHABLE"
    assert {item.state for item in client.outbox()} == {OpState.SENDING}
    assert client.take_back([item.op_id for item in client.outbox()]) == []
    proxy.tamper = lambda _, body: body
    client.sync_once()
    assert {item.state for item in client.outbox()} == {OpState.APPLIED}
    for row in rows:
        events = events_of(people.address, accounts["university"], row.transfer.id)
        assert len(events) == len(row.transfer.history) + 1


def test_F3_client_killed_between_sending_and_the_answer(
    tmp_path: Path, proxy: Proxy, accounts: Accounts, people: People
) -> None:
    account = accounts["university"]
    login = {"server": proxy.address, "account": account["account"], "password": account["password"]}
    client = ClientProcess(tmp_path / "killed")
    client.start()
    client.ask("sign_in", **login)
    client.ask("sync_once")
    decidable = [row for row in client.ask("pending") if row[2] != "awaiting_allocation"][:3]
    client.ask("approve", seen=decidable, remark="同意")

    has_arrived, is_over = threading.Event(), threading.Event()

    def withheld(path: str, body: bytes) -> bytes | None:
        if not path.endswith("/push"):
            return body
        has_arrived.set()
        is_over.wait(PATIENCE)
        return None

    proxy.tamper = withheld
    client.ask("start")
    assert has_arrived.wait(PATIENCE)
    client.kill()
    is_over.set()
    proxy.tamper = lambda _, body: body

    client.start()
    client.ask("sign_in", **login)
    assert {item["state"] for item in client.ask("outbox")} == {"sending"}
    client.ask("start")
    client.ask("wait_until_sent")
    assert {item["state"] for item in client.ask("outbox")} == {"applied"}
    client.stop()
    for transfer_id, version, _ in decidable:
        events = events_of(people.address, account, transfer_id)
        assert len([each for each in events if each["version"] > version]) == 1


# This machine


def test_F13_second_instance_is_refused_also_when_the_server_answers(people: People) -> None:
    first = people.signed_in("university")
    second = people.machine("university")
    account = people.accounts["university"]
    with pytest.raises(ClientError) as caught:
        second.sign_in(people.address, account["account"], account["password"])
    assert caught.value.code == "PROFILE_IN_USE"
    first.sync_once()


@pytest.mark.parametrize("harm", ["deleted", "damaged"])
def test_F9_cache_that_is_gone_is_fetched_anew_and_the_queue_kept(people: People, harm: str) -> None:
    client = people.signed_in("university")
    ids = client.member_ids(MemberQuery())
    row = pending(client)[0]
    client.approve_transfers(seen(row))
    client.close()
    cache = profile_folder(people, "university") / "cache.db"
    if harm == "deleted":
        cache.unlink()
    else:
        cache.write_bytes(cache.read_bytes()[: 4096 * 3 + 17])

    again = people.signed_in("university", synced=False)
    assert [item.state for item in again.outbox()] == [OpState.WAITING]
    again.sync_once()
    assert again.member_ids(MemberQuery()) == ids
    assert [item.state for item in again.outbox()] == [OpState.APPLIED]
    assert again.status().problem == ""


def test_F9_damaged_outbox_is_refused_and_left_as_it_is(people: People) -> None:
    client = people.signed_in("university")
    client.approve_transfers(seen(pending(client)[0]))
    client.close()
    outbox = profile_folder(people, "university") / "outbox.db"
    whole = outbox.read_bytes()
    content = whole[:-4096] + b"\0" * 4096
    outbox.write_bytes(content)
    account = people.accounts["university"]
    with pytest.raises(ClientError) as caught:
        client.sign_in(people.address, account["account"], account["password"])
    assert caught.value.code == "OUTBOX_DAMAGED"
    assert outbox.read_bytes() == content


def test_F49_another_person_on_the_same_machine_sends_and_sees_nothing(people: People) -> None:
    first = people.signed_in("college")
    first.approve_transfers(seen(pending(first)[0]))
    first.close()
    account = people.accounts["township"]
    second = people.machine("college")
    second.sign_in(people.address, account["account"], account["password"])
    second.sync_once()
    assert second.outbox() == []
    second.close()
    again = people.signed_in("college", synced=False)
    assert [item.state for item in again.outbox()] == [OpState.WAITING]
