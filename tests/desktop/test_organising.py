"""Changing the tree on the client: refused early, shown as waiting, in order, sent as everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.values import Delivery, Seen
from domain.commands import SetGraduationMonth
from domain.organisation_commands import (
    CreateOrganisation,
    DissolveOrganisation,
    MoveOrganisation,
    RenameOrganisation,
)
from domain.organisations import OrganisationKind
from tests.desktop.samples import members_of

if TYPE_CHECKING:
    import pytest

    from desktop.client import Client
    from desktop.kinds import OrganisationChange
    from tests.desktop.profiles import Filled

NEW = CreateOrganisation(
    parent_id="languages", full_name="英语2024届1班", short_name="英语1班", kind=OrganisationKind.BRANCH
)


def seen(client: Client, organisation_id: str) -> Seen:
    node = client.organisation(organisation_id)
    assert node is not None
    return Seen(id=organisation_id, version=node.organisation.version)


def refusal(client: Client, command: OrganisationChange, organisation_id: str | None = None) -> str | None:
    found = client.check_organisation(command, seen(client, organisation_id) if organisation_id else None)
    return None if found is None else found.code


def names(client: Client, parent: str) -> list[tuple[str, Delivery]]:
    return [(node.organisation.short_name, node.delivery) for node in client.organisation_children(parent)]


def test_R6_a_new_organisation_waits_in_the_tree_until_the_server_has_it(
    client: Client, filled: Filled
) -> None:
    [outcome] = client.change_organisation(NEW)
    assert (outcome.refusal, outcome.title) == (None, "英语2024届1班")
    assert names(client, "languages") == [("英语1班", Delivery.WAITING)]
    assert client.organisation_path(outcome.id) == ["university", "languages", outcome.id]
    [item] = client.outbox()
    assert (item.kind, item.title) == ("create_organisation", "英语2024届1班")
    filled.pull(client)
    assert names(client, "languages") == [("英语1班", Delivery.CONFIRMED)]


def test_R6_several_changes_of_one_organisation_are_sent_in_order(client: Client, filled: Filled) -> None:
    [made] = client.change_organisation(NEW)
    client.change_organisation(
        RenameOrganisation(full_name="英语2024届2班", short_name="英语2班"), seen(client, made.id)
    )
    client.change_organisation(MoveOrganisation(parent_id="college"), seen(client, made.id))
    assert names(client, "languages") == []
    assert ("英语2班", Delivery.WAITING) in names(client, "college")
    filled.pull(client)
    assert client.status().attention == 0
    assert filled.world.organisations[made.id].parent_id == "college"
    assert ("英语2班", Delivery.CONFIRMED) in names(client, "college")


def test_R6_what_is_taken_back_stands_as_before(client: Client) -> None:
    renamed = RenameOrganisation(full_name="外语学院团总支", short_name="外语学院")
    before = names(client, "university")
    [outcome] = client.change_organisation(renamed, seen(client, "languages"))
    assert names(client, "university") != before
    assert outcome.op_id is not None
    client.take_back([outcome.op_id])
    assert names(client, "university") == before


def test_R6_the_refusal_says_at_once_what_holds_it(client: Client) -> None:
    class_two = client.check_organisation(DissolveOrganisation(), seen(client, "class_two"))
    assert class_two is not None
    assert class_two.code == "ORGANISATION_NOT_EMPTY"
    assert "19 名团员" in class_two.sentence
    assert "项正在办理的转接" in class_two.sentence
    college = client.check_organisation(DissolveOrganisation(), seen(client, "college"))
    assert college is not None
    assert "4 个下级组织" in college.sentence
    assert refusal(client, DissolveOrganisation(), "freshers") is None
    assert refusal(client, DissolveOrganisation(), "university") == "OWN_ORGANISATION"


def test_R6_names_and_places_are_checked_before_anything_is_sent(client: Client) -> None:
    def create(**changes: str) -> str | None:
        values = {"parent_id": "college", "full_name": "计算机2024届1班", "short_name": "1班", **changes}
        return refusal(client, CreateOrganisation(kind=OrganisationKind.BRANCH, **values))  # type: ignore[arg-type]

    assert create() is None
    assert create(full_name="计算机2020届1班") == "NAME_TAKEN"
    assert create(short_name=" ") == "NAME_MISSING"
    assert create(parent_id="class") == "KIND_NOT_BELOW"
    assert refusal(client, MoveOrganisation(parent_id="college"), "college") == "MOVED_BELOW_ITSELF"
    assert client.outbox() == []


def test_R20_the_refusal_of_a_month_names_the_condition(client: Client) -> None:
    month = SetGraduationMonth(month="2020-06")
    assert refusal(client, month, "juniors") is None
    assert refusal(client, month, "college") == "NOT_A_BRANCH"


def test_R22_R23_a_month_is_corrected_and_a_branch_becomes_mixed(client: Client, filled: Filled) -> None:
    client.change_organisation(SetGraduationMonth(month="2022-07", mixed=True), seen(client, "juniors"))
    [member, *_] = members_of(filled.world, "juniors")
    someone = [Seen(id=member.id, version=member.version)]
    plan = client.plan_member_months(someone)
    assert [target.title for target in plan.settable] == [member.name]
    client.set_member_months(someone, "2021-06")
    [row] = client.members([member.id])
    assert row.graduation_month == "2021-06"
    filled.pull(client)
    assert client.status().attention == 0
    assert filled.world.organisations["juniors"].mixed
    assert filled.world.members[member.id].graduation_month == "2021-06"


def test_R23_own_months_are_for_mixed_branches_alone(client: Client, filled: Filled) -> None:
    plain, mixed = members_of(filled.world, "class")[10], members_of(filled.world, "mixed")[0]
    plan = client.plan_member_months([Seen(id=each.id, version=each.version) for each in (plain, mixed)])
    assert [target.title for target in plan.settable] == [mixed.name]
    [left_out] = plan.left_out
    assert left_out.refusal is not None
    assert left_out.refusal.code == "NOT_MIXED"


def test_what_was_planned_for_the_tree_is_there_again_after_a_restart(
    client: Client, filled: Filled, caplog: pytest.LogCaptureFixture
) -> None:
    client.change_organisation(NEW)
    client.close()
    again = filled.client()
    try:
        assert names(again, "languages") == [("英语1班", Delivery.WAITING)]
    finally:
        again.close()
    assert caplog.records == []
