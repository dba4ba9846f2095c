"""Deleting a member and bringing them back (SPEC R46, question 18)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.deletion import Deletion, DeletionReason, delete_member, restore_member
from domain.members import Mark
from domain.terms import term
from tests.domain.examples import NOON, administrator, member, oneself, small_world
from tests.domain.refused import refused

WORLD = small_world()
STUDENT = member("qian", "juniors")
GRADUATE = member("zhang", "class")


def actor(name: str) -> Any:
    return administrator(WORLD, name) if name in WORLD.organisations else oneself(WORLD, name)


def delete(person: Any = STUDENT, by: str = "college", **changes: Any) -> Deletion:
    given = {"reason": DeletionReason.DUPLICATE, "remark": "重复录入", "has_open_transfer": False}
    return delete_member(
        person,
        WORLD.organisations[person.organisation_id],
        **{"seen_version": 1, **given, **changes},
        actor=actor(by),
        now=NOON,
    )


def test_R46_deletion_keeps_the_member_the_reason_and_who() -> None:
    assert delete(remark=" 与另一条记录重复 ") == Deletion(
        member=STUDENT,
        version=2,
        reason=DeletionReason.DUPLICATE,
        remark="与另一条记录重复",
        by=administrator(WORLD, "college").party,
        at=NOON,
    )


def test_R46_to_be_registered_elsewhere_is_no_reason() -> None:
    assert {term(reason) for reason in DeletionReason} == {
        "重复录入", "误录（本人不是团员）", "去世", "开除团籍", "退团、离团",
    }  # fmt: skip


@pytest.mark.parametrize("reason", [DeletionReason.DUPLICATE, DeletionReason.WRONG_ENTRY])
def test_Q18_graduate_is_transferred_not_deleted(reason: DeletionReason) -> None:
    with refused("DELETION_INSTEAD_OF_TRANSFER", "团员zhang", "转接"):
        delete(GRADUATE, reason=reason)


@pytest.mark.parametrize("reason", [DeletionReason.DECEASED, DeletionReason.EXPELLED, DeletionReason.LEFT])
def test_R46_unless_the_membership_has_ended(reason: DeletionReason) -> None:
    assert delete(GRADUATE, reason=reason).reason is reason


def test_R46_marked_members_transfers_are_not_due() -> None:
    assert delete(replace(GRADUATE, mark=Mark.TEACHER)).member.mark is Mark.TEACHER


@pytest.mark.parametrize("remark", ["", " \n"])
def test_R46_what_happened_is_said_in_words(remark: str) -> None:
    with refused("DELETION_REMARK_MISSING"):
        delete(remark=remark)


def test_R41_not_while_a_transfer_is_open() -> None:
    with refused("TRANSFER_IS_OPEN"):
        delete(has_open_transfer=True)


@pytest.mark.parametrize(("by", "code"), [("languages", "OUT_OF_SCOPE"), ("qian", "FORBIDDEN_NOW")])
def test_R46_within_the_scope_only(by: str, code: str) -> None:
    with refused(code):
        delete(by=by)
    with refused(code):
        restore_member(delete(), WORLD.organisations["juniors"], actor(by), NOON)


def test_R59_not_upon_an_older_picture() -> None:
    with refused("STALE_VERSION"):
        delete(replace(STUDENT, version=4, mark_version=4), seen_version=3)
    assert delete(replace(STUDENT, version=4, mark_version=4), seen_version=4).version == 5


@pytest.mark.parametrize("days", [0, 30, 30.49])
def test_R46_restored_as_they_were_within_30_days(days: float) -> None:
    deletion = delete()
    assert deletion.restorable_until == date(2020, 7, 18)
    now = NOON + timedelta(days=days)
    back = restore_member(deletion, WORLD.organisations["juniors"], actor("college"), now)
    assert back == replace(STUDENT, version=3)


@pytest.mark.parametrize("days", [30.5, 31])
def test_R46_and_not_after(days: float) -> None:
    """30 days and 12 hours after noon the next day has begun in China."""
    with refused("RESTORATION_TOO_LATE", "2020-06-18 12:00", "2020-07-18"):
        restore_member(
            delete(), WORLD.organisations["juniors"], actor("college"), NOON + timedelta(days=days)
        )


def test_R46_not_into_a_dissolved_branch() -> None:
    gone = replace(WORLD.organisations["juniors"], active=False)
    with refused("ORGANISATION_DISSOLVED"):
        restore_member(delete(), gone, actor("college"), NOON)
