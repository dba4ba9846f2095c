"""Where each kind of transfer may go (SPEC R60–R69), as a table that is read, not as nested ifs.

A rule's test answers True (met), False (missed) or None (cannot be told from what is known, so that
the approver is asked to confirm it). A missed ``must`` refuses the request; a missed ``should`` lets
it through with a warning.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from domain.organisations import Card, Category, Field, OrganisationKind

if TYPE_CHECKING:
    from domain.members import Member


class TransferKind(StrEnum):
    """The eight kinds of 学社衔接, and the transfer of anyone who is no unmarked graduate."""

    EMPLOYED = "employed"
    FURTHER_STUDY = "further_study"
    SPECIAL_UNIT = "special_unit"
    UNEMPLOYED = "unemployed"
    STUDY_ABROAD = "study_abroad"
    WORK_ABROAD = "work_abroad"
    DELAYED = "delayed"
    TOWNSHIP = "township"
    ORDINARY = "ordinary"


class Outcome(StrEnum):
    MET = "met"
    MISSED = "missed"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What a kind asks for beside reason, destination and remark (SPEC R42). Empty: not stated."""

    employer: str = ""
    workplace: str = ""
    """Division code of the place of work."""
    agency_worker: bool = False
    sent_by_employer: bool = False
    enrolled_on: str = ""
    country: str = ""
    period: str = ""
    purpose: str = ""
    home_contact: str = ""
    home_phone: str = ""


