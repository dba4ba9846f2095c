from collections import Counter
from datetime import UTC, date, datetime

import pytest

from domain.destinations import TransferKind
from domain.identity import age_on, is_identity_number
from domain.instants import china_date
from domain.members import Mark, Standing, graduation_month_of, is_graduate
from domain.organisations import Category, Field, Organisation, OrganisationKind, System
from domain.policy import conversion_date
from domain.transfers import OPEN_STATES, Action, Side, TransferState, days_left, is_due, is_soon_overdue
from server.seed.scene import graduate_year
from server.sessions.password_rules import check_new_password
from tests.server.seed.replay import replayed
from tests.server.seed.samples import TODAY, Contents, contents_of, edition, sample_of

MORNING = datetime(TODAY.year, TODAY.month, TODAY.day, 2, tzinfo=UTC)
"""Ten o'clock in China on the day of the sample."""


# Organisations and people


def test_R1_members_belong_to_branches_and_branches_have_no_children(contents: Contents) -> None:
    branches = {o.id for o in contents.organisations.values() if o.kind is OrganisationKind.BRANCH}
    assert {member.organisation_id for member in contents.members.values()} <= branches
    assert not {o.parent_id for o in contents.organisations.values()} & branches


def test_R1_every_organisation_comes_after_the_one_above_it(contents: Contents) -> None:
    paths: dict[str | None, str] = {None: "/"}
    for value in contents.values:
        if isinstance(value, Organisation):
            assert value.path.startswith(paths[value.parent_id])
            paths[value.id] = value.path
    assert len(set(paths.values())) == len(paths)


def test_R3_every_category_occurs(contents: Contents) -> None:
    assert {o.category for o in contents.organisations.values()} == set(Category)


def test_R3_every_kind_occurs_and_every_field(contents: Contents) -> None:
    assert {o.kind for o in contents.organisations.values()} == set(OrganisationKind)
    assert {o.field for o in contents.organisations.values()} == set(Field)


def test_R4_every_system_has_employers(contents: Contents) -> None:
    employers = [o for o in contents.organisations.values() if o.field is Field.ENTERPRISE]
    assert {o.system for o in employers} == set(System)


def test_R13_one_person_can_administer_several_organisations(contents: Contents) -> None:
    counsellor = _account(contents, "counsellor")
    assert len(contents.accounts[counsellor].organisation_ids) > 2


def test_R2_whoever_is_shown_as_an_administrator_is_one(contents: Contents) -> None:
    shown = {(o.id, contact.name) for o in contents.organisations.values() for contact in o.administrators}
    held = {(place, a.name) for a in contents.accounts.values() for place in a.organisation_ids}
    assert shown == held


def test_R21_a_school_is_as_a_whole_one_branch(contents: Contents) -> None:
    (school,) = (o for o in contents.organisations.values() if o.whole_school)
    assert (school.kind, school.category, school.mixed) == (OrganisationKind.BRANCH, Category.GRADUATE, True)
    parent = contents.organisations[school.parent_id or ""]
    assert parent.full_name == _organisation(contents, "vocational")


def test_R24_whose_month_has_come_is_a_graduate_organisation(contents: Contents) -> None:
    for organisation in contents.organisations.values():
        if organisation.category is Category.GRADUATE:
            assert organisation.graduate_year == 2020
            assert organisation.graduation_month == "2020-06"
        elif organisation.graduation_month is not None:
            assert organisation.graduation_month > "2020-12"


def test_R23_members_of_mixed_branches_have_their_own_month(contents: Contents) -> None:
    mixed = {o.id: o for o in contents.organisations.values() if o.mixed}
    members = [m for m in contents.members.values() if m.organisation_id in mixed]
    assert all(member.graduation_month is not None for member in members)
    assert {is_graduate(member, mixed[member.organisation_id]) for member in members} == {True, False}


def test_there_are_as_many_members_as_were_asked_for(contents: Contents) -> None:
    assert len(contents.members) == 6000
    assert len(contents_of(sample_of(members=1234)).members) == 1234


def test_nobody_shares_an_identity_number(contents: Contents) -> None:
    logins = [account.login for account in contents.accounts.values()]
    assert len(set(logins)) == len(logins)
    assert all(is_identity_number(login) and login.startswith("999") for login in logins)
    numbers = {member.identity_number for member in contents.members.values()}
    assert len(numbers) == len(contents.members)
    assert numbers <= set(logins)


