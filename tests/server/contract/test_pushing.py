"""Every kind of op on what is not the caller's: nothing is done, nothing is told, and what is a stranger's
is not told from what is not there (organisations are known to everybody, SPEC R43)."""

from collections.abc import Mapping
from typing import NamedTuple

import pytest
from sqlalchemy import select

from server.database.tables import feed
from server.sync.kinds import KINDS
from tests.server.client import Country, Json
from tests.server.contract.world import OUTSIDE, Caller, caller_of, canaries_of, prepare
from tests.server.sample import id_of


class Way(NamedTuple):
    """``named``: the field of the payload that holds the target where the subject is new."""

    entity: str
    payload: Json
    named: str | None = None


WAYS: Mapping[str, Way] = {
    "mark_member": Way("member", {"mark": "teacher"}),
    "revoke_mark": Way("member", {}),
    "set_member_month": Way("member", {"month": "2021-06"}),
    "delete_member": Way("member", {"reason": "duplicate", "remark": "重复"}),
    "restore_member": Way("member", {}),
    "set_graduation_month": Way("organisation", {"month": "2021-06"}),
    "create_organisation": Way(
        "organisation", {"full_name": "新团支部", "short_name": "新", "kind": "branch"}, "parent_id"
    ),
    "rename_organisation": Way("organisation", {"full_name": "新名称", "short_name": "新"}),
    "move_organisation": Way("organisation", {"parent_id": id_of("class")}),
    "dissolve_organisation": Way("organisation", {}),
    "start_transfer": Way(
        "member",
        {
            "kind": "ordinary",
            "system": "national",
            "reason": "工作变动",
            "destination_id": id_of("beijing"),
        },
        "member_id",
    ),
    "approve_transfer": Way("transfer", {}),
    "refuse_transfer": Way("transfer", {"reason": "不属实"}),
    "allocate_transfer": Way("transfer", {"branch_id": id_of("class")}),
    "withdraw_transfer": Way("transfer", {}),
    "nudge_transfer": Way("transfer", {}),
    "retain_member": Way("member", {"months": 6, "reason": "正在求职"}, "member_id"),
    "prolong_retention": Way("retention", {"months": 12}),
    "end_retention": Way("retention", {"outcome": "已就业"}),
    "record_report": Way("study_abroad", {"text": "学习顺利"}),
    "end_study_abroad": Way("study_abroad", {"outcome": "已回国"}),
    "record_follow_up": Way("follow_up", {"outcome": "正在求职"}),
    "end_follow_up": Way("follow_up", {"outcome": "已失去联系"}),
    "name_deputy": Way(
        "organisation",
        {"deputy_user_id": id_of("account", "both"), "first_day": "2020-06-21", "last_day": "2020-06-22"},
        "deputy_user_id",
    ),
    "revoke_deputy": Way("deputation", {}),
}


def test_every_kind_has_its_way() -> None:
    """A new kind needs a line here, which leaves with it."""
    assert set(WAYS) == set(KINDS)


@pytest.mark.parametrize("name", ["member", "branch", "school", "township", "province"])
def test_nothing_is_done_outside_the_scope(country: Country, name: str) -> None:
    prepare(country)
    caller = caller_of(country, name)
    secret = canaries_of(country, caller)
    before = changes(country)
    for kind, way in WAYS.items():
        told = [unnamed(country, caller, kind, way, relation) for relation in OUTSIDE]
        known = [each for each in told if each is not None]
        assert all('"rejected"' in each for each in known), (kind, known)
        assert way.entity == "organisation" or len(set(known)) == 1, (kind, known)
        assert [canary for canary in secret if canary in str(known)] == [], kind
    assert changes(country) == before


def unnamed(country: Country, caller: Caller, kind: str, way: Way, relation: str) -> str | None:
    """The whole answer without the ids that the caller itself has sent."""
    target = caller.target(way.entity, relation) if way.entity != "deputation" else id_of("no deputation")
    if target is None or caller.device is None:
        return None
    subject = id_of("new", kind, target) if way.named else target
    payload = way.payload | ({way.named: target} if way.named else {})
    op = caller.device.op(kind, subject, 0 if way.named else 1, **payload)
    answer = caller.device.push_raw(op)
    assert answer.status_code == 200, answer.text
    assert answer.json()["results"][0]["rows"] == {}, (kind, relation)
    answered = answer.text.replace(answer.json()["server_time"], "")
    for sent in (target, subject, op["op_id"]):
        answered = answered.replace(sent, "…")
    return answered


def changes(country: Country) -> list[tuple[object, ...]]:
    """All that clients can see of a change."""
    with country.state.database.reading() as connection:
        return [tuple(row) for row in connection.execute(select(feed).order_by(feed.c.seq))]
