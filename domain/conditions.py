"""What a rule about destinations can ask of a request (SPEC R60–R69).

A condition answers True (met), False (missed) or None (cannot be told from what is known, so that the
approver is asked to confirm it). An organisation whose field is empty is unknown, not wrong.
"""

from collections.abc import Iterable
from datetime import date

from domain.instants import months_after
from domain.organisations import Card, Category, Field, OrganisationKind, is_below
from domain.requests import Request

SPECIAL_UNIT_REASON = "转往特殊单位团组织"
"""The reason for leaving that SPEC R62 demands."""

_EMPLOYERS = frozenset(
    {
        Field.ENTERPRISE,
        Field.PUBLIC_INSTITUTION,
        Field.SOCIAL_ORGANISATION,
        Field.PARTY_GOVERNMENT,
        # Schools employ people as well; their branches of students are not ordinary ones.
        Field.EDUCATION,
    }
)
_COUNTY_DIGITS = 6


def is_township(card: Card) -> bool:
    return card.field is Field.TOWNSHIP


def is_employer(card: Card) -> bool:
    return card.category is Category.TEMPORARY or (
        card.field in _EMPLOYERS and card.category is Category.ORDINARY
    )


# Places


def is_same_place(code: str | None, place: str | None) -> bool | None:
    """Whether one division lies in the other: the shorter code is then a prefix of the longer. A place of
    which only province or city is known cannot be told from its neighbours."""
    if not code or not place:
        return None
    shorter, longer = sorted((code, place), key=len)
    if not longer.startswith(shorter):
        return False
    return True if len(shorter) >= _COUNTY_DIGITS else None


def _any(answers: Iterable[bool | None]) -> bool | None:
    given = tuple(answers)
    if True in given:
        return True
    return None if None in given else False


def _not(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _unless_unknown(card: Card, answer: bool) -> bool | None:
    return None if card.field is None and not answer else answer


# R60 employed


def employer_or_township(request: Request) -> bool | None:
    card = request.destination
    elsewhere = card.category in (Category.YOUTH_CENTRE, Category.FLOATING)
    return _unless_unknown(card, is_employer(card) or is_township(card) or elsewhere)


def not_to_the_household(request: Request) -> bool | None:
    """SPEC R60: but where the household's township is also that of the work, they may."""
    if not is_township(request.destination) or request.particulars.agency_worker:
        return True
    place = request.destination.division
    at_work = is_same_place(place, request.particulars.workplace)
    return True if at_work else _not(is_same_place(place, request.member.household))


def at_the_workplace(request: Request) -> bool | None:
    if is_employer(request.destination):
        return True
    given = request.particulars
    place = request.member.household if given.agency_worker else given.workplace
    return is_same_place(request.destination.division, place)


# R61 further study


def new_school(request: Request) -> bool | None:
    card = request.destination
    return _unless_unknown(card, card.field is Field.EDUCATION)


def new_student_branch(request: Request) -> bool | None:
    """Above a branch it is chosen only when the member is allocated."""
    card = request.destination
    if card.category is Category.NEW_STUDENT:
        return True
    return False if card.kind is OrganisationKind.BRANCH else None


def within_a_month_of_enrolment(request: Request) -> bool | None:
    try:
        # Also a day of the last month that there is, 9999-12, is no day that this can be told from.
        last = months_after(date.fromisoformat(request.particulars.enrolled_on), 1)
    except ValueError:
        return None
    return request.today <= last


# R62 special units


def special_unit_register(request: Request) -> bool:
    """A branch, because the municipal committee's approval is the last step and places the member."""
    card = request.destination
    return card.category is Category.SPECIAL_UNIT and card.kind is OrganisationKind.BRANCH


def reason_is_special_unit(request: Request) -> bool:
    return request.reason.strip() == SPECIAL_UNIT_REASON


def particulars_in_remark(request: Request) -> bool:
    return bool(request.remark.strip())


def no_special_unit(request: Request) -> bool:
    return request.destination.category is not Category.SPECIAL_UNIT


# R63 no employment yet, R67 to a township


def township(request: Request) -> bool | None:
    return _unless_unknown(request.destination, is_township(request.destination))


def floating_branch(request: Request) -> bool | None:
    """A township's own; above it, the branch is chosen when the member is allocated."""
    card = request.destination
    if not is_township(card):
        return _unless_unknown(card, False)
    if card.category is Category.FLOATING:
        return True
    return False if card.kind is OrganisationKind.BRANCH else None


def at_home(request: Request) -> bool | None:
    """SPEC R63, question 14: residence, household, origin, or the parents' residence if that was stated."""
    member, parents = request.member, request.particulars.parents_residence
    places = [member.residence, member.household, member.origin, *([parents] if parents else [])]
    return _any(is_same_place(request.destination.division, place) for place in places)


def not_at_work(request: Request) -> bool | None:
    return False if request.particulars.employer.strip() else None


def not_to_the_household_if_employed(request: Request) -> bool | None:
    return not_to_the_household(request) if request.particulars.employer.strip() else True


# R64, R65 abroad


def abroad_study_branch(request: Request) -> bool:
    return request.destination.category is Category.ABROAD_STUDY


def same_school(request: Request) -> bool:
    """The school's branch for study abroad stands directly below what they have studied in."""
    parent, _, _ = request.destination.path.rstrip("/").rpartition("/")
    return is_below(request.source.path, parent)


def application_complete(request: Request) -> bool:
    given = request.particulars
    stated = (given.country, given.period, given.purpose, given.home_contact, given.home_phone)
    return all(text.strip() for text in stated)


def sending_unit_or_home(request: Request) -> bool | None:
    card, given = request.destination, request.particulars
    if given.sent_by_employer:
        return _unless_unknown(card, is_employer(card))
    if not is_township(card):
        return _unless_unknown(card, False)
    places = [request.member.household, request.member.residence]
    places += [given.parents_residence] if given.parents_residence else []
    return _any(is_same_place(card.division, place) for place in places)


# All kinds


def never(_: Request) -> bool:
    return False


def party_goes_along(request: Request) -> bool | None:
    return None if request.member.party_member else True
