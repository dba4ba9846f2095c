"""Where each kind of transfer may go (SPEC R60–R69), as a table that is read, not as nested ifs.

A missed ``must`` refuses the request; a missed ``should`` lets it through with a warning.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from domain import conditions
from domain.refusals import RefusedError
from domain.requests import Particulars as Particulars
from domain.requests import Request as Request
from domain.requests import stated as stated


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

    @property
    def number(self) -> str:
        """``R60``: the rule of the SPEC that it belongs to."""
        return self.id.partition(".")[0]


_K = TransferKind

RULES: tuple[Rule, ...] = (
    Rule(
        "R60.destination",
        _K.EMPLOYED,
        True,
        conditions.employer_or_township,
        "应转至工作单位团组织；单位没有团组织的，转至工作单位所在地乡镇街道或青年中心团组织。",
        "Goes to the employer's organisation or, if it has none, to the township or youth centre there.",
        "指引一（1）",
    ),
    Rule(
        "R60.household",
        _K.EMPLOYED,
        True,
        conditions.not_to_the_household,
        "已落实工作单位的，不可以转往户籍地乡镇街道团组织。",
        "Who has a job does not go to the household's township.",
        "问题 5",
    ),
    Rule(
        "R60.workplace",
        _K.EMPLOYED,
        True,
        conditions.at_the_workplace,
        "转至乡镇街道或青年中心的，应在工作单位所在地（劳务派遣工可在户籍所在地）。",
        "A township or youth centre must be at the place of work (for agency workers, of household).",
        "问题 4、5",
    ),
    Rule(
        "R61.school",
        _K.FURTHER_STUDY,
        True,
        conditions.new_school,
        "升学的应转至录取学校团组织，不得转至户籍地、生源地或居住地乡镇街道团组织。",
        "Further study goes to the new school, never to a township.",
        "指引一（2）",
    ),
    Rule(
        "R61.new_student",
        _K.FURTHER_STUDY,
        False,
        conditions.new_student_branch,
        "一般转入录取学校为新生创建的新生团组织。",
        "As a rule goes to the organisation made for new students.",
        "指引一（2）",
    ),
    Rule(
        "R61.due",
        _K.FURTHER_STUDY,
        False,
        conditions.within_a_month_of_enrolment,
        "录取学校应在新生入学一个月内办理转入。",
        "The new school takes its students in within one month of their enrolment.",
        "指引一（2）",
    ),
    Rule(
        "R62.register",
        _K.SPECIAL_UNIT,
        True,
        conditions.special_unit_register,
        "参军入伍或转往涉密单位的，转入特殊单位专属库。",
        "Military and classified units: the special-unit register.",
        "指引一（3）",
    ),
    Rule(
        "R62.reason",
        _K.SPECIAL_UNIT,
        True,
        conditions.reason_is_special_unit,
        f"转出原因须为“{conditions.SPECIAL_UNIT_REASON}”。",
        f"The reason for leaving must be “{conditions.SPECIAL_UNIT_REASON}”.",
        "指引一（3）",
    ),
    Rule(
        "R62.remark",
        _K.SPECIAL_UNIT,
        True,
        conditions.particulars_in_remark,
        "须在备注中说明参军入伍或涉密单位的具体信息。",
        "The remark must state the particulars.",
        "指引一（3）",
    ),
    Rule(
        "R63.floating",
        _K.UNEMPLOYED,
        True,
        conditions.floating_branch,
        "尚未落实就业去向的，转至乡镇街道“流动团员团支部”。",
        "Without employment yet: the floating members' branch of a township.",
        "指引一（4）",
    ),
    Rule(
        "R63.place",
        _K.UNEMPLOYED,
        True,
        conditions.at_home,
        "应为团员本人居住地、户籍所在地、生源地的乡镇街道；父母居住地的，请填写父母居住地。",
        "The township of residence, household or origin, or of the parents' residence as stated.",
        "指引一（4）、问题 14",
    ),
    Rule(
        "R63.not_at_work",
        _K.UNEMPLOYED,
        True,
        conditions.not_at_work,
        "流动团员团支部不接收已在外地落实工作单位的毕业学生团员。",
        "Floating members' branches do not take graduates who have a job elsewhere.",
        "问题 6",
    ),
    Rule(
        "R64.branch",
        _K.STUDY_ABROAD,
        True,
        conditions.abroad_study_branch,
        "出国（境）学习研究的，编入原学校的“出国（境）学习研究团员团支部”。",
        "Stays with the school, in its branch for study abroad.",
        "指引一（5）",
    ),
    Rule(
        "R64.same_school",
        _K.STUDY_ABROAD,
        True,
        conditions.same_school,
        "出国（境）学习研究的，团组织关系保留在原就读学校，不能转往其他学校。",
        "Membership stays with the school that they leave; another school's branch is not allowed.",
        "指引一（5）",
    ),
    Rule(
        "R64.application",
        _K.STUDY_ABROAD,
        True,
        conditions.application_complete,
        "须有书面申请：地点、期限、事由、国内联系人及其电话。",
        "A written application: place, period, purpose, contact at home and their phone.",
        "指引一（5）",
    ),
    Rule(
        "R65.destination",
        _K.WORK_ABROAD,
        True,
        conditions.sending_unit_or_home,
        "因公的转至派出单位团组织；因私的转至户籍地或本人、父母居住地乡镇街道团组织（父母居住地请填写）。",
        "Sent by an employer: that unit; on one's own: township of household, residence or the parents.",
        "指引一（6）、问题 14",
    ),
    Rule(
        "R66.by_mark",
        _K.DELAYED,
        True,
        conditions.never,
        "延迟毕业的由学校标记并集中管理，不办理转接。请在团员列表中标记。",
        "Delayed graduates are marked by the school, not transferred.",
        "指引一（7）",
    ),
    Rule(
        "R67.township",
        _K.TOWNSHIP,
        True,
        conditions.township,
        "应转至乡镇街道团组织（流动团员团支部）。",
        "Goes to a township or street.",
        "指引一（8）",
    ),
    Rule(
        "R67.household",
        _K.TOWNSHIP,
        True,
        conditions.not_to_the_household_if_employed,
        "已落实工作单位的，不可以转往户籍地乡镇街道团组织；单位没有团组织的，转至工作单位所在地乡镇街道。",
        "Who has a job does not go to the household's township, but to that of the place of work.",
        "问题 5",
    ),
    Rule(
        "R62.ordinary",
        _K.ORDINARY,
        True,
        conditions.no_special_unit,
        "转往特殊单位的，请选择“参军入伍或转往涉密单位”办理。",
        "For special units choose that kind.",
        "指引一（3）",
    ),
    Rule(
        "R69.party",
        None,
        False,
        conditions.party_goes_along,
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


def check_rules(kind: TransferKind, checks: tuple[Check, ...]) -> None:
    """Refuses what misses a must, and says which."""
    missed = missed_musts(checks)
    if missed:
        raise RefusedError(
            "RULE_MISSED",
            rule=missed[0].number,
            kind=kind,
            missed="".join(rule.sentence for rule in missed),
            missed_en=" ".join(rule.sentence_en for rule in missed),
        )
