"""Signing in, changing the password, changing the organisation, with a real server."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyotp
import pytest
import requests

from desktop.errors import ClientError
from desktop.values import Connection, MemberQuery, OpState
from tests.sync.people import Listener, graduates, pending, seen, seen_members

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sync.people import People
    from tests.sync.processes import ServerProcess

NEW_PASSWORD = "Qingnian-Xianjie-77"


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(ClientError) as caught:
        work()
    assert caught.value.sentence
    assert caught.value.sentence_en
    return caught.value.code


def test_R12_wrong_password_and_unknown_account_are_one_answer(people: People) -> None:
    client, account = people.machine("wrong"), people.accounts["township_branch"]
    wrong = code_of(lambda: client.sign_in(people.address, account["account"], "wrong password"))
    unknown = code_of(lambda: client.sign_in(people.address, "990001198003071237", "wrong password"))
    assert (wrong, unknown) == ("WRONG_CREDENTIALS", "WRONG_CREDENTIALS")
    assert client.remembered() == ()


def test_who_administers_nothing_cannot_use_the_client(people: People) -> None:
    account = people.accounts["member"]
    client = people.machine("member")
    assert (
        code_of(lambda: client.sign_in(people.address, account["account"], account["password"])) == "NO_ROLE"
    )


def test_R10_first_password_must_be_changed_before_anything_else(
    people_of_server: People, server: ServerProcess
) -> None:
    people = people_of_server
    account = people.accounts["first_login"]
    client = people.machine("first")
    session = client.sign_in(people.address, account["account"], account["password"])
    assert session.must_change_password
    listener = Listener()
    client.start(listener)
    listener.until(lambda: client.status().connection is Connection.STOPPED)
    assert "修改密码" in client.status().problem

    old = account["password"]
    assert code_of(lambda: client.change_password(old, "short")) == "PASSWORD_TOO_SHORT"
    assert code_of(lambda: client.change_password(old, old)).startswith("PASSWORD_")
    assert code_of(lambda: client.change_password("not the old one", NEW_PASSWORD)) == "OLD_PASSWORD_WRONG"
    assert not client.change_password(old, NEW_PASSWORD).must_change_password
    listener.until(lambda: bool(client.member_ids(MemberQuery())))
    ids = client.member_ids(MemberQuery())
    client.close()

    assert code_of(lambda: client.sign_in(people.address, account["account"], old)) == "WRONG_CREDENTIALS"
    server.stop()
    assert client.sign_in(people.address, account["account"], NEW_PASSWORD).offline
    assert client.member_ids(MemberQuery()) == ids, "the cache opens with the new password"


def test_second_factor_is_asked_for_after_the_password(people_of_server: People) -> None:
    people = people_of_server
    account = people.accounts["college"]
    secret = set_up_second_factor(people.address, account["account"], account["password"])
    client = people.machine("college")
    words = (people.address, account["account"], account["password"])
    assert code_of(lambda: client.sign_in(*words[:2], "wrong password")) == "WRONG_CREDENTIALS"
    assert code_of(lambda: client.sign_in(*words)) == "TOTP_REQUIRED"
    assert code_of(lambda: client.sign_in(*words, code="000000")) == "TOTP_WRONG"
    assert client.remembered() == ()
    # The one of this moment was used for setting it up.
    totp = pyotp.TOTP(secret)
    session = client.sign_in(*words, code=totp.generate_otp(totp.timecode(datetime.now(UTC)) + 1))
    assert not session.offline


def set_up_second_factor(address: str, account: str, password: str) -> str:
    device = {"device_id": "00000000-0000-4000-8000-000000000000", "device_name": ""}
    with requests.Session() as http:
        http.trust_env = False
        body = {"account": account, "password": password, **device}
        session = http.post(f"{address}/v1/sessions", json=body, timeout=30).json()
        http.headers["Authorization"] = f"Bearer {session['access_token']}"
        begun = http.post(f"{address}/v1/second-factor", json={"password": password}, timeout=30).json()
        code = {"code": pyotp.TOTP(begun["secret"]).now()}
        http.post(f"{address}/v1/second-factor/confirmation", json=code, timeout=30).raise_for_status()
    return str(begun["secret"])


def test_R13_one_person_switches_between_their_organisations(people: People) -> None:
    client = people.signed_in("counsellor")
    first = client.session.organisation
    assert len(client.session.organisations) > 2
    second = client.session.organisations[1]
    everybody = set(client.member_ids(MemberQuery()))
    listener = Listener()
    client.start(listener)
    switched = client.switch_organisation(second.id)
    assert (switched.organisation, switched.offline) == (second, False)
    listener.until(lambda: bool(client.member_ids(MemberQuery())))
    assert set(client.member_ids(MemberQuery())) < everybody
    assert client.switch_organisation(first.id).organisation == first
    listener.until(lambda: client.status().connection is Connection.ONLINE and not client.status().syncing)
    assert set(client.member_ids(MemberQuery())) == everybody
    assert {each.organisation_id for each in client.remembered()} == {first.id, second.id}


def test_I11_what_was_decided_for_one_organisation_waits_for_it(people: People) -> None:
    client = people.signed_in("counsellor")
    first, second = client.session.organisation, client.session.organisations[2]
    row = pending(client)[0]
    client.approve_transfers(seen(row))
    client.switch_organisation(second.id)
    client.sync_once()
    assert client.outbox() == []
    client.switch_organisation(first.id)
    assert [item.state for item in client.outbox()] == [OpState.WAITING]
    client.sync_once()
    assert [item.state for item in client.outbox()] == [OpState.APPLIED]


def test_foreign_organisation_cannot_be_switched_to_and_the_session_goes_on(people: People) -> None:
    client, other = people.signed_in("college"), people.signed_in("township")
    assert code_of(lambda: client.switch_organisation(other.session.organisation.id)) == "NO_ROLE"
    client.sync_once()
    assert client.status().connection is Connection.ONLINE


def test_remembered_account_needs_only_its_password(people: People) -> None:
    client = people.signed_in("employer")
    account = people.accounts["employer"]
    client.sign_out()
    [remembered] = client.remembered()
    assert account["account"] not in repr(remembered)
    assert remembered.user_name == account["name"]
    session = client.sign_in_remembered(remembered.key, account["password"])
    assert not session.offline
    client.sync_once()


def test_signing_out_ends_the_session_on_the_server(people: People) -> None:
    client = people.signed_in("new_school")
    api = client._now_open().api
    access = client._now_open().tokens.access
    client.sign_out(wipe=True)
    assert code_of(lambda: client.counts()) == "NOT_SIGNED_IN"
    fresh = people.signed_in("new_school", synced=False)
    fresh._now_open().tokens._access = access
    fresh._now_open().tokens.keep("gone")
    assert code_of(fresh.sync_once) == "SIGN_IN_AGAIN"
    assert api is not fresh._now_open().api


@pytest.mark.fault("I11")
def test_several_accounts_side_by_side_on_one_machine(people: People) -> None:
    one, two = people.accounts["college"], people.accounts["college_other"]
    first, second = people.machine("shared"), people.machine("shared")
    first.sign_in(people.address, one["account"], one["password"])
    second.sign_in(people.address, two["account"], two["password"])
    first.sync_once()
    second.sync_once()
    assert not set(first.member_ids(MemberQuery())) & set(second.member_ids(MemberQuery()))
    row = graduates(first)[0]
    assert first.plan_marks(seen_members(row)).markable
    assert second.plan_marks(seen_members(row)).left_out
