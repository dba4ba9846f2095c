"""What people write into transfers and marks."""

from collections.abc import Mapping

from domain.conditions import SPECIAL_UNIT_REASON
from domain.destinations import TransferKind
from domain.organisations import Field
from domain.transfers import Transfer, TransferState

_K = TransferKind
_EMPLOYED, _SIGNED = "毕业后已落实工作单位", "已与用人单位签订三方就业协议"
_ADMITTED, _GRADUATE_SCHOOL = "升学，已被录取", "考取研究生，转入录取学校"
_UNEMPLOYED, _PREPARING = "离校前尚未落实就业去向", "毕业后继续备考，暂未就业"

REASONS_AND_REMARKS: Mapping[TransferKind, tuple[tuple[str, str], ...]] = {
    _K.EMPLOYED: (
        (_EMPLOYED, ""),
        (_EMPLOYED, "本月内报到，请协助尽快办理。"),
        (_EMPLOYED, "试用期三个月，单位同意先行转入。"),
        (_SIGNED, ""),
        (_SIGNED, "三方协议已交学院，下月初报到。"),
        (_SIGNED, "单位人事部门已确认可以接收，联系人见学院登记表。"),
        ("毕业就业，已到单位报到", "已到岗上班，住单位宿舍。"),
    ),
    _K.FURTHER_STUDY: (
        (_ADMITTED, ""),
        (_ADMITTED, "已完成入学报到，请录取学院协助接收。"),
        (_GRADUATE_SCHOOL, "录取通知书已收到，新生团组织已由录取学校创建。"),
        (_GRADUATE_SCHOOL, "录取专业与原专业不同，请按录取学院接收。"),
        ("推荐免试攻读研究生", ""),
    ),
    _K.SPECIAL_UNIT: (
        (SPECIAL_UNIT_REASON, "本人应征入伍，持入伍通知书，线下手续已同步办理。"),
        (SPECIAL_UNIT_REASON, "大学生征兵，{place}人民武装部批准入伍，定于本月启程。"),
        (SPECIAL_UNIT_REASON, "录用至涉密单位，单位来函已由学校团委核验存档。"),
    ),
    _K.UNEMPLOYED: (
        (_UNEMPLOYED, ""),
        (_UNEMPLOYED, "求职中，手机保持畅通。"),
        (_UNEMPLOYED, "已与接收团组织电话联系，同意接收。"),
        (_PREPARING, "正在备考公务员，落实单位后再转出。"),
        (_PREPARING, "准备下一年度研究生考试，暂住家中。"),
    ),
    _K.STUDY_ABROAD: (
        ("出国（境）学习，申请保留团组织关系", "书面申请已交学院团委，附录取通知复印件。"),
        ("赴境外攻读硕士学位", "每半年向支部书面汇报一次。"),
        ("赴境外攻读硕士学位", ""),
    ),
    _K.WORK_ABROAD: (
        ("出国（境）工作", "签证已办妥，下月出发。"),
        ("赴境外工作，出国前办理转出", ""),
    ),
    _K.TOWNSHIP: (
        ("就业单位未建立团组织，转至乡镇街道", "所在单位规模较小，尚未建立团组织。"),
        ("灵活就业，转至乡镇街道", "自由职业，居住地相对固定。"),
        ("灵活就业，转至乡镇街道", ""),
    ),
    _K.ORDINARY: (
        ("工作单位变动，随工作关系转接", ""),
        ("工作单位变动，随工作关系转接", "请协助核对入团时间与志愿书编号。"),
        ("已落实工作单位，转入单位团组织", "已到单位报到，劳动合同复印件可提供。"),
    ),
}
SCHOOL_LEAVERS = (
    ("高考录取，升入大学", ""),
    ("高考录取，升入大学", "录取通知书已交班主任核验。"),
    ("升学，按要求转入新生团组织", "已完成入学报到，请录取学院协助接收。"),
)

_SEEN = ("", "", "情况属实，同意。", "材料齐全，已与本人电话核实。")
APPROVALS: Mapping[TransferState, tuple[str, ...]] = {
    TransferState.AWAITING_SOURCE: (*_SEEN, "同意转出。", "团费已缴至本月，同意转出。"),
    TransferState.AWAITING_SPECIAL: (*_SEEN, "手续齐全，同意转入特殊单位专属库。"),
    TransferState.AWAITING_DESTINATION: (*_SEEN, "同意接收，请按时到支部报到。"),
}

_REFUSALS_AT_DESTINATION: Mapping[TransferKind, tuple[str, ...]] = {
    _K.EMPLOYED: ("该同志不是本单位录用人员，请核对用人单位全称后重新提交。",),
    _K.FURTHER_STUDY: (
        "录取学院有误，请转至录取学院的新生团支部。",
        "新生名册中没有该同学，请核对录取信息后重新提交。",
    ),
    _K.UNEMPLOYED: ("经核实本人已在外地落实工作单位，应转至工作单位团组织。",),
    _K.STUDY_ABROAD: ("书面申请未写明国内联系人，请补齐后重新提交。",),
}
_REFUSALS_OF_EMPLOYED_BY_TOWNSHIPS = ("经核实所在单位已建立团组织，请转至工作单位团组织。",)
_REFUSALS_OF_ANY_KIND = ("电话无法接通，无法核实信息，请更新联系方式后再申请。",)
_REFUSALS_AT_SOURCE = (
    "团费尚未缴清，志愿书未归档，请补齐后重新提交。",
    "毕业去向与学校登记不一致，请与辅导员核实后重新发起。",
)
_REFUSALS_OF_SPECIAL_UNITS = (
    "备注未写明批准入伍机关和文号，请补充后重新提交。",
    "未收到单位函件，请学校团委核验材料后再报。",
)


def refusals(transfer: Transfer) -> tuple[str, ...]:
    if transfer.state is TransferState.AWAITING_SOURCE:
        return _REFUSALS_AT_SOURCE
    if transfer.state is TransferState.AWAITING_SPECIAL:
        return _REFUSALS_OF_SPECIAL_UNITS
    if transfer.kind is _K.EMPLOYED and transfer.destination.field is Field.TOWNSHIP:
        return (*_REFUSALS_OF_EMPLOYED_BY_TOWNSHIPS, *_REFUSALS_OF_ANY_KIND)
    return (*_REFUSALS_AT_DESTINATION.get(transfer.kind, ()), *_REFUSALS_OF_ANY_KIND)


DELAY_REASONS = (
    "未修满学分，申请延长学习年限一年",
    "毕业论文未通过答辩，延期答辩",
    "因病休学，顺延毕业",
    "参加国际交流项目，延长学习年限",
    "辅修第二学士学位，申请延期毕业",
)

WORKSHOPS = ("示例餐饮管理店", "示例网络工作室", "示例文化传媒工作室", "示例物流配送站", "示例电子商务商行")
"""Employers without an organisation of the League."""

COUNTRIES = (
    ("英国", "爱丁堡示例大学"),
    ("日本", "京都示例大学"),
    ("德国", "慕尼黑示例工业大学"),
    ("澳大利亚", "悉尼示例大学"),
    ("新加坡", "新加坡示例大学"),
    ("中国香港", "香港示例大学"),
)

RETENTION_REASONS = (
    "正在参加公务员招录面试，去向未定。",
    "正在求职，暂无法转出。",
    "准备再次考研，户籍地暂不能接收。",
    "等待用人单位签约，档案仍在学校。",
)
FOLLOW_UPS = (
    "电话联系，本人仍在求职，已告知招聘信息。",
    "当面了解，正在参加职业技能培训。",
    "微信联系，计划参加下一次招聘会。",
)
