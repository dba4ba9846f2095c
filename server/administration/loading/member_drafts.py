"""A row of a list of members, as far as it can be judged by itself."""

from dataclasses import dataclass
from datetime import date

from domain.identity import birth_date_of, gender_of, is_identity_number
from domain.instants import Month
from domain.members import EmergencyContact, Member, Standing
from domain.organisations import Organisation
from server.administration.loading.cells import (
    choice_of,
    day_of,
    division_of,
    identity_number,
    month_of,
    needed_text,
    phone_of,
    text_of,
    truth_of,
)
from server.administration.loading.headers import Table
from server.administration.loading.readings import Reading
from server.administration.loading.sheets import Row
from server.search_text import member_search


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDraft:
    reading: Reading
    name: str
    identity_number: str
    organisation: str
    """What the file calls the branch."""
    phone: str
    joined_on: date | None
    emergency: EmergencyContact | None
    household: str | None
    origin: str | None
    residence: str | None
    party_member: bool
    league_post: str | None
    standing: Standing
    graduation_month: Month | None


def read_draft(table: Table, row: Row, today: date) -> MemberDraft:
    reading = Reading(table, row)
    return MemberDraft(
        reading=reading,
        name=reading.read("name", needed_text, ""),
        identity_number=reading.read("identity_number", lambda cell: identity_number(cell, today), ""),
        organisation=reading.read("organisation", needed_text, ""),
        phone=reading.read("phone", phone_of, ""),
        joined_on=reading.read("joined_on", lambda cell: day_of(cell, today), None),
        emergency=_emergency(reading),
        household=reading.read("household", division_of, "") or None,
        origin=reading.read("origin", division_of, "") or None,
        residence=reading.read("residence", division_of, "") or None,
        party_member=reading.read("party_member", truth_of, False),
        league_post=reading.read("league_post", text_of, "") or None,
        standing=reading.read("standing", lambda cell: choice_of(cell, Standing), None) or Standing.GOOD,
        graduation_month=reading.read("graduation_month", month_of, None),
    )


def _emergency(reading: Reading) -> EmergencyContact | None:
    contact = EmergencyContact(
        name=reading.read("emergency_name", text_of, ""),
        relation=reading.read("emergency_relation", text_of, ""),
        phone=reading.read("emergency_phone", phone_of, ""),
    )
    return contact if contact.name else None


def check_dates(draft: MemberDraft) -> None:
    if draft.joined_on is None or not is_identity_number(draft.identity_number):
        return
    if draft.joined_on <= birth_date_of(draft.identity_number):
        draft.reading.complain("joined_on", "早于出生日期", "请核对入团日期和身份证号")


def member_of(draft: MemberDraft, branch: Organisation, member_id: str) -> Member:
    """Their own month counts in a mixed branch only; elsewhere the branch's holds (SPEC R23)."""
    return Member(
        id=member_id,
        version=1,
        organisation_id=branch.id,
        name=draft.name,
        identity_number=draft.identity_number,
        gender=gender_of(draft.identity_number),
        birth_date=birth_date_of(draft.identity_number),
        phone=draft.phone,
        joined_on=draft.joined_on,
        emergency=draft.emergency,
        household=draft.household,
        origin=draft.origin,
        residence=draft.residence,
        party_member=draft.party_member,
        league_post=draft.league_post,
        standing=draft.standing,
        graduation_month=draft.graduation_month if branch.mixed else None,
        mark=None,
        expected_month=None,
        delay_reason=None,
        marked_from=None,
        marked_by=None,
        marked_at=None,
        mark_version=0,
        search=member_search(draft.name),
    )
