"""The field's standard terms: what each value is called in Chinese and in English.

Every screen, message and refusal takes its words from here, so that a thing has one name.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class _Term(NamedTuple):
    zh: str
    en: str


TERMS: Mapping[str, _Term] = {
    # OrganisationKind
    "OrganisationKind.committee": _Term("团委", "committee"),
    "OrganisationKind.working_committee": _Term("团工委", "working committee"),
    "OrganisationKind.general_branch": _Term("团总支", "general branch"),
    "OrganisationKind.branch": _Term("团支部", "branch"),
    # Category
    "Category.ordinary": _Term("普通", "ordinary"),
    "Category.graduate": _Term("毕业生团组织", "graduates"),
    "Category.delayed_graduate": _Term("延迟毕业团组织", "delayed graduates"),
    "Category.floating": _Term("流动团员团支部", "floating members"),
    "Category.abroad_study": _Term("出国（境）学习研究团员团支部", "study abroad"),
    "Category.new_student": _Term("新生团组织", "new students"),
    "Category.youth_centre": _Term("青年中心团组织", "youth centre"),
    "Category.online": _Term("网上团支部", "online"),
    "Category.temporary": _Term("临时团支部", "temporary"),
    "Category.special_unit": _Term("特殊单位专属库", "special-unit register"),
    # System
    "System.national": _Term("全团系统", "national system"),
    "System.beijing": _Term("北京", "Beijing"),
    "System.guangdong": _Term("广东", "Guangdong"),
    "System.fujian": _Term("福建", "Fujian"),
    # Field
    "Field.education": _Term("教育", "education"),
    "Field.party_government": _Term("党政机关", "Party and government"),
    "Field.township": _Term("乡镇街道", "township or street"),
    "Field.enterprise": _Term("企业", "enterprise"),
    "Field.public_institution": _Term("事业单位", "public institution"),
    "Field.social_organisation": _Term("社会组织", "social organisation"),
    "Field.special": _Term("特殊单位", "special unit"),
    # SchoolLevel
    "SchoolLevel.primary": _Term("小学", "primary school"),
    "SchoolLevel.middle": _Term("中学", "middle school"),
    "SchoolLevel.vocational": _Term("职业学校", "vocational school"),
    "SchoolLevel.university": _Term("高等学校", "university"),
    # Mark
    "Mark.delayed_graduate": _Term("延迟毕业团员", "delayed graduate"),
    "Mark.teacher": _Term("教师", "teacher"),
    "Mark.floating_graduate": _Term("毕业学生流动团员", "floating graduate"),
    # Standing
    "Standing.good": _Term("正常", "in good standing"),
    "Standing.suspended": _Term("团籍异常", "not in good standing"),
    # Gender
    "Gender.female": _Term("女", "female"),
    "Gender.male": _Term("男", "male"),
    # TransferKind
    "TransferKind.employed": _Term("已落实工作单位（含自主创业）", "employed"),
    "TransferKind.further_study": _Term("升学", "further study"),
    "TransferKind.special_unit": _Term("参军入伍或转往涉密单位", "military or classified unit"),
    "TransferKind.unemployed": _Term("离校前尚未落实就业去向", "no employment yet"),
    "TransferKind.study_abroad": _Term("出国（境）学习研究", "study abroad"),
    "TransferKind.work_abroad": _Term("出国（境）工作", "work abroad"),
    "TransferKind.delayed": _Term("延迟毕业", "delayed graduation"),
    "TransferKind.township": _Term("转至乡镇街道", "to a township or street"),
    "TransferKind.ordinary": _Term("普通转接", "ordinary transfer"),
    # TransferState
    "TransferState.awaiting_source": _Term("待转出审批", "awaiting release"),
    "TransferState.awaiting_special": _Term("待团市委审批", "awaiting the municipal committee"),
    "TransferState.awaiting_destination": _Term("待转入审批", "awaiting acceptance"),
    "TransferState.awaiting_allocation": _Term("待分配", "awaiting allocation"),
    "TransferState.completed": _Term("已完成", "completed"),
    "TransferState.refused": _Term("已退回", "returned"),
    "TransferState.withdrawn": _Term("已撤销", "withdrawn"),
    # Action: what happened to a transfer
    "Action.started": _Term("发起申请", "started"),
    "Action.approved": _Term("同意", "approved"),
    "Action.refused": _Term("不同意", "refused"),
    "Action.allocated": _Term("分配团支部", "allocated"),
    "Action.withdrawn": _Term("撤销申请", "withdrew"),
    "Action.nudged": _Term("催办", "reminded"),
    "Action.prolonged": _Term("顺延期限", "gave days back"),
    # Outcome of a rule
    "Outcome.met": _Term("符合", "met"),
    "Outcome.missed": _Term("不符合", "missed"),
    "Outcome.unconfirmed": _Term("待核实", "to be confirmed"),
    # Deadline outcomes
    "AtDeadline.approve": _Term("到期自动通过", "approved at the deadline"),
    "AtDeadline.return": _Term("到期自动退回", "returned at the deadline"),
    "AtDeadline.nothing": _Term("到期不自动办理", "never automatic"),
    # Letter: whom a formula counts
    "Letter.A": _Term("升学已完成转接人数", "going on to study, transferred"),
    "Letter.B": _Term("本地区升学人数", "going on to study"),
    "Letter.C": _Term("申请转入本地区的升学人数", "from elsewhere, going on to study here"),
    "Letter.D": _Term("流向社会领域已完成转接人数", "going into society, transferred"),
    "Letter.E": _Term("本地区流向社会领域人数", "going into society"),
    "Letter.F": _Term("申请转入本地区的流向社会领域人数", "from elsewhere, going into society here"),
    "Letter.毕业生": _Term("毕业学生团员总数", "graduates"),
    "Letter.升学": _Term("升学的毕业学生团员", "graduates in further study"),
    "Letter.单位": _Term("转往就业单位团组织的团员数", "transferred to an employer"),
    "Letter.发起": _Term("发起转出团员数", "transfers started"),
    "Letter.完成": _Term("完成转出团员数", "transfers completed"),
    # Figure
    "Figure.study": _Term("升学衔接率", "further study"),
    "Figure.society": _Term("学社衔接率", "school to society"),
    "Figure.employer": _Term("单位团组织转接率", "to employers"),
    "Figure.started": _Term("转出发起率", "started"),
    "Figure.completed": _Term("转出完成率", "completed"),
    # DeletionReason
    "DeletionReason.duplicate": _Term("重复录入", "entered twice"),
    "DeletionReason.wrong_entry": _Term("误录（本人不是团员）", "entered by mistake, not a member"),
    "DeletionReason.deceased": _Term("去世", "deceased"),
    "DeletionReason.expelled": _Term("开除团籍", "expelled"),
    "DeletionReason.left": _Term("退团、离团", "has left the League"),
    # Due: how an entry of a register stands
    "Due.later": _Term("未到期", "not due yet"),
    "Due.soon": _Term("即将到期", "due soon"),
    "Due.overdue": _Term("已逾期", "overdue"),
    "Due.closed": _Term("已办结", "closed"),
    # Register
    "Register.study_abroad": _Term("出国学习保留登记", "study abroad"),
    "Register.retention": _Term("未就业保留登记", "kept without employment"),
    "Register.follow_up": _Term("流动团员登记", "floating members"),
    # MessageKind
    "MessageKind.request_received": _Term("收到申请", "request received"),
    "MessageKind.step_approved": _Term("已同意", "step approved"),
    "MessageKind.automatic_approval": _Term("自动通过", "approved automatically"),
    "MessageKind.refused": _Term("已退回", "refused"),
    "MessageKind.withdrawn": _Term("已撤销", "withdrawn"),
    "MessageKind.allocated": _Term("已分配到本支部", "allocated to this branch"),
    "MessageKind.completed": _Term("已完成", "completed"),
    "MessageKind.reminder": _Term("即将超期", "overdue soon"),
    "MessageKind.nudged": _Term("催办", "reminded by hand"),
    "MessageKind.days_given_back": _Term("顺延期限", "days given back"),
    "MessageKind.conflict": _Term("办理冲突", "conflict"),
    "MessageKind.register_due": _Term("登记即将到期", "register entry due"),
    "MessageKind.register_overdue": _Term("登记已逾期", "register entry overdue"),
    # Role
    "Role.member": _Term("团员", "member"),
    "Role.administrator": _Term("管理员", "administrator"),
    # Side
    "Side.member": _Term("团员本人", "the member"),
    "Side.source": _Term("转出方", "the leaving side"),
    "Side.destination": _Term("转入方", "the entering side"),
}


def term_key(value: StrEnum) -> str:
    return f"{type(value).__name__}.{value.value}"


def term(value: StrEnum, language: str = "zh") -> str:
    """Raises KeyError for a value without a term."""
    return _in(TERMS[term_key(value)], language)


def said(text: str, language: str = "zh") -> str:
    """A term's key in that language; any other text as it is."""
    entry = TERMS.get(text)
    return text if entry is None else _in(entry, language)


def _in(entry: _Term, language: str) -> str:
    return entry.zh if language == "zh" else entry.en
