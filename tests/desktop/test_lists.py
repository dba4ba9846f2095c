"""What the lists show, held against the same computed in Python by the rules themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.values import (
    Delivery,
    MemberList,
    MemberOrder,
    MemberQuery,
    Seen,
    Tab,
    TransferOrder,
    TransferQuery,
)
from domain.members import Mark, graduation_month_of, is_graduate
from domain.transfers import OPEN_STATES, TransferState, is_soon_overdue
from tests.desktop.samples import members_of
from tests.domain.examples import NOON
from tests.domain.world import EDITIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.client import Client
    from desktop.values import MemberRow
    from domain.members import Member
    from domain.transfers import Transfer
    from tests.desktop.profiles import Filled

OUTSIDE = ("village", "vocational", "workshop", "beijing_class")
MARKS = (Mark.DELAYED_GRADUATE, Mark.TEACHER, Mark.FLOATING_GRADUATE)


def in_scope(filled: Filled) -> list[Member]:
    world = filled.world
    return [
        each
        for each in world.members.values()
        if world.organisations[each.organisation_id].path.startswith(world.organisations["university"].path)
    ]


def rows(client: Client, **query: object) -> list[MemberRow]:
    return client.members(client.member_ids(MemberQuery(**query)))  # type: ignore[arg-type]


def test_R5_only_the_scope_is_here(filled: Filled, client: Client) -> None:
    shown = {row.member.id for row in rows(client)} | {
        row.member.id for row in rows(client, list=MemberList.DELAYED)
    }
    assert shown == {each.id for each in in_scope(filled)}
    assert len(shown) < len(filled.world.members)


def test_R33_delayed_graduates_are_in_a_list_of_their_own(client: Client) -> None:
    assert {row.member.mark for row in rows(client, list=MemberList.DELAYED)} == {Mark.DELAYED_GRADUATE}
    assert Mark.DELAYED_GRADUATE not in {row.member.mark for row in rows(client)}


def test_rows_carry_what_the_rules_say(filled: Filled, client: Client) -> None:
    world = filled.world
    for row in rows(client):
        branch = world.organisations[row.member.organisation_id]
        assert row.member == world.members[row.member.id]
        assert row.branch_name == branch.full_name
        assert row.graduation_month == graduation_month_of(row.member, branch)
        assert row.graduate == is_graduate(row.member, branch)
        open_transfer = world.open_transfer_of(row.member.id)
        assert row.open_transfer == (open_transfer.state if open_transfer else None)
        assert row.delivery is Delivery.CONFIRMED


def mark_rank(row: MemberRow) -> int:
    if row.member.mark is not None:
        return MARKS.index(row.member.mark)
    return len(MARKS) if row.graduate else len(MARKS) + 1


@pytest.mark.parametrize("descending", [False, True])
def test_order_by_mark_follows_the_rules(client: Client, descending: bool) -> None:
    ranks = [mark_rank(row) for row in rows(client, order=MemberOrder.MARK, descending=descending)]
    nothing = len(MARKS) + 1
    ranked = [rank for rank in ranks if rank != nothing]
    assert ranked == sorted(ranked, reverse=descending)
    assert set(ranks[len(ranked) :]) == {nothing}, "who has nothing to show comes last either way"


@pytest.mark.parametrize("descending", [False, True])
def test_order_by_month_is_the_month_that_holds(client: Client, descending: bool) -> None:
    months = [
        row.graduation_month or ""
        for row in rows(client, order=MemberOrder.GRADUATION_MONTH, descending=descending)
    ]
    assert months == sorted(months, reverse=descending)


def test_order_by_name_is_by_pinyin(client: Client) -> None:
    names = [row.member.name for row in rows(client)]
    firsts = list(dict.fromkeys(names))
    for earlier, later in [("陈晨", "何炅"), ("单雄信", "沈浪"), ("曾国", "张小明"), ("褚健", "吕布")]:
        assert firsts.index(earlier) < firsts.index(later)


def test_order_by_organisation_keeps_branches_together(client: Client) -> None:
    branches = [row.branch_name for row in rows(client, order=MemberOrder.ORGANISATION)]
    blocks = [name for index, name in enumerate(branches) if index == 0 or branches[index - 1] != name]
    assert len(blocks) == len(set(blocks)) > 1


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", MemberOrder)
def test_first_rows_are_the_first_of_all_with_what_is_predicted(
    client: Client, order: MemberOrder, descending: bool
) -> None:
    free = [row for row in rows(client) if row.graduate and not row.member.mark and not row.open_transfer]
    marked = [Seen(id=row.member.id, version=row.member.version) for row in free[:2]]
    client.mark_members(marked, Mark.TEACHER)
    query = MemberQuery(order=order, descending=descending)
    everything = client.member_ids(query)
    assert len(set(everything)) == len(everything) > len(marked) > 0
    for limit in range(len(everything) + 2):
        assert client.member_ids(query, limit) == everything[:limit]


@pytest.mark.parametrize("organisation", ["university", "college", "class", "mixed", "delayed"])
def test_organisation_means_it_and_everything_below(
    filled: Filled, client: Client, organisation: str
) -> None:
    world = filled.world
    path = world.organisations[organisation].path
    expected = {
        each.id
        for each in in_scope(filled)
        if world.organisations[each.organisation_id].path.startswith(path)
        and each.mark is not Mark.DELAYED_GRADUATE
    }
    assert set(client.member_ids(MemberQuery(organisation_id=organisation))) == expected


@pytest.mark.parametrize("organisation", ["village", "unknown"])
def test_organisation_outside_the_scope_has_nothing(client: Client, organisation: str) -> None:
    assert client.member_ids(MemberQuery(organisation_id=organisation)) == []
    assert client.transfer_ids(TransferQuery(organisation_id=organisation)) == []


SEARCHES: dict[str, Callable[[Member], bool]] = {
    "张小明": lambda each: each.name == "张小明",
    "小明": lambda each: each.name == "张小明",
    "zhangxiaoming": lambda each: each.name == "张小明",
    "ZXM": lambda each: each.name == "张小明",
    "shan": lambda each: "shan" in each.search,
    "han mei": lambda each: "han" in each.search and "mei" in each.search,
    "54000000": lambda _: False,
    "%": lambda _: False,
    "_": lambda _: False,
    "nobody": lambda _: False,
}


@pytest.mark.parametrize("text", SEARCHES)
def test_R111_search_by_name_pinyin_and_initials(filled: Filled, client: Client, text: str) -> None:
    expected = {
        each.id
        for each in in_scope(filled)
        if SEARCHES[text](each) and each.mark is not Mark.DELAYED_GRADUATE
    }
    assert set(client.member_ids(MemberQuery(text=text))) == expected


def test_R111_search_by_last_digits(filled: Filled, client: Client) -> None:
    person = members_of(filled.world, "class_two")[3]
    for text in (person.identity_number, person.identity_number[-6:].lower(), person.phone[-4:]):
        found = client.member_ids(MemberQuery(text=text))
        assert person.id in found
        for row in client.members(found):
            numbers = (row.member.identity_number.lower(), row.member.phone)
            assert any(number.endswith(text.lower()) for number in numbers)


def expected_transfers(filled: Filled, tab: Tab) -> set[str]:
    actor = filled.api.actor
    path = actor.organisation.path

    def is_shown(each: Transfer) -> bool:
        match tab:
            case Tab.PENDING:
                return each.acting is not None and each.acting.path.startswith(path)
            case Tab.DECIDED:
                actions = {"approved", "refused", "allocated"}
                return any(
                    event.by.user_id == actor.user_id and event.action in actions for event in each.history
                )
            case Tab.STARTED:
                by = each.started_by
                return by.user_id == actor.user_id or by.organisation_id == actor.organisation.id

    return {each.id for each in filled.world.transfers.values() if is_shown(each)}


@pytest.mark.parametrize("tab", Tab)
def test_R112_three_tabs(filled: Filled, client: Client, tab: Tab) -> None:
    shown = client.transfer_ids(TransferQuery(tab=tab))
    assert set(shown) == expected_transfers(filled, tab)
    assert shown


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", TransferOrder)
def test_every_order_of_transfers_shows_the_same_rows(
    filled: Filled, client: Client, order: TransferOrder, descending: bool
) -> None:
    shown = client.transfer_ids(TransferQuery(order=order, descending=descending))
    assert set(shown) == expected_transfers(filled, Tab.PENDING)
    assert len(shown) == len(set(shown))


def test_nearest_deadline_is_on_top(client: Client) -> None:
    days = [row.days_left for row in client.transfers(client.transfer_ids(TransferQuery()))]
    known = [each for each in days if each is not None]
    assert known == sorted(known)
    assert days[: len(known)] == known


@pytest.mark.parametrize("tab", Tab)
def test_transfers_of_an_organisation(filled: Filled, client: Client, tab: Tab) -> None:
    everything = set(client.transfer_ids(TransferQuery(tab=tab)))
    assert set(client.transfer_ids(TransferQuery(tab=tab, organisation_id="university"))) == everything
    for branch in ("class", "class_two"):
        shown = set(client.transfer_ids(TransferQuery(tab=tab, organisation_id=branch)))
        transfers = [filled.world.transfers[each] for each in everything]
        assert shown == {each.id for each in transfers if branch in (each.source.id, each.destination.id)}


def test_search_in_transfers(filled: Filled, client: Client) -> None:
    [first, *_] = client.transfers(client.transfer_ids(TransferQuery()))
    subject = first.transfer.subject
    for text in (subject.name, subject.phone[-5:], first.transfer.destination.full_name):
        assert first.transfer.id in client.transfer_ids(TransferQuery(text=text))
    assert client.transfer_ids(TransferQuery(text="nobody")) == []


def test_R80_counts(filled: Filled, client: Client) -> None:
    pending = [filled.world.transfers[each] for each in expected_transfers(filled, Tab.PENDING)]
    soon = [each for each in pending if is_soon_overdue(each, EDITIONS[each.edition], NOON)]
    counts = client.counts()
    assert (counts.pending, counts.soon) == (len(pending), len(soon))
    assert 0 < counts.soon < counts.pending


def test_R110_tree_counts_what_lies_below(filled: Filled, client: Client) -> None:
    world = filled.world
    [root] = client.organisation_roots()
    todo, seen = [root], 0
    while todo:
        node = todo.pop()
        seen += 1
        path = node.organisation.path
        below = {each.id for each in world.organisations.values() if each.path.startswith(path)}
        assert node.organisation == world.organisations[node.organisation.id]
        assert node.members == len([m for m in world.members.values() if m.organisation_id in below])
        acting = [t.acting.id for t in world.transfers.values() if t.acting and t.state in OPEN_STATES]
        assert node.pending == len([each for each in acting if each in below])
        children = client.organisation_children(node.organisation.id)
        assert node.has_children == bool(children)
        todo += children
    assert seen == len([each for each in world.organisations.values() if "/university/" in each.path])


def test_counts_of_the_tree_follow_what_was_decided(client: Client) -> None:
    before = {node.organisation.id: node for node in client.organisation_children("university")}
    graduates = [
        row for row in rows(client) if row.graduate and not row.member.mark and not row.open_transfer
    ]
    seen = [Seen(id=row.member.id, version=row.member.version) for row in graduates[:2]]
    client.mark_members(
        seen, Mark.DELAYED_GRADUATE, expected_month="2021-07", delay_reason="学分", move_to="delayed"
    )
    pending = client.transfers(client.transfer_ids(TransferQuery()))[:1]
    client.refuse_transfers([Seen(id=pending[0].transfer.id, version=pending[0].transfer.version)], "不对")
    after = {node.organisation.id: node for node in client.organisation_children("university")}
    assert after["college"].members == before["college"].members - 2
    assert after["delayed"].members == before["delayed"].members + 2
    assert after["college"].pending == before["college"].pending - 1


def test_path_leads_from_the_root_down(client: Client) -> None:
    assert client.organisation_path("class") == ["university", "college", "class"]
    assert client.organisation_path("village") == []


def test_organisations_are_found_by_their_name(client: Client) -> None:
    found = [node.organisation.id for node in client.find_organisations("jisuanji 1班")]
    assert set(found) == {"class", "juniors"}
    assert client.find_organisations("村") == []
    assert client.find_organisations("") == []
    assert len(client.find_organisations("jisuanji", limit=2)) == 2


def test_rows_come_in_the_order_asked_without_what_is_gone(client: Client) -> None:
    ids = client.member_ids(MemberQuery())[:5]
    asked = [ids[3], "gone", ids[0]]
    assert [row.member.id for row in client.members(asked)] == [ids[3], ids[0]]
    assert client.transfers(["gone"]) == []
    assert client.transfer_detail("gone") is None


def test_predicted_rows_move_between_the_tabs(client: Client) -> None:
    [first, *_] = client.transfers(client.transfer_ids(TransferQuery()))
    seen = [Seen(id=first.transfer.id, version=first.transfer.version)]
    [outcome] = client.refuse_transfers(seen, "材料不全")
    assert outcome.refusal is None
    assert first.transfer.id not in client.transfer_ids(TransferQuery())
    assert client.transfer_ids(TransferQuery(tab=Tab.DECIDED, order=TransferOrder.DECIDED_AT))
    assert first.transfer.id in client.transfer_ids(TransferQuery(tab=Tab.DECIDED))
    [row] = client.transfers([first.transfer.id])
    assert (row.transfer.state, row.delivery) == (TransferState.REFUSED, Delivery.WAITING)
    assert client.counts().pending == len(client.transfer_ids(TransferQuery()))
