"""Each law can be broken: for each there is a bug that the machine finds, by name.

A law that no bug breaks says nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis.stateful import run_state_machine_as_test

from domain import commands, deciding, members, nudges, starting, steps, transfers
from domain.actors import Actor, Party
from domain.instants import end_of_day
from domain.policy import AtDeadline, Deadline
from domain.refusals import RefusedError
from domain.transfers import TransferState
from tests.domain.machine import AnySequence
from tests.domain.world import World

HUNT = settings(
    max_examples=600,
    stateful_step_count=50,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    verbosity=Verbosity.quiet,
    suppress_health_check=list(HealthCheck),
)

Patch = pytest.MonkeyPatch


def nothing(*_: Any, **__: Any) -> None:
    """Takes a check's place."""


def allows_two_open_transfers(patch: Patch) -> None:
    patch.setattr(starting, "check_no_open_transfer", nothing)


def completes_without_allocation(patch: Patch) -> None:
    right = steps.state_after_approval

    def wrong(transfer: transfers.Transfer) -> TransferState:
        state = right(transfer)
        return TransferState.COMPLETED if state is TransferState.AWAITING_ALLOCATION else state

    patch.setattr(steps, "state_after_approval", wrong)


def allocates_at_the_deadline(patch: Patch) -> None:
    right = transfers.deadline_rule

    def wrong(edition: Any, state: TransferState) -> Deadline | None:
        rule = right(edition, state)
        return rule and replace(rule, outcome=AtDeadline.APPROVE)

    patch.setattr(transfers, "deadline_rule", wrong)


def withdraws_what_is_closed(patch: Patch) -> None:
    patch.setattr(deciding, "OPEN_STATES", frozenset(TransferState))


def skips_the_branch_that_is_left(patch: Patch) -> None:
    patch.setattr(starting, "_first_state", lambda *_: TransferState.AWAITING_DESTINATION)


def skips_the_municipal_committee(patch: Patch) -> None:
    right = steps.state_after_approval

    def wrong(transfer: transfers.Transfer) -> TransferState:
        state = right(transfer)
        return TransferState.COMPLETED if state is TransferState.AWAITING_SPECIAL else state

    patch.setattr(steps, "state_after_approval", wrong)


def counts_two_versions(patch: Patch) -> None:
    right = steps.recorded

    def wrong(*given: Any, **named: Any) -> transfers.Transfer:
        recorded = right(*given, **named)
        return replace(recorded, version=recorded.version + 1)

    patch.setattr(deciding, "recorded", wrong)


def records_nothing(patch: Patch) -> None:
    def wrong(transfer: transfers.Transfer, *given: Any, **named: Any) -> transfers.Transfer:
        return replace(transfer, version=transfer.version + 1)

    patch.setattr(deciding, "recorded", wrong)


def rewrites_history(patch: Patch) -> None:
    right = steps.recorded

    def wrong(*given: Any, **named: Any) -> transfers.Transfer:
        recorded = right(*given, **named)
        first = replace(recorded.history[0], remark="")
        return replace(recorded, history=(first, *recorded.history[1:]))

    patch.setattr(deciding, "recorded", wrong)


def signs_a_decision_as_the_system(patch: Patch) -> None:
    right = steps.recorded

    def wrong(*given: Any, **named: Any) -> transfers.Transfer:
        recorded = right(*given, **named)
        last = replace(recorded.history[-1], automatic=True)
        return replace(recorded, history=(*recorded.history[:-1], last))

    patch.setattr(deciding, "recorded", wrong)


def signs_the_system_as_a_person(patch: Patch) -> None:
    someone = Party(user_id="user-class", name="class老师", organisation_id="class", organisation_name="")
    patch.setattr(steps, "SYSTEM", someone)


def runs_out_a_day_early(patch: Patch) -> None:
    patch.setattr(transfers, "end_of_day", lambda day: end_of_day(day - timedelta(days=1)))


def decides_upon_an_older_picture(patch: Patch) -> None:
    patch.setattr(deciding, "check_undecided", nothing)


def lets_everyone_act_everywhere(patch: Patch) -> None:
    patch.setattr(Actor, "check_covers", nothing)


def lets_everyone_withdraw(patch: Patch) -> None:
    right = deciding.withdraw_transfer

    def wrong(transfer: transfers.Transfer, **named: Any) -> transfers.Transfer:
        by = named["actor"]
        mine = replace(transfer, started_by=by.party)
        return replace(right(mine, **named), started_by=transfer.started_by)

    patch.setattr(deciding, "withdraw_transfer", wrong)


def lets_everyone_start(patch: Patch) -> None:
    patch.setattr(starting, "side_of", lambda *_: transfers.Side.MEMBER)


def leaves_the_member_behind(patch: Patch) -> None:
    patch.setattr(commands, "_moved", nothing)


def places_the_member_with_the_committee(patch: Patch) -> None:
    right = transfers.placed

    def wrong(member: members.Member, transfer: transfers.Transfer) -> members.Member:
        moved = right(member, transfer)
        return replace(moved, organisation_id=transfer.destination.id) if moved != member else member

    patch.setattr(commands, "placed", wrong)


def takes_the_mark_along(patch: Patch) -> None:
    right = transfers.placed

    def wrong(member: members.Member, transfer: transfers.Transfer) -> members.Member:
        return replace(right(member, transfer), mark=member.mark)

    patch.setattr(commands, "placed", wrong)


def moves_before_completion(patch: Patch) -> None:
    right = commands._moved

    def wrong(world: World, transfer: transfers.Transfer) -> members.Member | None:
        moved = right(world, transfer)
        return moved or replace(world.members[transfer.member_id], organisation_id="workshop")

    patch.setattr(commands, "_moved", wrong)


