"""What people write into transfers and marks."""

from collections.abc import Mapping

from domain.conditions import SPECIAL_UNIT_REASON
from domain.destinations import TransferKind
from domain.transfers import TransferState

REASONS: Mapping[TransferKind, tuple[str, ...]] = {
    TransferKind.EMPLOYED: ("毕业后已落实工作单位", "已与用人单位签订三方就业协议", "毕业就业，已到单位报到"),
    TransferKind.FURTHER_STUDY: ("升学，已被录取", "考取研究生，转入录取学校", "推荐免试攻读研究生"),
    TransferKind.SPECIAL_UNIT: (SPECIAL_UNIT_REASON,),
    TransferKind.UNEMPLOYED: (
        "离校前尚未落实就业去向",
        "毕业暂未就业，返回居住地",
        "毕业后继续备考，暂未就业",
    ),
    TransferKind.STUDY_ABROAD: ("出国（境）学习，申请保留团组织关系", "赴境外攻读硕士学位"),
    TransferKind.WORK_ABROAD: ("出国（境）工作", "赴境外工作，出国前办理转出"),
    TransferKind.TOWNSHIP: ("就业单位未建立团组织，转至乡镇街道", "灵活就业，转至乡镇街道"),
    TransferKind.ORDINARY: ("工作调动", "工作单位变动，随工作关系转接", "岗位调整"),
}

REMARKS: Mapping[TransferKind, tuple[str, ...]] = {
    TransferKind.EMPLOYED: (
        "",
        "三方协议已交学院，本月内报到。",
        "单位人事部门已确认可以接收，联系人见学院登记表。",
        "试用期三个月，单位同意先行转入。",
        "已到岗上班，请协助尽快办理。",
    ),
    TransferKind.FURTHER_STUDY: (
        "",
        "录取通知书已收到，新生团组织已由录取学校创建。",
        "已完成入学报到，请录取学院协助接收。",
        "录取专业与原专业不同，请按录取学院接收。",
    ),
    TransferKind.SPECIAL_UNIT: (
        "本人应征入伍，持入伍通知书，线下手续已同步办理。",
        "大学生征兵，{place}人民武装部批准入伍，定于本月启程。",
        "录用至涉密单位，单位来函已由学院团委核验存档。",
    ),
    TransferKind.UNEMPLOYED: (
        "",
        "正在备考公务员，落实单位后再转出。",
        "准备下一年度研究生考试，暂住家中。",
        "已与户籍地团组织电话联系，同意接收。",
        "求职中，手机保持畅通。",
    ),
    TransferKind.STUDY_ABROAD: ("书面申请已交学院团委，附录取通知复印件。", "每半年向支部书面汇报一次。", ""),
    TransferKind.WORK_ABROAD: ("", "签证已办妥，下月出发。", "派出手续由单位统一办理。"),
    TransferKind.TOWNSHIP: ("", "所在单位规模较小，尚未建立团组织。", "自由职业，居住地相对固定。"),
    TransferKind.ORDINARY: ("", "调令已附人事部门。", "请协助核对入团时间与志愿书编号。"),
}

SCHOOL_LEAVERS_REASONS = ("高考录取，升入大学", "升学，已收到录取通知书", "升学，按要求转入新生团组织")
SCHOOL_LEAVERS_REMARKS = ("", "录取通知书已交班主任核验。", "已完成入学报到，请录取学院协助接收。")

APPROVALS = (
    "",
    "",
    "",
    "同意转出。",
    "情况属实，同意。",
    "材料齐全，已与本人电话核实。",
    "同意接收，请按时到支部报到。",
)

REFUSALS: Mapping[TransferState, tuple[str, ...]] = {
    TransferState.AWAITING_SOURCE: (
        "转入组织选择有误：已签约单位建有团组织，请转至工作单位团组织。",
        "团费尚未缴清，志愿书未归档，请补齐后重新提交。",
        "就业去向与学院登记不一致，请与辅导员核实后重新发起。",
    ),
    TransferState.AWAITING_DESTINATION: (
        "该同志不是本单位录用人员，请核对用人单位全称后重新提交。",
        "电话无法接通，无法核实信息，请更新联系方式后再申请。",
        "经核实本人已在外地落实工作单位，应转至工作单位团组织。",
        "录取学院有误，请转至录取学院的新生团支部。",
    ),
    TransferState.AWAITING_SPECIAL: (
        "备注未写明批准入伍机关和文号，请补充后重新提交。",
        "未收到单位函件，请学校团委核验材料后再报。",
    ),
}

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
