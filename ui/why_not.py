"""Why a verb whose key was pressed cannot be used here, and what can be done instead: one sentence."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from desktop.values import Delivery, MemberRow, Tab, TransferRow
from domain.transfers import APPROVABLE_STATES, TransferState
from ui.verbs import Verbs

translate = QCoreApplication.translate


def why_not_transfer(verbs: Verbs, verb: QAction, row: TransferRow | None, tab: Tab) -> str:
    if row is None:
        return _nothing_chosen()
    if verb in (verbs.withdraw, verbs.take_back):
        return translate("WhyNot", "此项没有可以收回的操作；要撤销申请，请到“我发起的”中选择尚未办结的业务。")
    if verb is verbs.dismiss:
        return translate("WhyNot", "此项没有需要处理的提示。")
    if row.delivery is Delivery.WAITING:
        return translate("WhyNot", "此项已办理，待同步；如需更改，请先按 U 收回。")
    if tab is Tab.PENDING and verb is verbs.allocate and row.transfer.state in APPROVABLE_STATES:
        return translate("WhyNot", "此项待审批，请按 A 同意，或按 R 不同意。")
    if tab is Tab.PENDING and row.transfer.state is TransferState.AWAITING_ALLOCATION:
        return translate("WhyNot", "此项待分配，请按 L 分配团支部。")
    return _not_here(verb)


def why_not_member(verbs: Verbs, verb: QAction, row: MemberRow | None) -> str:
    if row is None:
        return _nothing_chosen()
    name = row.member.name
    if verb is verbs.mark and row.member.mark is not None:
        words = translate("WhyNot", "{name}已有标记；如需更改，请先按 Shift+M 撤销标记。")
    elif verb is verbs.mark:
        words = translate("WhyNot", "{name}不是毕业生团组织中的毕业生，不能标记。")
    elif verb is verbs.start_transfer:
        words = translate("WhyNot", "{name}已有业务正在办理，不能重复发起；可在右侧打开那项转接。")
    elif verb is verbs.revoke_mark:
        words = translate("WhyNot", "{name}没有标记，不用撤销。")
    elif verb in (verbs.withdraw, verbs.take_back):
        words = translate("WhyNot", "{name}没有可以收回的操作。")
    else:
        return _not_here(verb)
    return words.format(name=name)


def why_not_row(verb: QAction, chosen: bool) -> str:
    """Of lists whose rows know only what can be done with them."""
    return _not_here(verb) if chosen else _nothing_chosen()


def _nothing_chosen() -> str:
    return translate("WhyNot", "请先在列表中选择一项。")


def _not_here(verb: QAction) -> str:
    words = translate("WhyNot", "这里选中的内容不能“{verb}”。")
    return words.format(verb=verb.text().removesuffix("…"))
