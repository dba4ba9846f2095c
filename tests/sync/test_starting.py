"""Starting transfers, changing the tree and a forgotten password, between real clients and a real server."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from desktop.errors import ClientError
from desktop.values import Delivery, Seen, Tab, TransferQuery
from domain.commands import StartTransfer
from domain.destinations import Particulars, TransferKind
from domain.organisation_commands import CreateOrganisation, RenameOrganisation
from domain.organisations import Field, OrganisationKind, System
from domain.transfers import TransferState
from tests.sync.people import graduates

if TYPE_CHECKING:
    from desktop.client import Client
    from domain.organisations import Card
    from tests.sync.people import People


def employer_of(client: Client) -> Card:
    found = client.search_destinations("公司", System.NATIONAL)
    assert found.nationwide
    return next(
        card for card in found.cards if card.field is Field.ENTERPRISE and not card.category.endswith("ing")
    )


def test_R43_a_transfer_is_started_to_where_only_the_server_knows(people: People) -> None:
    university = people.signed_in("university")
    [row, other] = graduates(university)[40:42]
    card = employer_of(university)
    wishes = [
        StartTransfer(
            member_id=each.member.id,
            kind=TransferKind.EMPLOYED,
            system=System.NATIONAL,
            reason="毕业就业",
            destination_id=card.id,
            particulars=Particulars(employer="示例公司", workplace=card.division),
        )
        for each in (row, other)
    ]
    targets = university.plan_start(wishes, [card])
    assert [(target.refusal, target.certain) for target in targets] == [(None, True)] * 2
    outcomes = university.start_transfers(wishes)
    university.sync_once()
    assert university.status().attention == 0
    listed = university.transfer_ids(TransferQuery(tab=Tab.STARTED))
    assert {outcome.id for outcome in outcomes} <= set(listed)
    [first, _] = university.transfers([outcome.id for outcome in outcomes])
    assert first.transfer.state is TransferState.AWAITING_DESTINATION
    assert first.delivery is Delivery.CONFIRMED


def test_R43_offline_by_a_name_that_is_wrong_ends_with_the_servers_reason(people: People) -> None:
    university = people.signed_in("university")
    row = graduates(university)[45]
    university.set_working_offline(True)
    assert not university.search_destinations("公司", System.BEIJING).nationwide
    [outcome] = university.start_transfers(
        [
            StartTransfer(
                member_id=row.member.id,
                kind=TransferKind.EMPLOYED,
                system=System.BEIJING,
                reason="毕业就业",
                destination_name="北京没有这个团支部",
            )
        ]
    )
    assert outcome.refusal is None, "only the server knows"
    university.set_working_offline(False)
    university.sync_once()
    rejected = {item.op_id: item.code for item in university.outbox()}
    assert rejected[str(outcome.op_id)] == "DESTINATION_NOT_FOUND"


def test_R6_a_branch_is_made_and_renamed_offline_and_both_reach_the_server(people: People) -> None:
    college = people.signed_in("college")
    own = college.session.organisation
    college.set_working_offline(True)
    made = CreateOrganisation(
        parent_id=own.id, full_name="示例学院2031届1班团支部", short_name="1班", kind=OrganisationKind.BRANCH
    )
    [created] = college.change_organisation(made)
    assert created.refusal is None
    node = college.organisation(created.id)
    assert node is not None
    renamed = RenameOrganisation(full_name="示例学院2031届2班团支部", short_name="2031届2班")
    [second] = college.change_organisation(renamed, Seen(id=created.id, version=node.organisation.version))
    assert second.refusal is None
    college.set_working_offline(False)
    college.sync_once()
    assert college.status().attention == 0
    names = {node.organisation.full_name: node.delivery for node in college.organisation_children(own.id)}
    assert names["示例学院2031届2班团支部"] is Delivery.CONFIRMED


def test_R11_each_reset_code_is_another_one_and_expires(people: People) -> None:
    university = people.signed_in("university")
    row = graduates(university)[0]
    first, second = (university.reset_code(row.member.id) for _ in range(2))
    assert first.code != second.code
    assert first.expires_at > datetime.now(UTC)
    assert "*" in first.account_masked
    assert university.outbox() == [], "nothing of it is kept"


def test_R11_nobody_outside_the_scope_is_given_one(people: People) -> None:
    university = people.signed_in("university")
    with pytest.raises(ClientError) as refused:
        university.reset_code("00000000-0000-7000-8000-000000000000")
    assert refused.value.code == "NOT_FOUND"
    assert refused.value.sentence
