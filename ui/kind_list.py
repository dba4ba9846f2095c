"""Where they are going: the eight kinds in the guide's words, or the ordinary one (SPEC R34, R60–R67)."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from domain.destinations import TransferKind
from ui.language import name_of

translate = QCoreApplication.translate
KIND = Qt.ItemDataRole.UserRole


def kind_advice(kind: TransferKind) -> str:
    """Where it goes, as the guide says."""
    advice = {
        TransferKind.EMPLOYED: translate(
            "KindAdvice", "转至工作单位团组织；单位没有团组织的，转至单位所在地乡镇街道或青年中心。"
        ),
        TransferKind.FURTHER_STUDY: translate("KindAdvice", "转至录取学校的新生团组织。"),
        TransferKind.SPECIAL_UNIT: translate(
            "KindAdvice", "转入特殊单位专属库，由团市委审批；备注中须写明具体信息。"
        ),
        TransferKind.UNEMPLOYED: translate(
            "KindAdvice", "转至居住地、户籍地或生源地乡镇街道的流动团员团支部。"
        ),
        TransferKind.STUDY_ABROAD: translate(
            "KindAdvice", "留在学校，编入出国（境）学习研究团员团支部；须有书面申请。"
        ),
        TransferKind.WORK_ABROAD: translate(
            "KindAdvice", "因公的转至派出单位；因私的转至户籍地或本人、父母居住地乡镇街道。"
        ),
        TransferKind.DELAYED: translate("KindAdvice", "不办理转接，由学校标记后集中管理。"),
        TransferKind.TOWNSHIP: translate("KindAdvice", "转至乡镇街道团组织，就业后一个月内再转出。"),
        TransferKind.ORDINARY: translate("KindAdvice", "不属于学社衔接的转接，不计入衔接率。"),
    }
    return advice[kind]


class KindList(QListWidget):
    """
    Signals
        kind_chosen: a TransferKind.
    """

    kind_chosen = Signal(object)

    def __init__(self, kinds: Sequence[TransferKind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start.kind")
        self.setAccessibleName(self.tr("毕业去向"))
        self.setProperty("role", "choice")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for kind in kinds:
            item = QListWidgetItem(name_of(kind))
            item.setData(KIND, kind)
            item.setToolTip(kind_advice(kind))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, kind_advice(kind))
            self.addItem(item)
        self.currentItemChanged.connect(lambda *_: self.kind_chosen.emit(self.kind))
        if len(kinds) == 1:
            self.setCurrentRow(0)

    @property
    def kind(self) -> TransferKind | None:
        return TransferKind(self.currentItem().data(KIND)) if self.currentRow() >= 0 else None
