"""Whole cycles against a feed in memory: what is lost, doubled, late, damaged, or decided by others."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

import msgspec
import pytest
from sqlalchemy import delete, update

from desktop.api.answers import Result
from desktop.api.problems import ProblemError
from desktop.cache.areas import counted_anew, live_area, read_area
from desktop.cache.tables import LIVE, area
from desktop.errors import ClientError, client_error
from desktop.sync.cycle import Cycle
from desktop.values import Delivery, MemberQuery, OpState, Seen, TransferQuery
from domain.commands import AllocateTransfer, MarkMember
from domain.members import Mark
from domain.transfers import TransferState
from tests.desktop.profiles import DEVICE
from tests.desktop.samples import members_of, person, sample_id
from tests.domain.examples import NOON, administrator

if TYPE_CHECKING:
    from desktop.api import Api
    from desktop.client import Client
    from tests.desktop.profiles import Filled

LOST = client_error("SERVER_UNREACHABLE", server="s")
NEVER_SENT = client_error("SERVER_UNREACHABLE", server="s", unsent=True)


def problem(code: str, status: int, op_id: str = "") -> ProblemError:
    return ProblemError(ClientError(code, "没有成功", "Refused"), status, op_id)


@dataclass
class Faults:
    """Raises the errors of one call in turn; None lets it through."""

    call: str
    errors: list[ClientError | None]
    times: int = field(default=0)

    def __call__(self, call: str) -> None:
        if call == self.call and self.times < len(self.errors):
            error = self.errors[self.times]
            self.times += 1
            if error is not None:
                raise error


@pytest.fixture
def cycle(filled: Filled, client: Client) -> Cycle:
    opened = client._now_open()
    return Cycle(opened.workspace, cast("Api", filled.api), DEVICE)


def pending(client: Client) -> list[Seen]:
    rows = client.transfers(client.transfer_ids(TransferQuery()))
    return [Seen(id=row.transfer.id, version=row.transfer.version) for row in rows]


def is_as_the_server(filled: Filled, client: Client) -> None:
    """I7, row by row."""
    scope = filled.feed.scope(filled.api.actor)
    check = filled.feed.check(scope)
    cache = client._now_open().workspace.cache
    with cache.read() as snapshot:
        live = live_area(snapshot)
        assert (live.n, f"{live.xor:016x}") == (check.n, check.xor)
        assert counted_anew(snapshot, live) == (live.n, live.xor)
    for row in client.members(client.member_ids(MemberQuery())):
        assert row.member == filled.world.members[row.member.id]


def states(client: Client) -> list[OpState]:
    return [item.state for item in client.outbox()]


# What happens to the way there and back


def test_F19_request_lost_is_sent_again(filled: Filled, client: Client, cycle: Cycle) -> None:
    client.approve_transfers(pending(client)[:2])
    filled.api.before = Faults("push", [LOST])
    with pytest.raises(ClientError):
        cycle.run()
    assert states(client) == [OpState.SENDING] * 2
    cycle.run()
    assert states(client) == [OpState.APPLIED] * 2
    assert len(filled.feed.effects) == 2
    is_as_the_server(filled, client)


def test_F20_answer_lost_has_one_effect(filled: Filled, client: Client, cycle: Cycle) -> None:
    outcomes = client.approve_transfers(pending(client)[:3])
    filled.api.after = Faults("push", [LOST])
    with pytest.raises(ClientError):
        cycle.run()
    cycle.run()
    assert filled.feed.effects == [each.op_id for each in outcomes]
    assert states(client) == [OpState.APPLIED] * 3
    is_as_the_server(filled, client)


def test_what_surely_was_not_sent_can_still_be_taken_back(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    [outcome] = client.approve_transfers(pending(client)[:1])
    filled.api.before = Faults("push", [NEVER_SENT])
    with pytest.raises(ClientError):
        cycle.run()
    assert outcome.op_id is not None
    assert client.take_back([outcome.op_id]) == [outcome.op_id]
    cycle.run()
    assert filled.feed.effects == []


def test_pull_never_waits_for_push(filled: Filled, client: Client, cycle: Cycle) -> None:
    client.approve_transfers(pending(client)[:1])
    somebody = members_of(filled.world, "class")[0]
    filled.feed.put("member", replace(somebody, version=2, name="改名"))
    filled.world.members[somebody.id] = replace(somebody, version=2, name="改名")
    filled.api.before = Faults("push", [problem("SERVER_ERROR", 500)])
    with pytest.raises(ClientError):
        cycle.run()
    assert client.members([somebody.id])[0].member.name == "改名"


def test_I13_batch_that_cannot_be_read_is_halved_until_the_culprit_is_found(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    outcomes = client.approve_transfers(pending(client)[:5])
    bad = outcomes[3].op_id

    whole = filled.api.push

    def push(device_id: str, epoch: str, ops: list[dict[str, object]]) -> object:
        if any(each["op_id"] == bad for each in ops):
            raise problem("BODY_INVALID", 422)
        return whole(device_id, epoch, ops)

    filled.api.push = push  # type: ignore[assignment, method-assign]
    cycle.run()
    by_id = {item.op_id: item for item in client.outbox()}
    assert by_id[str(bad)].state is OpState.REJECTED
    assert by_id[str(bad)].sentence == "没有成功"
    assert len(filled.feed.effects) == 4


def test_named_culprit_is_quarantined_with_its_chain(filled: Filled, client: Client, cycle: Cycle) -> None:
    first = _graduate(client)
    client.mark_members([first], Mark.TEACHER)
    client.revoke_marks([replace(first, version=first.version + 1)])
    [other] = client.approve_transfers(pending(client)[:1])
    bad = client.outbox()[0].op_id
    filled.api.before = Faults("push", [problem("OP_DAMAGED", 422, bad)])
    cycle.run()
    assert [(item.state, item.code) for item in client.outbox()] == [
        (OpState.REJECTED, "OP_DAMAGED"),
        (OpState.REJECTED, "PREDECESSOR_REJECTED"),
        (OpState.APPLIED, ""),
    ]
    assert filled.feed.effects == [other.op_id]


def test_op_that_took_effect_is_not_quarantined(filled: Filled, client: Client, cycle: Cycle) -> None:
    client.approve_transfers(pending(client)[:1])
    filled.api.after = Faults("push", [LOST])
    with pytest.raises(ClientError):
        cycle.run()
    filled.api.before = Faults("push", [problem("TOO_LARGE", 413)])
    cycle.run()
    assert states(client) == [OpState.APPLIED]
    assert len(filled.feed.effects) == 1


def _graduate(client: Client) -> Seen:
    rows = client.members(client.member_ids(MemberQuery(organisation_id="class_two")))
    row = next(row for row in rows if not row.open_transfer and not row.member.mark)
    return Seen(id=row.member.id, version=row.member.version)


def test_too_large_batches_become_smaller(filled: Filled, client: Client, cycle: Cycle) -> None:
    client.approve_transfers(pending(client)[:6])
    filled.api.before = Faults("push", [problem("TOO_LARGE", 413), problem("TOO_LARGE", 413)])
    cycle.run()
    assert states(client) == [OpState.APPLIED] * 6
    assert max(len(batch) for batch in filled.api.pushed) <= 2


def test_deferred_op_is_held_and_others_go_on(filled: Filled, client: Client, cycle: Cycle) -> None:
    one, two = pending(client)[:2]
    client.approve_transfers([one, two])
    held = client.outbox()[0].op_id
    whole = filled.api._carried_out

    def deferring(op: dict[str, object]) -> Result:
        return Result(op_id=held, outcome="deferred") if op["op_id"] == held else whole(op)

    filled.api._carried_out = deferring  # type: ignore[method-assign]
    cycle.run()
    had_held = cycle.has_held
    assert had_held
    assert [item.state for item in client.outbox()] == [OpState.SENDING, OpState.APPLIED]
    filled.api._carried_out = whole  # type: ignore[method-assign]
    cycle.run()
    assert not cycle.has_held
    assert set(states(client)) == {OpState.APPLIED}


# What others do meanwhile


def test_member_who_was_placed_elsewhere_is_gone_after_one_sync(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    transfer = filled.world.transfers[sample_id("transfer-allocating")]
    assert client.members([transfer.member_id])
    changed = filled.world.execute(
        AllocateTransfer(branch_id="workshop"), transfer.id, administrator(filled.world, "employer"), NOON
    )
    filled.feed.store(changed)
    cycle.run()
    assert client.members([transfer.member_id]) == []
    detail = client.transfer_detail(transfer.id)
    assert detail is not None, "its history stays with the former administrators (SPEC R57)"
    assert detail.row.transfer.state is TransferState.COMPLETED
    is_as_the_server(filled, client)


def test_prediction_gives_way_when_its_premise_is_gone(filled: Filled, client: Client, cycle: Cycle) -> None:
    member = _graduate(client)
    client.mark_members([member], Mark.TEACHER)
    other = administrator(filled.world, "college")
    changed = filled.world.execute(MarkMember(mark=Mark.FLOATING_GRADUATE), member.id, other, NOON)
    filled.feed.store(changed)
    filled.api.before = Faults("push", [LOST])
    with pytest.raises(ClientError):
        cycle.run()
    [row] = client.members([member.id])
    assert (row.member.mark, row.delivery) == (Mark.FLOATING_GRADUATE, Delivery.WAITING)
    cycle.run()
    [row] = client.members([member.id])
    assert (row.member.mark, row.delivery) == (Mark.FLOATING_GRADUATE, Delivery.ATTENTION)
    assert client.outbox()[0].state is OpState.CONFLICT


def test_what_was_rejected_is_not_shown_as_done_though_the_pull_fails(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    member = _graduate(client)
    client.mark_members([member], Mark.TEACHER)
    other = administrator(filled.world, "college")
    filled.world.execute(MarkMember(mark=Mark.FLOATING_GRADUATE), member.id, other, NOON)
    filled.api.before = Faults("pull", [LOST])
    with pytest.raises(ClientError):
        cycle.run()
    [row] = client.members([member.id])
    assert (row.member.mark, row.delivery) == (None, Delivery.ATTENTION)


def test_prediction_stays_until_the_pull_has_reached_it(filled: Filled, client: Client, cycle: Cycle) -> None:
    one = pending(client)[0]
    client.approve_transfers([one])
    filled.api.before = Faults("pull", [LOST])
    with pytest.raises(ClientError):
        cycle.run()
    assert states(client) == [OpState.APPLIED]
    [row] = client.transfers([one.id])
    assert row.transfer.state is TransferState.AWAITING_DESTINATION
    cycle.run()
    assert client.transfers([one.id])[0].delivery is Delivery.CONFIRMED


# Scope, epoch, damage


def test_I8_part_that_leaves_the_scope_is_gone_after_one_sync(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    moved = filled.world.change_organisation("class_two", path="/country/class_two/", parent_id="country")
    filled.feed.put("organisation", moved)
    cycle.run()
    assert not client.member_ids(MemberQuery(organisation_id="class_two"))
    assert client.organisation_path("class_two") == []
    is_as_the_server(filled, client)


def test_part_that_enters_the_scope_is_fetched(filled: Filled, client: Client, cycle: Cycle) -> None:
    filled.api.limit = 7
    path = filled.world.organisations["college"].path
    moved = filled.world.change_organisation("village", path=f"{path}village/", parent_id="college")
    filled.feed.put("organisation", moved)
    cycle.run()
    assert client.member_ids(MemberQuery(organisation_id="village"))
    is_as_the_server(filled, client)
    assert cycle._puller._refetches == 0, "it was asked for, not found missing"


def test_F38_restored_server_gets_again_what_it_has_forgotten(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    backup = filled.world.copy()
    outcomes = client.approve_transfers(pending(client)[:2])
    cycle.run()
    assert len(filled.feed.effects) == 2

    restored = type(filled.feed)(backup, filled.clock, epoch="epoch-2")
    object.__setattr__(filled, "feed", restored)
    filled.api.feed = restored
    epochs = iter([problem("EPOCH_CHANGED", 409)])

    def before(call: str) -> None:
        if call == "pull":
            for error in epochs:
                raise error

    filled.api.before = before
    cycle.run()
    assert restored.effects == [each.op_id for each in outcomes]
    assert states(client) == [OpState.APPLIED] * 2
    is_as_the_server(filled, client)


@pytest.mark.fault("F41")
def test_resync_required_fetches_anew(filled: Filled, client: Client, cycle: Cycle) -> None:
    filled.api.limit = 10
    filled.api.before = Faults("pull", [problem("RESYNC_REQUIRED", 409)])
    cycle.run()
    is_as_the_server(filled, client)


def test_F53_planted_error_in_a_row_is_found_and_healed(filled: Filled, client: Client, cycle: Cycle) -> None:
    with client._now_open().workspace.cache.write() as snapshot:
        snapshot.execute(delete(LIVE.member).where(LIVE.member.c.organisation_id == "class"))
    cycle.run()
    is_as_the_server(filled, client)


def test_F53_planted_error_in_the_sums_is_found_and_healed(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    with client._now_open().workspace.cache.write() as snapshot:
        snapshot.execute(update(area).values(n=5))
    cycle.run()
    is_as_the_server(filled, client)


def test_difference_that_remains_is_told_instead_of_fetching_for_ever(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    pull = filled.api.pull

    def wrong(*arguments: object) -> object:
        page = pull(*arguments)  # type: ignore[arg-type]
        if page.check is not None:
            page.check.n += 1
        return page

    filled.api.pull = wrong  # type: ignore[assignment, method-assign]
    cycle.run()
    assert "核对不一致" in client.status().problem
    assert client.member_ids(MemberQuery())


def test_F54_mass_deletion_is_not_applied(filled: Filled, client: Client, cycle: Cycle) -> None:
    before = client.member_ids(MemberQuery())
    for each in list(filled.world.members.values()):
        filled.feed.put("member", replace(each, version=each.version + 1, organisation_id="village"))
    with pytest.raises(ClientError) as caught:
        cycle.run()
    assert caught.value.code == "MASS_DELETION"
    assert client.member_ids(MemberQuery()) == before


def test_F54_nor_is_one_that_comes_by_fetching_anew(filled: Filled, client: Client, cycle: Cycle) -> None:
    before = client.member_ids(MemberQuery())
    for each in list(filled.world.members.values()):
        filled.feed.put("member", replace(each, version=each.version + 1, organisation_id="village"))
    filled.api.before = Faults("pull", [problem("RESYNC_REQUIRED", 409)])
    with pytest.raises(ClientError) as caught:
        cycle.run()
    assert caught.value.code == "MASS_DELETION"
    assert client.member_ids(MemberQuery()) == before


def test_F46_member_who_moves_while_pages_are_fetched_is_there_once(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    filled.api.limit = 20
    somebody = members_of(filled.world, "class")[5]
    moves = iter(["class_two", "mixed", "juniors", "class_two"])

    def moving() -> None:
        target = next(moves, None)
        if target is not None:
            now = filled.world.members[somebody.id]
            moved = replace(now, version=now.version + 1, organisation_id=target)
            filled.world.members[somebody.id] = moved
            filled.feed.put("member", moved)

    filled.api.before = Faults("pull", [problem("RESYNC_REQUIRED", 409)])
    pull = filled.api.pull

    def pull_and_move(*arguments: object) -> object:
        page = pull(*arguments)  # type: ignore[arg-type]
        moving()
        return page

    filled.api.pull = pull_and_move  # type: ignore[assignment, method-assign]
    cycle.run()
    cycle.run()
    [row] = client.members([somebody.id])
    assert row.member.organisation_id == "class_two"
    is_as_the_server(filled, client)


def test_F6_interrupted_first_fetch_goes_on_and_shows_its_progress(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    filled.api.limit = 10
    workspace = client._now_open().workspace
    workspace.make_cache_anew(workspace.cache.generation)
    seen_rows: list[int] = []
    filled.api.before = Faults("pull", [None, None, None, LOST])
    with pytest.raises(ClientError):
        cycle.run()
    assert client.member_ids(MemberQuery()) == []
    with workspace.cache.read() as snapshot:
        staging = read_area(snapshot, "staging")
        assert staging is not None
        assert staging.n == 30

    def watch(call: str) -> None:
        if cycle.progress is not None:
            seen_rows.append(cycle.progress.done)

    filled.api.before = watch
    cycle.run()
    assert seen_rows[0] == 40
    assert seen_rows == sorted(seen_rows)
    assert cycle.progress is None
    is_as_the_server(filled, client)


def test_cancelled_fetch_stops_between_pages_and_can_go_on(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    filled.api.limit = 10
    workspace = client._now_open().workspace
    workspace.make_cache_anew(workspace.cache.generation)

    def cancel(call: str) -> None:
        if call == "pull":
            cycle.cancel()

    filled.api.before = cancel
    with pytest.raises(ClientError) as caught:
        cycle.run()
    assert caught.value.code == "SYNC_CANCELLED"
    filled.api.before = lambda _: None
    cycle.run()
    is_as_the_server(filled, client)


def test_server_that_restores_itself_over_and_over_is_given_up(filled: Filled, cycle: Cycle) -> None:
    filled.api.before = Faults("pull", [problem("EPOCH_CHANGED", 409)] * 10)
    with pytest.raises(ClientError) as caught:
        cycle.run()
    assert caught.value.code == "EPOCH_CHANGED"


@pytest.mark.parametrize(("schema", "code"), [((2, 3), "CLIENT_TOO_OLD"), ((0, 0), "SERVER_TOO_OLD")])
def test_F42_versions_that_do_not_meet_are_told(
    filled: Filled, cycle: Cycle, schema: tuple[int, int], code: str
) -> None:
    hello = filled.api.hello
    filled.api.hello = lambda: msgspec.structs.replace(hello(), schema=schema)  # type: ignore[method-assign]
    with pytest.raises(ClientError) as caught:
        cycle.run()
    assert caught.value.code == code


def test_number_that_no_column_can_hold_is_refused(filled: Filled, client: Client, cycle: Cycle) -> None:
    transfer = filled.world.transfers[sample_id("transfer-done")]
    filled.feed.put("transfer", replace(transfer, version=99, edition=2**70))
    with pytest.raises(ClientError) as caught:
        cycle.run()
    assert caught.value.code == "ANSWER_UNREADABLE"
    assert client.transfers([transfer.id])[0].transfer == transfer


def test_F23_answer_to_a_question_of_an_earlier_cache_is_passed_over(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    newcomer = person(777, "class")
    filled.world.members[newcomer.id] = newcomer
    filled.feed.put("member", newcomer)
    workspace = client._now_open().workspace
    anew = iter([True])

    def meanwhile(call: str) -> None:
        if call == "pull" and next(anew, False):
            workspace.make_cache_anew(workspace.cache.generation)

    filled.api.before = meanwhile
    cycle.run()
    is_as_the_server(filled, client)


def test_new_people_arrive_and_are_sorted_in(filled: Filled, client: Client, cycle: Cycle) -> None:
    newcomer = person(777, "class", name="阿明", search="阿明 明 aming ming am m")
    filled.world.members[newcomer.id] = newcomer
    filled.feed.put("member", newcomer)
    cycle.run()
    assert client.member_ids(MemberQuery())[0] == newcomer.id


def test_approving_and_its_page_in_the_same_cycle(filled: Filled, client: Client, cycle: Cycle) -> None:
    one = pending(client)[0]
    client.approve_transfers([one], "同意")
    cycle.run()
    [row] = client.transfers([one.id])
    assert row.delivery is Delivery.CONFIRMED
    assert row.transfer.history[-1].remark == "同意"
    assert row.transfer == filled.world.transfers[one.id]


@pytest.mark.fault("F49")
def test_I11_nothing_is_sent_that_another_user_decided(filled: Filled, client: Client, cycle: Cycle) -> None:
    client.approve_transfers(pending(client)[:1])
    workspace = client._now_open().workspace
    workspace.session = replace(workspace.session, user_id="user-other")
    cycle.run()
    assert filled.feed.effects == []
    assert len(workspace.outbox.pending()) == 1
