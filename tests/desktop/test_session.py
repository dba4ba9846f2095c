"""Signing in without a server, the files that it leaves, and everything that can be wrong with them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest

from desktop.api import Transport
from desktop.client import Client
from desktop.errors import ClientError
from desktop.keys import password_key
from desktop.session import Doorkeeper, Opened
from desktop.values import MemberQuery, Seen, TransferQuery
from domain.actors import Role
from domain.identity import mask_identity_number
from domain.organisations import card_of
from tests.desktop.profiles import ACCOUNT, DEVICE, PASSWORD, SERVER, new_session
from tests.domain.examples import NOON, administrator

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desktop.keychains import MemoryKeychain
    from tests.desktop.profiles import Filled


def refused(client: Client, *words: str | None) -> ClientError:
    with pytest.raises(ClientError) as caught:
        client.sign_in(*(words or (SERVER, ACCOUNT, PASSWORD)))  # type: ignore[arg-type]
    return caught.value


def fresh(filled: Filled) -> Client:
    return Client(filled.profiles, keychain=filled.keychain, clock=filled.clock)


def folder(filled: Filled) -> Path:
    [folder] = filled.profiles.iterdir()
    return folder


def approve_one(client: Client) -> str:
    [row, *_] = client.transfers(client.transfer_ids(TransferQuery()))
    [outcome] = client.approve_transfers([Seen(id=row.transfer.id, version=row.transfer.version)])
    assert outcome.op_id is not None
    return outcome.op_id


def test_R113_offline_session_is_the_one_that_was_told_last(filled: Filled) -> None:
    client = fresh(filled)
    session = client.sign_in(SERVER, f" {ACCOUNT} ", PASSWORD)
    actor = filled.api.actor
    assert session.offline
    assert (session.user_id, session.organisation) == (actor.user_id, actor.organisation)
    assert client.session == session
    client.close()


def test_remembered_account_signs_in_without_its_number(filled: Filled) -> None:
    client = fresh(filled)
    [remembered] = client.remembered()
    assert remembered.account_masked == mask_identity_number(ACCOUNT)
    assert (remembered.server, remembered.last_used_at) == (SERVER, NOON)
    assert client.sign_in_remembered(remembered.key, PASSWORD).user_name == remembered.user_name
    client.close()
    with pytest.raises(ClientError) as caught:
        client.sign_in_remembered("gone", PASSWORD)
    assert caught.value.code == "PROFILE_UNKNOWN"


def test_no_file_names_the_person(filled: Filled) -> None:
    client = filled.client()
    approve_one(client)
    client.close()
    written = b"".join(file.read_bytes() for file in filled.profiles.rglob("*") if file.is_file())
    for secret in (ACCOUNT, "university老师", PASSWORD, "张小明", "refresh"):
        assert secret.encode() not in written
    assert ACCOUNT not in str(list(filled.profiles.rglob("*")))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((SERVER, ACCOUNT, "wrong password"), "WRONG_CREDENTIALS"),
        ((SERVER, "990001198003071241", PASSWORD), "SERVER_UNREACHABLE"),
        (("http://127.0.0.1:10", ACCOUNT, PASSWORD), "SERVER_UNREACHABLE"),
        ((SERVER, ACCOUNT, PASSWORD, "another organisation"), "NOTHING_OFFLINE"),
        (("not an address", ACCOUNT, PASSWORD), "SERVER_ADDRESS_INVALID"),
    ],
)
def test_what_does_not_open_is_told(filled: Filled, words: tuple[str, ...], code: str) -> None:
    assert refused(fresh(filled), *words).code == code
    filled.client().close()


def test_F13_second_instance_is_refused_and_harms_nothing(filled: Filled) -> None:
    first = filled.client()
    assert refused(fresh(filled)).code == "PROFILE_IN_USE"
    approve_one(first)
    first.close()
    filled.client().close()


def test_F13_lock_of_a_program_that_died_is_no_lock(filled: Filled) -> None:
    program = (
        "import os, sys, pathlib; from desktop.profile import FolderLock;"
        "FolderLock(pathlib.Path(sys.argv[1])); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(folder(filled))], check=False)
    assert done.returncode == 9
    filled.client().close()


def test_I9_deleted_cache_loses_nothing_that_was_decided(filled: Filled) -> None:
    client = filled.client()
    op_id = approve_one(client)
    client.close()
    (folder(filled) / "cache.db").unlink()
    assert refused(fresh(filled)).code == "NOTHING_OFFLINE"
    online = sign_in_online(filled)
    assert [op.op_id for op in online.workspace.outbox.pending()] == [op_id]
    online.close()


def sign_in_online(filled: Filled, password: str = PASSWORD) -> Opened:
    """As when the server has accepted the password."""
    door = Doorkeeper(filled.profiles, filled.keychain, filled.clock)
    key = password_key("instance", ACCOUNT, password)
    session = new_session(filled.api.actor)
    return door.open_online(Transport(SERVER), session, ACCOUNT, key, DEVICE)


def test_password_that_was_changed_elsewhere_makes_the_cache_anew(filled: Filled) -> None:
    client = filled.client()
    op_id = approve_one(client)
    client.close()
    online = sign_in_online(filled, "another password")
    assert online.workspace.notice is None, "nothing was damaged"
    assert [op.op_id for op in online.workspace.outbox.pending()] == [op_id]
    online.close()
    assert refused(fresh(filled)).code == "WRONG_CREDENTIALS"
    again = fresh(filled)
    again.sign_in(SERVER, ACCOUNT, "another password")
    assert again.member_ids(MemberQuery()) == []
    again.close()


def test_F14_keychain_without_the_caches_secret_makes_the_cache_anew(filled: Filled) -> None:
    keychain = cast("MemoryKeychain", filled.keychain)
    keychain.delete(f"{folder(filled).name}/cache")
    assert refused(fresh(filled)).code == "NOTHING_OFFLINE"
    online = sign_in_online(filled)
    online.close()
    assert keychain.read(f"{folder(filled).name}/cache") is not None


def test_F14_keychain_without_the_outboxs_key_is_refused_and_nothing_is_touched(filled: Filled) -> None:
    client = filled.client()
    approve_one(client)
    client.close()
    before = (folder(filled) / "outbox.db").read_bytes()
    cast("MemoryKeychain", filled.keychain).delete(f"{folder(filled).name}/outbox")
    error = refused(fresh(filled))
    assert error.code == "OUTBOX_KEY_LOST"
    assert str(folder(filled)) in error.sentence
    assert (folder(filled) / "outbox.db").read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"no database at all" * 500])
def test_damaged_outbox_is_refused_and_the_profile_is_free_again(filled: Filled, content: bytes) -> None:
    file = folder(filled) / "outbox.db"
    whole = file.read_bytes()
    file.write_bytes(content)
    assert refused(fresh(filled)).code == "OUTBOX_DAMAGED"
    assert file.read_bytes() == content
    file.write_bytes(whole)
    filled.client().close()


def test_damaged_cache_offline_keeps_the_outbox(filled: Filled) -> None:
    client = filled.client()
    op_id = approve_one(client)
    client.close()
    (folder(filled) / "cache.db").write_bytes(b"torn" * 5000)
    assert refused(fresh(filled)).code == "NOTHING_OFFLINE"
    online = sign_in_online(filled)
    assert [op.op_id for op in online.workspace.outbox.pending()] == [op_id]
    online.close()


def test_folder_that_was_only_begun_is_passed_over(filled: Filled) -> None:
    (filled.profiles / "begun").mkdir()
    (filled.profiles / "broken").mkdir()
    (filled.profiles / "broken" / "profile.json").write_text("{")
    client = fresh(filled)
    assert len(client.remembered()) == 1
    filled.client().close()


def test_two_organisations_of_one_person_have_a_folder_each(filled: Filled) -> None:
    sign_in_online(filled).close()
    door = Doorkeeper(filled.profiles, filled.keychain, filled.clock)
    other = new_session(administrator(filled.world, "college"))
    door.open_online(
        Transport(SERVER), other, ACCOUNT, password_key("instance", ACCOUNT, PASSWORD), DEVICE
    ).close()
    assert len(list(filled.profiles.iterdir())) == 2
    client = fresh(filled)
    assert client.sign_in(SERVER, ACCOUNT, PASSWORD, "university").organisation.id == "university"
    client.close()


def test_switching_offline_opens_the_other_folder(filled: Filled) -> None:
    door = Doorkeeper(filled.profiles, filled.keychain, filled.clock)
    key = password_key("instance", ACCOUNT, PASSWORD)
    other = new_session(administrator(filled.world, "college"))
    door.open_online(Transport(SERVER), other, ACCOUNT, key, DEVICE).close()
    client = filled.client()
    college = client.switch_organisation("college")
    assert (college.organisation.id, college.offline) == ("college", True)
    assert client.member_ids(MemberQuery()) == []
    assert client.switch_organisation("university").organisation.id == "university"
    assert client.member_ids(MemberQuery())
    with pytest.raises(ClientError) as caught:
        client.switch_organisation("township")
    assert caught.value.code == "NOTHING_OFFLINE"
    assert client.session.organisation.id == "university", "what was open stays open"
    client.close()


def test_same_installation_under_a_new_address_keeps_its_folder(filled: Filled) -> None:
    door = Doorkeeper(filled.profiles, filled.keychain, filled.clock)
    key = password_key("instance", ACCOUNT, PASSWORD)
    session = new_session(filled.api.actor)
    door.open_online(Transport("http://127.0.0.1:10"), session, ACCOUNT, key, DEVICE).close()
    assert len(list(filled.profiles.iterdir())) == 1
    assert fresh(filled).remembered()[0].server == "http://127.0.0.1:10"


def test_another_installation_gets_a_folder_of_its_own(filled: Filled) -> None:
    door = Doorkeeper(filled.profiles, filled.keychain, filled.clock)
    session = new_session(filled.api.actor)
    session.instance_id = "another"
    key = password_key("another", ACCOUNT, PASSWORD)
    door.open_online(Transport(SERVER), session, ACCOUNT, key, DEVICE).close()
    assert len(list(filled.profiles.iterdir())) == 2


def test_who_administers_nothing_is_told_and_leaves_no_folder(filled: Filled) -> None:
    door = Doorkeeper(filled.profiles, filled.keychain, filled.clock)
    session = new_session(
        replace(filled.api.actor, organisation=card_of(filled.world.organisations["class"]))
    )
    session.role = Role.MEMBER
    with pytest.raises(ClientError) as caught:
        door.open_online(Transport(SERVER), session, ACCOUNT, b"k" * 32, DEVICE)
    assert caught.value.code == "NO_ROLE"
    assert len(list(filled.profiles.iterdir())) == 1


def test_signing_out_forgets_the_session_and_with_a_wish_the_cache(filled: Filled) -> None:
    keychain = cast("MemoryKeychain", filled.keychain)
    client = filled.client()
    approve_one(client)
    client.sign_out()
    assert keychain.read(f"{folder(filled).name}/refresh") is None
    again = filled.client()
    again.sign_out(wipe=True)
    names = {file.name for file in folder(filled).iterdir()}
    assert names == {"lock", "profile.json", "outbox.db"}
    assert refused(fresh(filled)).code == "NOTHING_OFFLINE"
    online = sign_in_online(filled)
    assert len(online.workspace.outbox.pending()) == 1
    online.close()


def test_nobody_is_signed_in(filled: Filled) -> None:
    client = fresh(filled)
    for work in (client.counts, client.status, client.sync_now, client.sign_out, lambda: client.session):
        with pytest.raises(ClientError) as caught:
            work()
        assert caught.value.code == "NOT_SIGNED_IN"
    client.close()
    client.close()


def test_closing_twice_is_no_error(filled: Filled) -> None:
    client = filled.client()
    client.start(lambda _: None)
    client.close()
    client.close()
