"""What a command of the outbox is called, before and after it was carried out."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def command_name(kind: str) -> str:
    names = {
        "approve_transfer": translate("CommandWords", "同意"),
        "refuse_transfer": translate("CommandWords", "不同意"),
        "allocate_transfer": translate("CommandWords", "分配团支部"),
        "withdraw_transfer": translate("CommandWords", "撤销申请"),
        "nudge_transfer": translate("CommandWords", "催办"),
        "start_transfer": translate("CommandWords", "发起转接"),
        "mark_member": translate("CommandWords", "标记"),
        "revoke_mark": translate("CommandWords", "撤销标记"),
        "set_graduation_month": translate("CommandWords", "标记毕业时间"),
        "create_organisation": translate("CommandWords", "新建组织"),
        "rename_organisation": translate("CommandWords", "修改组织名称"),
        "move_organisation": translate("CommandWords", "移动组织"),
        "dissolve_organisation": translate("CommandWords", "撤销组织"),
        "retain_member": translate("CommandWords", "保留在校"),
        "prolong_retention": translate("CommandWords", "延长保留"),
        "end_retention": translate("CommandWords", "结束保留"),
        "record_report": translate("CommandWords", "登记年度报告"),
        "end_study_abroad": translate("CommandWords", "结束出国学习登记"),
        "record_follow_up": translate("CommandWords", "登记跟踪情况"),
        "end_follow_up": translate("CommandWords", "结束跟踪"),
        "set_member_month": translate("CommandWords", "标记个人毕业时间"),
    }
    return names[kind]


def entered_name(field: str) -> str:
    """What a field of a command is called where the user entered it."""
    names = {
        "remark": translate("CommandWords", "备注"),
        "reason": translate("CommandWords", "理由"),
        "mark": translate("CommandWords", "标记为"),
        "expected_month": translate("CommandWords", "预计毕业时间"),
        "delay_reason": translate("CommandWords", "延迟毕业原因"),
        "move_to": translate("CommandWords", "集中到"),
        "branch": translate("CommandWords", "分配到"),
        "destination": translate("CommandWords", "转入组织"),
        "destination_name": translate("CommandWords", "转入组织"),
        "system": translate("CommandWords", "所属系统"),
        "parent": translate("CommandWords", "上级组织"),
        "full_name": translate("CommandWords", "组织全称"),
        "short_name": translate("CommandWords", "简称"),
        "code": translate("CommandWords", "组织编码"),
        "category": translate("CommandWords", "组织类别"),
        "field": translate("CommandWords", "行业类别"),
        "school_level": translate("CommandWords", "学校层次"),
        "month": translate("CommandWords", "毕业时间"),
        "outcome": translate("CommandWords", "情况"),
        "text": translate("CommandWords", "报告内容"),
        "found_work_on": translate("CommandWords", "找到工作的日期"),
    }
    return names.get(field, field)