def expects_any_month(patch: Patch) -> None:
    patch.setattr(members, "check_later", nothing)


def forgets_the_reason_of_a_delay(patch: Patch) -> None:
    right = members.mark_member

    def wrong(*given: Any, **named: Any) -> members.Member:
        return replace(right(*given, **named), delay_reason=None)

    patch.setattr(members, "mark_member", wrong)


def leaves_the_delayed_where_they_were_brought(patch: Patch) -> None:
    right = members.revoke_mark

    def wrong(member: members.Member, *given: Any, **named: Any) -> members.Member:
        return replace(right(member, *given, **named), organisation_id=member.organisation_id)

    patch.setattr(members, "revoke_mark", wrong)


def brings_the_delayed_into_any_branch(patch: Patch) -> None:
    def wrong(member: members.Member, *_: Any) -> members.Member:
        return replace(member, marked_from=member.organisation_id, organisation_id="juniors")

    patch.setattr(members, "_brought_together", wrong)


def changes_before_it_refuses(patch: Patch) -> None:
    right = commands.execute

    def wrong(world: World, command: Any, subject_id: str, *given: Any) -> commands.Changed:
        try:
            return right(world, command, subject_id, *given)
        except RefusedError:
            world.members.pop("he", None)
            raise

    patch.setattr(commands, "execute", wrong)


def changes_more_than_it_answers(patch: Patch) -> None:
    right = commands.execute

    def wrong(world: World, command: Any, subject_id: str, *given: Any) -> commands.Changed:
        changed = right(world, command, subject_id, *given)
        world.members.pop("he", None)
        return changed

    patch.setattr(commands, "execute", wrong)


def takes_a_committee_for_a_branch(patch: Patch) -> None:
    def wrong(transfer: transfers.Transfer, **named: Any) -> transfers.Transfer:
        named.pop("branch")
        return replace(right(transfer, **named, branch=_workshop), placed_in=transfer.destination)

    right = deciding.allocate_transfer
    _workshop = AnySequence().world.organisations["workshop"]
    patch.setattr(deciding, "allocate_transfer", wrong)


def keeps_a_clock_running_for_what_is_closed(patch: Patch) -> None:
    patch.setattr(deciding, "closed", lambda transfer, state, _: replace(transfer, state=state))


def counts_members_versions_twice(patch: Patch) -> None:
    right = members.mark_member

    def wrong(*given: Any, **named: Any) -> members.Member:
        marked = right(*given, **named)
        return replace(marked, version=marked.version + 1)

    patch.setattr(members, "mark_member", wrong)


def reminds_as_often_as_one_likes(patch: Patch) -> None:
    patch.setattr(nudges, "china_date", lambda _: object())


def takes_a_reminder_for_a_decision(patch: Patch) -> None:
    right = steps.recorded

    def wrong(transfer: transfers.Transfer, by: Any, action: Any, *given: Any) -> transfers.Transfer:
        after = right(transfer, by, action, *given)
        is_reminder = action is transfers.Action.NUDGED
        return replace(after, state=TransferState.COMPLETED) if is_reminder else after

    patch.setattr(nudges, "recorded", wrong)


PLANTS: tuple[tuple[Any, str], ...] = (
    (allows_two_open_transfers, "two open transfers"),
    (completes_without_allocation, "state does not follow"),
    (allocates_at_the_deadline, "allocated by itself"),
    (withdraws_what_is_closed, "a change past the end"),
    (skips_the_branch_that_is_left, "state does not follow"),
    (skips_the_municipal_committee, "state does not follow"),
    (counts_two_versions, "a version is one up"),
    (records_nothing, "what has happened stays|a version is one up"),
    (rewrites_history, "what has happened stays"),
    (signs_a_decision_as_the_system, "not automatic"),
    (signs_the_system_as_a_person, "not signed by the system|only the system acts by itself"),
    (runs_out_a_day_early, "before its time"),
    (decides_upon_an_older_picture, "older picture"),
    (lets_everyone_act_everywhere, "outside the scope"),
    (lets_everyone_withdraw, "outside the scope"),
    (lets_everyone_start, "outside the scope"),
    (leaves_the_member_behind, "not moved at completion"),
    (places_the_member_with_the_committee, "not where the transfer has put them"),
    (takes_the_mark_along, "the mark came along"),
    (moves_before_completion, "moved before completion"),
    (expects_any_month, "expected before the regular month"),
    (forgets_the_reason_of_a_delay, "delayed with a reason"),
    (leaves_the_delayed_where_they_were_brought, "not brought back"),
    (brings_the_delayed_into_any_branch, "where no delayed graduates are"),
    (changes_before_it_refuses, "a refused command has changed something"),
    (changes_more_than_it_answers, "only what is answered may change"),
    (takes_a_committee_for_a_branch, "not where|branches only"),
    (keeps_a_clock_running_for_what_is_closed, "nobody after"),
    (counts_members_versions_twice, "a version is one up"),
    (reminds_as_often_as_one_likes, "reminded twice on a day"),
    (takes_a_reminder_for_a_decision, "state does not follow"),
)


@pytest.mark.parametrize(("plant", "law"), PLANTS, ids=lambda each: getattr(each, "__name__", ""))
def test_planted_bug_is_found(plant: Any, law: str, monkeypatch: Patch) -> None:
    plant(monkeypatch)
    with pytest.raises(AssertionError, match=law):
        run_state_machine_as_test(AnySequence, settings=HUNT)


def test_nothing_is_found_where_nothing_is_planted() -> None:
    run_state_machine_as_test(AnySequence, settings=settings(HUNT, max_examples=50))
