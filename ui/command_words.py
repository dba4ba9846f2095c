"""What a command of the outbox is called, before and after it was carried out."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def command_name(kind: str) -> str:
    names = {
        "approve_transfer": translate("CommandWords", "同意"),
        "refuse_transfer": translate("CommandWords", "不同意"),
        "allocate_transfer": translate("CommandWords", "分配团支部"),
        "withdraw_transfer": translate("CommandWords", "撤销申请"),
        "start_transfer": translate("CommandWords", "发起转接"),
        "mark_member": translate("CommandWords", "标记"),
        "revoke_mark": translate("CommandWords", "撤销标记"),
        "set_graduation_month": translate("CommandWords", "标记毕业时间"),
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
        "month": translate("CommandWords", "毕业时间"),
    }
    return names.get(field, field)