class Request(NamedTuple):
    """What the rules look at."""

    member: "Member"
    source: Card
    destination: Card
    particulars: Particulars
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One rule held against one request; ``rule_id`` finds its sentence and source in ``RULES``."""

    rule_id: str
    outcome: Outcome


class Rule(NamedTuple):
    id: str
    kind: TransferKind | None
    must: bool
    test: Callable[[Request], bool | None]
    sentence: str
    sentence_en: str
    source: str


_EMPLOYERS = frozenset(
    {Field.ENTERPRISE, Field.PUBLIC_INSTITUTION, Field.SOCIAL_ORGANISATION, Field.PARTY_GOVERNMENT}
)


def _same_place(code: str, place: str) -> bool:
    """Whether one division lies in the other: the shorter code is a prefix of the longer."""
    shorter, longer = sorted((code, place), key=len)
    return bool(shorter) and longer.startswith(shorter)


def is_township(card: Card) -> bool:
    return card.field is Field.TOWNSHIP


def is_employer(card: Card) -> bool:
    return card.category is Category.TEMPORARY or (
        card.field in _EMPLOYERS and card.category not in (Category.SPECIAL_UNIT, Category.FLOATING)
    )


def _at_any(card: Card, places: tuple[str | None, ...]) -> bool | None:
    known = [place for place in places if place]
    if any(_same_place(card.division, place) for place in known):
        return True
    return False if len(known) == len(places) else None


def _employer_or_township(request: Request) -> bool:
    card = request.destination
    return (
        is_employer(card) or is_township(card) or card.category in (Category.YOUTH_CENTRE, Category.FLOATING)
    )


def _not_for_want_of_work_at_home(request: Request) -> bool | None:
    card, household = request.destination, request.member.household
    if not is_township(card) or request.particulars.agency_worker:
        return True
    if household is None:
        return None
    if request.particulars.workplace and _same_place(card.division, request.particulars.workplace):
        return True
    return not _same_place(card.division, household)


def _at_the_workplace(request: Request) -> bool | None:
    card, workplace = request.destination, request.particulars.workplace
    if is_employer(card):
        return True
    if request.particulars.agency_worker:
        return _at_any(card, (request.member.household,))
    return _same_place(card.division, workplace) if workplace else None


def _new_school(request: Request) -> bool:
    return request.destination.field is Field.EDUCATION


def _new_student_branch(request: Request) -> bool:
    return request.destination.category is Category.NEW_STUDENT


def _special_unit_register(request: Request) -> bool:
    return request.destination.category is Category.SPECIAL_UNIT


def _particulars_in_remark(request: Request) -> bool:
    return bool(request.remark.strip())


def _township(request: Request) -> bool:
    return is_township(request.destination)


def _floating_branch(request: Request) -> bool | None:
    card = request.destination
    if card.category is Category.FLOATING:
        return True
    return None if is_township(card) and card.kind is not OrganisationKind.BRANCH else False


def _at_home(request: Request) -> bool | None:
    member = request.member
    return _at_any(request.destination, (member.residence, member.household, member.origin))


def _not_at_work(request: Request) -> bool | None:
    return None if not request.particulars.employer else False


def _abroad_study_branch(request: Request) -> bool:
    return request.destination.category is Category.ABROAD_STUDY


def _application_complete(request: Request) -> bool:
    given = request.particulars
    return all((given.country, given.period, given.purpose, given.home_contact, given.home_phone))


def _sending_unit_or_home(request: Request) -> bool | None:
    if request.particulars.sent_by_employer:
        return is_employer(request.destination)
    member = request.member
    if not is_township(request.destination):
        return False
    return True if _at_any(request.destination, (member.household, member.residence)) else None


def _never(_: Request) -> bool:
    return False


def _no_special_unit(request: Request) -> bool:
    return request.destination.category is not Category.SPECIAL_UNIT


def _party_goes_along(request: Request) -> bool | None:
    return None if request.member.party_member else True


_K = TransferKind

RULES: tuple[Rule, ...] = (
    Rule(
        "R60.destination",
        _K.EMPLOYED,
        True,
        _employer_or_township,
        "应转至工作单位团组织；单位没有团组织的，转至工作单位所在地乡镇街道或青年中心团组织。",
        "Goes to the employer's organisation or, if it has none, to the township or youth centre there.",
        "指引一（1）",
    ),
    Rule(
        "R60.household",
        _K.EMPLOYED,
        True,
        _not_for_want_of_work_at_home,
        "已落实工作单位的，不可以转往户籍地乡镇街道团组织。",
        "Who has a job does not go to the household's township.",
        "问题 5",
    ),
    Rule(
        "R60.workplace",
        _K.EMPLOYED,
        True,
        _at_the_workplace,
        "转至乡镇街道或青年中心的，应在工作单位所在地（劳务派遣工可在户籍所在地）。",
        "A township or youth centre must be at the place of work (for agency workers, of household).",
        "问题 4、5",
    ),
    Rule(
        "R61.school",
        _K.FURTHER_STUDY,
        True,
        _new_school,
        "升学的应转至录取学校团组织，不得转至户籍地、生源地或居住地乡镇街道团组织。",
        "Further study goes to the new school, never to a township.",
        "指引一（2）",
    ),
    Rule(
        "R61.new_student",
        _K.FURTHER_STUDY,
        False,
        _new_student_branch,
        "一般转入录取学校为新生创建的新生团组织。",
        "As a rule goes to the organisation made for new students.",
        "指引一（2）",
    ),
    Rule(
        "R62.register",
        _K.SPECIAL_UNIT,
        True,
        _special_unit_register,
        "参军入伍或转往涉密单位的，转入特殊单位专属库。",
        "Military and classified units: the special-unit register.",
        "指引一（3）",
    ),
    Rule(
        "R62.remark",
        _K.SPECIAL_UNIT,
        True,
        _particulars_in_remark,
        "须在备注中说明参军入伍或涉密单位的具体信息。",
        "The remark must state the particulars.",
        "指引一（3）",
    ),
    Rule(
        "R63.floating",
        _K.UNEMPLOYED,
        True,
        _floating_branch,
        "尚未落实就业去向的，转至乡镇街道“流动团员团支部”。",
        "Without employment yet: the floating members' branch of a township.",
        "指引一（4）",
    ),
    Rule(
        "R63.place",
        _K.UNEMPLOYED,
        True,
        _at_home,
        "应为团员本人居住地、户籍所在地或生源地的乡镇街道。",
        "The township must be that of residence, household or origin.",
        "指引一（4）",
    ),
    Rule(
        "R63.not_at_work",
        _K.UNEMPLOYED,
        True,
        _not_at_work,
        "流动团员团支部不接收已在外地落实工作单位的毕业学生团员。",
        "Floating members' branches do not take graduates who have a job elsewhere.",
        "问题 6",
    ),
    Rule(
        "R64.branch",
        _K.STUDY_ABROAD,
        True,
        _abroad_study_branch,
        "出国（境）学习研究的，编入原学校的“出国（境）学习研究团员团支部”。",
        "Stays with the school, in its branch for study abroad.",
        "指引一（5）",
    ),
    Rule(
        "R64.application",
        _K.STUDY_ABROAD,
        True,
        _application_complete,
        "须有书面申请：地点、期限、事由、国内联系人及其电话。",
        "A written application: place, period, purpose, contact at home and their phone.",
        "指引一（5）",
    ),
    Rule(
        "R65.destination",
        _K.WORK_ABROAD,
        True,
        _sending_unit_or_home,
        "因公的转至派出单位团组织；因私的转至户籍地或本人、父母居住地乡镇街道团组织。",
        "Sent by an employer: that unit; on one's own: township of household or residence.",
        "指引一（6）、问题 14",
    ),
    Rule(
        "R66.by_mark",
        _K.DELAYED,
        True,
        _never,
        "延迟毕业的由学校标记并集中管理，不办理转接。请在团员列表中标记。",
        "Delayed graduates are marked by the school, not transferred.",
        "指引一（7）",
    ),
    Rule(
        "R67.township",
        _K.TOWNSHIP,
        True,
        _township,
        "应转至乡镇街道团组织（流动团员团支部）。",
        "Goes to a township or street.",
        "指引一（8）",
    ),
    Rule(
        "R62.ordinary",
        _K.ORDINARY,
        True,
        _no_special_unit,
        "转往特殊单位的，请选择“参军入伍或转往涉密单位”办理。",
        "For special units choose that kind.",
        "指引一（3）",
    ),
    Rule(
        "R69.party",
        None,
        False,
        _party_goes_along,
        "已入党的，团组织关系一般应与党组织关系去向一致。",
        "Party and League membership go to the same place as a rule.",
        "问题 2",
    ),
)

RULES_BY_ID = {rule.id: rule for rule in RULES}


def evaluate(kind: TransferKind, request: Request) -> tuple[Check, ...]:
    """SPEC R68: every rule of the kind as met, missed or to be confirmed."""
    return tuple(
        Check(rule_id=rule.id, outcome=_outcome(rule.test(request)))
        for rule in RULES
        if rule.kind in (None, kind)
    )


def _outcome(answer: bool | None) -> Outcome:
    if answer is None:
        return Outcome.UNCONFIRMED
    return Outcome.MET if answer else Outcome.MISSED


def missed_musts(checks: tuple[Check, ...]) -> tuple[Rule, ...]:
    rules = (RULES_BY_ID[check.rule_id] for check in checks if check.outcome is Outcome.MISSED)
    return tuple(rule for rule in rules if rule.must)


def stated(particulars: Particulars) -> tuple[tuple[str, str | bool], ...]:
    """The particulars that were given, by name, for showing."""
    pairs = ((field.name, getattr(particulars, field.name)) for field in fields(particulars))
    return tuple((name, value) for name, value in pairs if value)