def test_all_phones_are_of_the_reserved_range(contents: Contents) -> None:
    phones = [contact.phone for o in contents.organisations.values() for contact in o.administrators]
    for member in contents.members.values():
        phones += [member.phone, *([member.emergency.phone] if member.emergency else [])]
    assert all(len(phone) == 11 and phone.startswith("154") for phone in phones)


def test_members_are_of_an_age_to_be_members(contents: Contents) -> None:
    for member in contents.members.values():
        assert 14 <= age_on(member.birth_date, TODAY) <= 30
        assert member.joined_on is not None
        assert age_on(member.birth_date, member.joined_on) >= 14
        assert member.joined_on < TODAY
        assert not member.party_member or age_on(member.birth_date, TODAY) >= 20


def test_a_few_members_are_not_in_good_standing(contents: Contents) -> None:
    suspended = [m for m in contents.members.values() if m.standing is Standing.SUSPENDED]
    assert 10 < len(suspended) < 100
    assert not {member.id for member in suspended} & {t.member_id for t in contents.transfers.values()}


# Marks


def test_R30_every_mark_occurs_and_only_graduates_carry_one(contents: Contents) -> None:
    marked = [member for member in contents.members.values() if member.mark is not None]
    assert {member.mark for member in marked} == set(Mark)
    for member in marked:
        assert member.marked_by is not None
        assert member.version >= member.mark_version > 1


def test_R31_delayed_graduates_have_a_later_month_and_a_reason(contents: Contents) -> None:
    for member in contents.members.values():
        if member.mark is Mark.DELAYED_GRADUATE:
            home = contents.organisations[member.marked_from or member.organisation_id]
            regular = graduation_month_of(member, home)
            assert regular is not None
            assert member.expected_month is not None
            assert member.expected_month > regular
            assert member.delay_reason


def test_R35_some_delayed_graduates_were_brought_together_and_some_not(contents: Contents) -> None:
    delayed = [m for m in contents.members.values() if m.mark is Mark.DELAYED_GRADUATE]
    together = [m for m in delayed if m.marked_from is not None]
    assert 0 < len(together) < len(delayed)
    for member in together:
        gathered = contents.organisations[member.organisation_id]
        assert gathered.category is Category.DELAYED_GRADUATE


# Transfers


def test_R60_every_kind_of_transfer_occurs_but_the_one_that_is_none(contents: Contents) -> None:
    """R66: delayed graduation is a mark."""
    kinds = {transfer.kind for transfer in contents.transfers.values()}
    assert kinds == set(TransferKind) - {TransferKind.DELAYED}


@pytest.mark.parametrize("state", TransferState)
def test_R50_every_state_occurs(contents: Contents, state: TransferState) -> None:
    assert any(transfer.state is state for transfer in contents.transfers.values())


def test_R40_transfers_were_started_by_every_side(contents: Contents) -> None:
    assert {transfer.started_side for transfer in contents.transfers.values()} == set(Side)


def test_R41_a_member_has_one_open_transfer_at_most(contents: Contents) -> None:
    opened = Counter(t.member_id for t in contents.transfers.values() if t.state in OPEN_STATES)
    assert set(opened.values()) == {1}
    tried = Counter(transfer.member_id for transfer in contents.transfers.values())
    assert max(tried.values()) == 2


def test_R56_every_history_can_be_told_anew(contents: Contents) -> None:
    for transfer in contents.transfers.values():
        assert replayed(transfer, contents.organisations) == transfer


def test_histories_lie_between_the_yearly_change_and_today(contents: Contents) -> None:
    for transfer in contents.transfers.values():
        instants = [event.at for event in transfer.history]
        assert instants == sorted(instants)
        assert date(2020, 6, 1) <= china_date(instants[0])
        assert china_date(instants[-1]) < TODAY


def test_R57_whoever_was_transferred_is_in_the_new_branch(contents: Contents) -> None:
    for transfer in contents.transfers.values():
        where = contents.members[transfer.member_id].organisation_id
        if transfer.placed_in is not None:
            assert where == transfer.placed_in.id
        else:
            assert where == transfer.source.id


def test_R34_only_unmarked_graduates_count(contents: Contents) -> None:
    for transfer in contents.transfers.values():
        ordinary = transfer.kind is TransferKind.ORDINARY
        assert transfer.counted is not ordinary
    moving = [t for t in contents.transfers.values() if t.state in OPEN_STATES and not t.counted]
    assert {contents.members[transfer.member_id].mark for transfer in moving} == {None, *Mark}


