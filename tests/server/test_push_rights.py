"""Rights are those of the moment in which an op is carried out (RELIABILITY I4, F45)."""

from typing import Any

import pytest

from domain.commands import execute
from server.sessions.tables import administrator
from tests.server.changes import change_organisation, path_of
from tests.server.client import Country
from tests.server.flows import decide, rejected, start
from tests.server.sample import id_of, member_name


@pytest.mark.fault("I4")
def test_out_of_scope_is_not_known(country: Country) -> None:
    other = country.sign_in("college_other")
    transfer = start(country.sign_in("college"), ("class", 0), "employer")
    results = other.push(
        other.op("mark_member", id_of("class", 1), 1, mark="teacher"),
        other.op("set_member_month", id_of("mixed", 0), 1, month="2021-06"),
        other.op("approve_transfer", transfer["id"], 1),
        other.op("withdraw_transfer", transfer["id"], 1),
        other.op("set_graduation_month", id_of("class"), 1, month="2021-06"),
    )
    assert [rejected(result) for result in results] == ["NOT_FOUND"] * 4 + ["OUT_OF_SCOPE"]
    assert [result["rows"] for result in results] == [{}] * 5
    assert member_name("class", 1) not in str(results)


@pytest.mark.fault("I4")
def test_decision_3_rights_come_from_the_present_tree(country: Country) -> None:
    """The employer has been moved below the township meanwhile; the transfer's card says otherwise."""
    started = start(country.sign_in("university"), ("class", 0), "employer")
    township = path_of(country.state, "township")
    change_organisation(country.state, "employer", path=f"{township}99/")
    assert started["destination"]["path"] != f"{township}99/"
    approved = decide(country.sign_in("township"), "approve_transfer", started)
    assert approved["destination"]["path"] == f"{township}99/"


def test_F45_role_withdrawn_in_the_middle_of_a_batch(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    college = country.sign_in("college")

    def withdraws(*arguments: Any) -> Any:
        changed = execute(*arguments)
        connection = arguments[0]._connection
        mine = administrator.c.account_id == id_of("account", "college")
        connection.execute(administrator.delete().where(mine))
        return changed

    monkeypatch.setattr("server.sync.executing.execute", withdraws)
    ops = [college.op("mark_member", id_of("class", each), 1, mark="teacher") for each in range(2)]
    first, second = college.push(*ops)
    assert (first["outcome"], rejected(second)) == ("applied", "FORBIDDEN_NOW")
    assert first["rows"] == second["rows"] == {}
