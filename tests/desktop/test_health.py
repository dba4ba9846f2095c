"""What ails the organisations below, from the cache (SPEC R124)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.health_values import Ailment, HealthQuery
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import Filled, fill_profile
from tests.desktop.samples import members_of, person, sample_id, sample_world
from tests.domain.examples import NOON

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.client import Client
    from tests.domain.world import World

HANDS = {"now": NOON}


@pytest.fixture
def world() -> World:
    world = sample_world()
    for number in range(45):
        each = person(5000 + number, "class")
        world.members[each.id] = each
    for each in members_of(world, "class_two")[2:]:
        if each.id not in {transfer.member_id for transfer in world.transfers.values()}:
            del world.members[each.id]
    orphan = replace(world.organisations["college"], administrators=())
    world.organisations["college"] = orphan
    return world


@pytest.fixture
def filled(tmp_path: Path, world: World) -> Filled:
    return fill_profile(tmp_path / "p", MemoryKeychain(), world=world, clock=lambda: HANDS["now"])


def found(client: Client, **query: object) -> dict[str, tuple[Ailment, int]]:
    rows = client.ailing(client.ailing_ids(HealthQuery(**query)))  # type: ignore[arg-type]
    return {row.organisation.id: (row.ailment, row.number) for row in rows}


def test_R124_no_administrator(filled: Filled) -> None:
    client = filled.client()
    ailing = found(client, ailment=Ailment.NO_ADMINISTRATOR)
    expected = {
        each.id
        for each in filled.world.organisations.values()
        if each.path.startswith(filled.world.organisations["university"].path)
        and each.id != "university"
        and each.active
        and not each.administrators
    }
    assert set(ailing) == expected
    assert "college" in ailing
    client.close()


def test_R124_fewer_than_three_and_more_than_fifty_members(filled: Filled) -> None:
    client = filled.client()
    many = found(client, ailment=Ailment.MANY_MEMBERS)
    assert many == {"class": (Ailment.MANY_MEMBERS, len(members_of(filled.world, "class")))}
    few = found(client, ailment=Ailment.FEW_MEMBERS)
    assert all(number < 3 for _, number in few.values())
    for branch in few:
        assert few[branch][1] == len(members_of(filled.world, branch))
    assert few
    client.close()


def test_R124_committee_without_branches(filled: Filled) -> None:
    client = filled.client()
    before = found(client, ailment=Ailment.NO_BRANCHES)
    assert "college" not in before
    world = filled.world
    for each in list(world.organisations.values()):
        if each.parent_id == "college":
            gone = replace(each, active=False, version=each.version + 1)
            world.organisations[each.id] = gone
            filled.feed.put("organisation", gone)
    filled.pull(client)
    assert "college" in found(client, ailment=Ailment.NO_BRANCHES)
    client.close()


def test_R124_nothing_decided_within_the_deadline(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    client = filled.client()
    assert found(client, ailment=Ailment.LATE) == {}
    monkeypatch.setitem(HANDS, "now", NOON + timedelta(days=4))
    late = found(client, ailment=Ailment.LATE)
    overdue = [
        transfer
        for transfer in filled.world.transfers.values()
        if transfer.deadline is not None
        and transfer.deadline < HANDS["now"].date()
        and transfer.acting is not None
    ]
    assert late["class"] == (Ailment.LATE, sum(each.acting.id == "class" for each in overdue if each.acting))
    client.close()


def test_R124_all_by_ailment_then_name_found_by_text_and_gone_ones_left_out(filled: Filled) -> None:
    client = filled.client()
    ids = client.ailing_ids(HealthQuery())
    rows = client.ailing(ids)
    assert [row.id for row in rows] == ids
    order = [list(Ailment).index(row.ailment) for row in rows]
    assert order == sorted(order)
    assert set(found(client, text="计算机")) <= set(found(client))
    assert client.ailing([f"late:1:{sample_id('nowhere')}"]) == []
    above = {row.organisation.id: row.above for row in rows}
    assert above["college"] == filled.world.organisations["university"].full_name
    client.close()
