"""Everything that the rules can say no to: a code, the rule that says it, and a plain sentence.

The table is the only place where a refusal's words stand. Facts fill the braces. They are text, so
that a refusal travels over the wire; a standard term travels as its key (``Mark.teacher``) and is
said in the reader's language, and a fact ``x_en`` takes the place of ``x`` in English.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from domain.terms import said, term_key


class _Entry(NamedTuple):
    rule: str
    zh: str
    en: str


REFUSALS: Mapping[str, _Entry] = {
    # Who and where
    "OUT_OF_SCOPE": _Entry(
        "R5",
        "{what}不在您的管理范围内，请联系其所在组织的管理员办理。",
        "{what} is outside your scope; ask an administrator of its organisation.",
    ),
    "FORBIDDEN_NOW": _Entry(
        "R13",
        "您当前的身份不能办理此项业务，请切换到有权限的管理员身份后再试。",
        "Your present role may not do this; switch to an administrator role that may.",
    ),
    "NOT_FOUND": _Entry(
        "R5",
        "没有找到{what}，可能已被删除，或不在您的管理范围内。请同步后再看。",
        "{what} was not found: it was deleted, or is outside your scope. Sync and look again.",
    ),
    "STALE_VERSION": _Entry(
        "R59",
        "{what}已被{who}于 {when} 修改，请查看最新情况后重新办理。",
        "{what} was changed by {who} at {when}; look at it again and decide anew.",
    ),
    "PREDECESSOR_REJECTED": _Entry(
        "R113",
        "在此之前对同一对象的操作没有生效，因此这一步也没有执行。请查看最新情况后重新办理。",
        "An earlier change to the same item was not accepted, so this one was not carried out.",
    ),
    # Organisations
    "ORGANISATION_DISSOLVED": _Entry(
        "R2", "“{organisation}”已撤销，不能再办理业务。", "“{organisation}” has been dissolved."
    ),
    "NOT_A_BRANCH": _Entry(
        "R20",
        "“{organisation}”是{kind}，不是团支部，不能标记毕业时间。请选择它下面的团支部。",
        "“{organisation}” is a {kind}, not a branch, so it has no graduation month.",
    ),
    "FIELD_EMPTY": _Entry(
        "R20",
        "“{organisation}”的“单位所属行业类别”为空，不能标记毕业时间。请先补全行业类别。",
        "The industry field of “{organisation}” is empty; fill it in first.",
    ),
    "NOT_EDUCATION": _Entry(
        "R20",
        "“{organisation}”不是学校领域的组织，不能标记毕业时间。",
        "“{organisation}” is not in the field of education.",
    ),
    "PRIMARY_SCHOOL": _Entry(
        "R20",
        "“{organisation}”属于小学，不能标记毕业时间。",
        "“{organisation}” belongs to a primary school.",
    ),
    "MONTH_NOT_YOURS": _Entry(
        "R21",
        "标记毕业时间须由学校领域的团委、团工委、团总支管理员办理；学校整体为一个团支部时，由其直属上级办理。",
        "Graduation months are set by committees and general branches of schools, or, where a school "
        "is one single branch, by its direct superior.",
    ),
    "MONTH_IMPOSSIBLE": _Entry(
        "R20", "“{month}”不是有效的年月，请按“2020-06”的样子填写。", "“{month}” is not a month."
    ),
    "NOT_MIXED": _Entry(
        "R23",
        "“{organisation}”不是混合型支部，团员的毕业时间跟随支部，不能单独标记。",
        "“{organisation}” is not a mixed branch; its members share the branch's month.",
    ),
    "OWN_ORGANISATION": _Entry(
        "R6",
        "“{organisation}”是您管理的组织本身，须由上级组织办理。",
        "“{organisation}” is your own organisation; one above it has to do this.",
    ),
    "ORGANISATION_CHANGED": _Entry(
        "R59",
        "“{organisation}”已有改动，请查看最新情况后重新办理。",
        "“{organisation}” has changed; look at it again and decide anew.",
    ),
    "NAME_MISSING": _Entry("R2", "请填写组织全称和简称。", "Full name and short name are required."),
    "NAME_TAKEN": _Entry(
        "R43",
        "已有全称为“{name}”的组织，请另取全称，以便按全称查找。",
        "There is an organisation with the full name “{name}” already.",
    ),
    "ORGANISATION_EXISTS": _Entry(
        "R6", "这个组织的编号已被使用，请重新创建。", "The id of this organisation is taken; create it anew."
    ),
    "KIND_NOT_BELOW": _Entry(
        "R1",
        "“{parent}”是{parent_kind}，下面不能有{kind}。",
        "“{parent}” is a {parent_kind} and cannot have a {kind} below it.",
    ),
    "CATEGORY_NOT_BELOW": _Entry(
        "R6",
        "“{parent}”下面不能有类别为“{category}”的这种组织。",
        "An organisation of the category “{category}” cannot stand below “{parent}”.",
    ),
    "FIELD_NOT_BELOW": _Entry(
        "R6",
        "“{parent}”下面不能有行业类别为“{field}”的组织。",
        "An organisation of the field “{field}” cannot stand below “{parent}”.",
    ),
    "DIVISION_ELSEWHERE": _Entry(
        "R2",
        "行政区划代码 {division} 不在“{parent}”的行政区划内，请核对。",
        "The division {division} does not lie in that of “{parent}”.",
    ),
    "MOVED_BELOW_ITSELF": _Entry(
        "R1",
        "不能把“{organisation}”移到它自己或它的下级组织下面。",
        "“{organisation}” cannot be moved below itself.",
    ),
    "MOVED_TO_OTHER_SYSTEM": _Entry(
        "R4",
        "“{organisation}”不能移到{system}的组织下面：一个组织只属于一个系统。",
        "“{organisation}” cannot be moved to another system ({system}).",
    ),
    "ORGANISATION_NOT_EMPTY": _Entry(
        "R6",
        "“{organisation}”还有{holds}，不能撤销。",
        "“{organisation}” still has {holds} and cannot be dissolved.",
    ),
    # Marks
    "NOT_A_GRADUATE": _Entry(
        "R30",
        "{member}不是毕业生团组织中的毕业生，不能标记。",
        "{member} is not a graduate of a graduate organisation and cannot be marked.",
    ),
    "MARK_NOT_YOURS": _Entry(
        "R32",
        "标记团员身份须由学校领域各级团组织的管理员办理；学校整体为一个团支部时，由其直属上级办理。",
        "Marks are set by administrators in education, or, where a school is one single branch, by its "
        "direct superior.",
    ),
    "EXPECTED_MONTH_MISSING": _Entry(
        "R31", "标记延迟毕业团员必须选择预计毕业时间。", "The expected graduation month is required."
    ),
    "EXPECTED_MONTH_TOO_EARLY": _Entry(
        "R31",
        "预计毕业时间 {expected} 必须晚于正常毕业时间 {regular}。",
        "The expected month {expected} must be later than the regular one, {regular}.",
    ),
    "DELAY_REASON_MISSING": _Entry(
        "R31", "标记延迟毕业团员必须填写延迟毕业原因。", "A reason for the delay is required."
    ),
    "ALREADY_MARKED": _Entry(
        "R30",
        "{member}已被标记为{mark}，请先撤销再重新标记。",
        "{member} is already marked as {mark}; revoke that first.",
    ),
    "NOT_MARKED": _Entry("R33", "{member}没有被标记，无需撤销。", "{member} carries no mark."),
    "NOT_A_DELAYED_BRANCH": _Entry(
        "R35",
        "“{organisation}”不是延迟毕业团支部，不能把延迟毕业团员集中到那里。",
        "“{organisation}” is not a delayed-graduate branch.",
    ),
    "TRANSFER_IS_OPEN": _Entry(
        "R41",
        "{member}有正在办理的组织关系转接，请等待办结或先撤销，再办理此项业务。",
        "{member} has an open transfer; wait for its end or withdraw it first.",
    ),
    # Transfers: starting
    "OPEN_TRANSFER_EXISTS": _Entry(
        "R41",
        "已有业务正在办理，不能重复发起：{who}已于 {when} 发起转往“{destination}”的申请。",
        "A transfer is already open: {who} started one to “{destination}” at {when}.",
    ),
    "TRANSFER_NOT_YOURS": _Entry(
        "R40",
        "只有团员本人、转出组织或转入组织的管理员可以发起这项转接。",
        "Only the member and the administrators of either organisation can start this transfer.",
    ),
    "REASON_FOR_LEAVING_MISSING": _Entry("R42", "请填写转出原因。", "The reason for leaving is required."),
    "DESTINATION_MISSING": _Entry(
        "R43",
        "请选择转入组织；只有北京／广东／福建的组织可以改为填写组织全称。",
        "Choose the destination; only those of Beijing, Guangdong and Fujian can be named instead.",
    ),
    "DESTINATION_OTHER_SYSTEM": _Entry(
        "R43",
        "“{destination}”属于{system}，与所选的“是否属于北京／广东／福建”不一致，请重新选择。",
        "“{destination}” belongs to {system}, other than what was answered.",
    ),
    "DESTINATION_NOT_FOUND": _Entry(
        "R43",
        "没有找到全称为“{name}”的组织。请核对组织全称，一字不差后再提交。",
        "No organisation has exactly the full name “{name}”.",
    ),
    "DESTINATION_IS_SOURCE": _Entry(
        "R42", "转入组织与现在的组织相同，无需转接。", "The member is in that organisation already."
    ),
    "NOT_IN_GOOD_STANDING": _Entry(
        "R45",
        "{member}的团籍状态不正常，不能办理组织关系转接。",
        "{member} is not in good standing and cannot be transferred.",
    ),
    "LEFT_THE_LEAGUE": _Entry(
        "R45",
        "{member}已入党且年满 28 周岁，未在团内任职，按团章不再保留团籍，无需转接。",
        "{member} has joined the Party, is 28 or older and holds no post, so has left the League.",
    ),
    "SPECIAL_UNIT_LOCKED": _Entry(
        "R52",
        "{member}在特殊单位专属库中，须由省级以上团组织办理转出。",
        "{member} is in the special-unit register; only a provincial administrator can move them.",
    ),
    "SPECIAL_UNIT_BY_SCHOOL": _Entry(
        "R52",
        "转往特殊单位须由团员本人或原就读学校团组织发起。",
        "A transfer to a special unit is started by the member or the school.",
    ),
    "SPECIAL_UNIT_APPROVER_MISSING": _Entry(
        "R52",
        "没有找到“{source}”上级的团市委，无法审核转往特殊单位的申请。请联系上级补全组织信息。",
        "No municipal committee was found above “{source}” to approve the special unit.",
    ),
    "KIND_NEEDS_GRADUATE": _Entry(
        "R34",
        "{member}不是未标记的毕业生，不能按“{kind}”办理，请改按普通转接办理。",
        "{member} is not an unmarked graduate; start an ordinary transfer.",
    ),
    "KIND_NEEDED": _Entry(
        "R34",
        "{member}是毕业生，请在学社衔接的八种情形中选择一种。",
        "{member} is a graduate; choose one of the eight kinds.",
    ),
    "RULE_MISSED": _Entry(
        "{rule}",
        "不符合“{kind}”的要求：{missed}",
        "Does not meet the rules of “{kind}”: {missed}",
    ),
    # Transfers: deciding
    "ALREADY_DECIDED": _Entry(
        "R59",
        "{who}（{organisation}）已于 {when} {what}，您的操作没有生效。",
        "{who} ({organisation}) had already decided at {when}: {what}. Yours did not take effect.",
    ),
    "INVALID_TRANSITION": _Entry(
        "R50",
        "这项转接现在是“{state}”，不能{verb}。",
        "The transfer is “{state}” now and cannot be changed this way ({verb}).",
    ),
    "REFUSAL_REASON_MISSING": _Entry(
        "R54",
        "不同意时必须写明理由，便于发起方了解被退回的原因。",
        "A reason is required when refusing.",
    ),
    "BRANCH_NOT_BELOW": _Entry(
        "R50",
        "“{branch}”不是“{destination}”下面的团支部，请重新选择。",
        "“{branch}” is not a branch below “{destination}”.",
    ),
    "WITHDRAW_NOT_YOURS": _Entry(
        "R44",
        "只有发起方可以撤销申请；这项申请由{who}发起。",
        "Only who started a transfer can withdraw it; this one was started by {who}.",
    ),
    "ALREADY_NUDGED": _Entry(
        "R83",
        "{who}已于 {when} 催办过，同一项转接一天只能催办一次。",
        "{who} has reminded them at {when} already; once a day is enough.",
    ),
    "NUDGE_NOT_YOURS": _Entry(
        "R83",
        "只有团员本人和转出、转入双方的管理员可以催办。",
        "Only the member and the administrators of either side can remind.",
    ),
    # Deputies
    "DEPUTY_IS_ONESELF": _Entry("R84", "不能委托自己。", "You cannot be your own deputy."),
    "DEPUTY_DAYS_IMPOSSIBLE": _Entry(
        "R84",
        "委托的起止日期不正确：止日不早于起日和今天，最长 {longest} 天。",
        "The days are wrong: not ending before they begin or today, and at most {longest} days.",
    ),
    "DEPUTATION_HAS_ENDED": _Entry("R84", "这项委托已经结束。", "This deputation has ended."),
    # Deleting
    "DELETION_REMARK_MISSING": _Entry(
        "R46", "删除团员须写明情况。", "Say what happened when deleting a member."
    ),
    "DELETION_INSTEAD_OF_TRANSFER": _Entry(
        "R46",
        "{member}是毕业生，团组织关系须通过转接转往新团组织，不能以删除代替。",
        "{member} is a graduate whose membership has to be transferred, not deleted.",
    ),
    "RESTORATION_TOO_LATE": _Entry(
        "R46",
        "{member}已于 {when} 删除，{until} 以后不能再恢复。",
        "{member} was deleted at {when} and could be restored until {until}.",
    ),
    # Registers
    "RETENTION_NOT_HERE": _Entry(
        "R63",
        "“{organisation}”不是普通高校或职业教育学校的团支部，不能保留团组织关系。",
        "Only universities and vocational schools keep graduates; “{organisation}” is neither.",
    ),
    "RETENTION_NEEDS_GRADUATE": _Entry(
        "R63",
        "{member}不是未标记的毕业生，无需办理保留团组织关系。",
        "{member} is not an unmarked graduate.",
    ),
    "ALREADY_RETAINED": _Entry(
        "R63",
        "{member}的团组织关系已保留到 {until}。",
        "{member} is kept until {until} already.",
    ),
    "RETENTION_REASON_MISSING": _Entry("R63", "请填写保留原因。", "The reason for keeping them is required."),
    "RETENTION_TOO_LONG": _Entry(
        "R63",
        "自毕业起最长可保留 {longest} 个月，到 {latest} 为止，且不能早于今天。{clause}",
        "They can be kept for at most {longest} months from graduation, to {latest}, and not into the past.",
    ),
    "RETENTION_NOT_PROLONGED": _Entry(
        "R90",
        "按{edition}，保留团组织关系不能再延长。",
        "By {edition} it cannot be prolonged any more.",
    ),
    "REGISTER_TEXT_MISSING": _Entry("R70", "请填写情况。", "Say how things are."),
    "REGISTER_DAY_IN_FUTURE": _Entry(
        "R72", "落实工作的日期 {day} 不能晚于今天。", "The day {day} of finding work lies in the future."
    ),
    "REGISTER_ENTRY_CLOSED": _Entry("R70", "这项登记已于 {when} 办结。", "This entry was closed on {when}."),
    "DEADLINE_NOT_REACHED": _Entry(
        "R80",
        "还没有到办理期限 {deadline}，系统不能代为处理。",
        "The deadline {deadline} has not passed.",
    ),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command was not carried out. Raises KeyError for a code that is not in the table."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # A fact that is missing is found here, not when the sentence is shown.
        _ = (self.rule, self.sentence, self.sentence_en)

    @property
    def rule(self) -> str:
        return REFUSALS[self.code].rule.format(**self.facts)

    @property
    def sentence(self) -> str:
        return REFUSALS[self.code].zh.format(**{name: said(fact) for name, fact in self.facts.items()})

    @property
    def sentence_en(self) -> str:
        english = {
            name.removesuffix("_en"): fact for name, fact in self.facts.items() if name.endswith("_en")
        }
        facts = {**self.facts, **english}
        return REFUSALS[self.code].en.format(**{name: said(fact, "en") for name, fact in facts.items()})


def _as_text(fact: str) -> str:
    return term_key(fact) if isinstance(fact, StrEnum) else fact


class RefusedError(Exception):
    """Raised by every rule that says no; ``refusal`` says which and why."""

    def __init__(self, code: str, **facts: str) -> None:
        self.refusal = Refusal(code, {name: _as_text(fact) for name, fact in facts.items()})
        super().__init__(f"{code} ({self.refusal.rule})")