def test_R52_special_units_wait_for_the_municipal_committee(contents: Contents) -> None:
    special = [t for t in contents.transfers.values() if t.kind is TransferKind.SPECIAL_UNIT]
    waiting = [t for t in special if t.state is TransferState.AWAITING_SPECIAL]
    assert any(t.acting and t.acting.full_name == _organisation(contents, "municipal") for t in waiting)
    assert all(t.special is not None and t.remark for t in special)


def test_R54_whoever_refused_wrote_why(contents: Contents) -> None:
    refused = [t for t in contents.transfers.values() if t.state is TransferState.REFUSED]
    assert all(t.history[-1].remark for t in refused)
    assert {t.history[-1].state for t in refused} == {
        TransferState.AWAITING_SOURCE,
        TransferState.AWAITING_DESTINATION,
        TransferState.AWAITING_SPECIAL,
    }


def test_R80_the_system_has_acted_for_some_and_must_act_for_others(contents: Contents) -> None:
    by_system = [e for t in contents.transfers.values() for e in t.history if e.automatic]
    assert by_system
    assert {event.action for event in by_system} == {Action.APPROVED}
    states = Counter(t.state for t in contents.transfers.values() if is_due(t, edition(), MORNING))
    assert set(states) == {
        TransferState.AWAITING_SOURCE,
        TransferState.AWAITING_DESTINATION,
        TransferState.AWAITING_SPECIAL,
    }


@pytest.mark.parametrize(
    ("key", "least"),
    [("university", 60), ("college", 15), ("college_other", 15), ("township", 15), ("employer", 15)],
)
def test_an_inbox_is_well_filled(contents: Contents, key: str, least: int) -> None:
    pending = contents.pending(_organisation(contents, key))
    assert len(pending) >= least
    left = {days_left(transfer, MORNING) for transfer in pending}
    assert len(left) >= 10
    assert left >= {0, 14}
    assert any(is_soon_overdue(transfer, edition(), MORNING) for transfer in pending)


def test_the_university_must_act_on_both_sides(contents: Contents) -> None:
    states = {transfer.state for transfer in contents.pending(_organisation(contents, "university"))}
    assert states == OPEN_STATES - {TransferState.AWAITING_SPECIAL}


@pytest.mark.parametrize("key", ["university", "college", "township", "employer"])
def test_administrators_have_decided_and_started_before(contents: Contents, key: str) -> None:
    user = _account(contents, key)
    events = [e for t in contents.transfers.values() for e in t.history if e.by.user_id == user]
    assert {Action.STARTED, Action.APPROVED} <= {event.action for event in events}


# The sample as a whole


def test_the_same_seed_makes_the_same_values_and_another_others() -> None:
    first = list(sample_of(members=1000))
    assert first == list(sample_of(members=1000))
    assert first != list(sample_of(members=1000, seed=2))


@pytest.mark.parametrize(
    "today", [date(2000, 1, 1), date(2020, 6, 17), date(2020, 6, 18), date(2024, 2, 29), date(2100, 12, 31)]
)
def test_R24_the_year_is_one_whose_deadlines_have_had_time_to_pass(today: date) -> None:
    """On any day of the year no history begins before the yearly change, and none is of tomorrow."""
    year = graduate_year(edition(), today)
    began = conversion_date(edition(), year)
    assert (today - began).days >= 17
    transfers = contents_of(sample_of(members=1500, today=today)).transfers
    assert transfers
    for transfer in transfers.values():
        assert is_identity_number(transfer.subject.identity_number)
        assert began <= china_date(transfer.started_at)
        assert china_date(transfer.history[-1].at) < today


def test_every_key_of_the_accounts_file_is_there(contents: Contents) -> None:
    keys = [account.key for account in contents.sample.accounts]
    assert len(set(keys)) == len(keys)
    assert set(keys) >= {
        "university", "university_second", "college", "college_other", "class", "municipal", "province",
        "township", "township_branch", "employer", "vocational", "beijing", "first_login", "member",
    }  # fmt: skip


def test_R12_the_password_of_the_sample_would_be_accepted(contents: Contents) -> None:
    for account in contents.sample.accounts:
        if account.key != "first_login":
            check_new_password(account.password, old="", login=account.account, name=account.name, phone="")


def _organisation(contents: Contents, key: str) -> str:
    return next(a.organisation for a in contents.sample.accounts if a.key == key)


def _account(contents: Contents, key: str) -> str:
    login = next(a.account for a in contents.sample.accounts if a.key == key)
    return next(account.id for account in contents.accounts.values() if account.login == login)
