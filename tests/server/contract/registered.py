"""An entry in each register for a member."""

from datetime import UTC, date, datetime
from typing import Any

from domain.actors import SYSTEM
from domain.follow_up import FollowUp
from domain.instants import Month
from domain.members import Member
from domain.registers import Register
from domain.requests import Particulars
from domain.retention import Retention
from domain.study_abroad import StudyAbroad
from server.database.unit_of_work import UnitOfWork
from server.members.repository import find_member
from server.scope import NATIONWIDE
from tests.server.client import Country
from tests.server.sample import id_of

DAY = date(2020, 6, 1)


def put_entries(country: Country, member_id: str, place: str) -> None:
    state = country.state
    with state.database.writing() as connection:
        member = find_member(connection, NATIONWIDE, member_id)
        assert member is not None
        unit = UnitOfWork(connection, state.clock())
        for entry in entries(member, place):
            unit.save_entry(entry)
        unit.finish()


def entry_id(register: str, place: str) -> str:
    return id_of(register, "of", place)


def entries(member: Member, place: str) -> tuple[Retention, StudyAbroad, FollowUp]:
    at = datetime(2020, 6, 1, tzinfo=UTC)
    shared: dict[str, Any] = {
        "version": 1, "member_id": member.id, "member_name": member.name, "search": member.search,
        "organisation_id": member.organisation_id, "changed_by": SYSTEM, "changed_at": at,
    }  # fmt: skip
    kept = Retention(
        id=entry_id(Register.RETENTION, place), edition=2020, graduated_in=Month("2020-06"),
        until=date(2020, 12, 31), reason="正在求职", prolonged=False, by=SYSTEM, at=at, **shared,
    )  # fmt: skip
    abroad = StudyAbroad(
        id=entry_id(Register.STUDY_ABROAD, place), transfer_id="t", application=Particulars(),
        registered_on=DAY, **shared,
    )  # fmt: skip
    floating = FollowUp(
        id=entry_id(Register.FOLLOW_UP, place), transfer_id="t", received_on=DAY, next_on=DAY, **shared
    )
    return kept, abroad, floating
