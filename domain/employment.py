"""The kinds of the school's employment sheet (毕业去向) as kinds of transfer (SPEC R60–R67, R116).

A table that is read from above: the first line of which a word occurs says the kind. What says that
something has not happened stands before what says that it has.
"""

from domain.destinations import TransferKind

_K = TransferKind

SITUATIONS: tuple[tuple[TransferKind, tuple[str, ...]], ...] = (
    (_K.DELAYED, ("延迟毕业", "延毕", "延期毕业", "结业", "肄业", "未毕业")),
    (
        _K.UNEMPLOYED,
        ("未就业", "待就业", "未落实", "求职", "拟升学", "不就业", "暂不", "签约中", "待录用", "失业"),
    ),
    (
        _K.SPECIAL_UNIT,
        ("入伍", "参军", "义务兵", "应征", "部队", "士官", "军士", "涉密", "特殊单位", "国防"),
    ),
    (_K.WORK_ABROAD, ("出国工作", "出境工作", "出国（境）工作", "境外就业", "国外就业", "境外工作", "外派")),
    (_K.STUDY_ABROAD, ("出国", "出境", "留学", "境外", "国外")),
    (_K.FURTHER_STUDY, ("升学", "读研", "研究生", "硕士", "博士", "专升本", "第二学士", "录取", "深造")),
    (_K.TOWNSHIP, ("乡镇", "街道", "回生源地", "回户籍", "回原籍", "社区")),
    (
        _K.EMPLOYED,
        (
            "就业", "签约", "签订", "协议", "劳动合同", "录用", "工作", "创业", "自由职业", "基层",
            "西部计划", "三支一扶", "特岗", "选调", "公务员", "事业单位", "企业", "科研助理", "派遣", "单位",
        ),
    ),
)  # fmt: skip


def kind_of_situation(said: str) -> TransferKind | None:
    """None when the words say nothing that is known."""
    flat = "".join(said.split()).replace("(", "（").replace(")", "）").replace("、", "")
    named = (kind for kind, words in SITUATIONS if any(word in flat for word in words))
    return next(named, None)


def is_agency_worker(said: str) -> bool:
    """劳务派遣 (question 4)."""
    return "派遣" in said
