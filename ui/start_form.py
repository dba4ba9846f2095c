"""The middle of starting a transfer: destination, reason, what the kind asks for, remark (SPEC R42, R43)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from domain.conditions import SPECIAL_UNIT_REASON
from domain.destinations import Particulars, TransferKind
from domain.organisations import Card
from domain.refusals import Refusal
from ui.bridge import Bridge
from ui.destination_search import DestinationSearch
from ui.field import Field, Sentence
from ui.kind_list import kind_advice
from ui.language import sentence_of
from ui.particulars_form import ParticularsForm
from ui.theme import GRID

if TYPE_CHECKING:
    from desktop.client import Client

LONGEST = 200
USUAL_REASONS: Mapping[TransferKind, str] = {
    TransferKind.EMPLOYED: "毕业就业",
    TransferKind.FURTHER_STUDY: "毕业升学",
    TransferKind.SPECIAL_UNIT: SPECIAL_UNIT_REASON,
    TransferKind.UNEMPLOYED: "毕业离校",
    TransferKind.STUDY_ABROAD: "出国（境）学习研究",
    TransferKind.WORK_ABROAD: "出国（境）工作",
    TransferKind.TOWNSHIP: "毕业离校",
}
"""In Chinese whatever language the window speaks: the approver elsewhere reads it."""


class StartForm(QWidget):
    """
    Signals
        changed: reason, remark or particulars.
        destination_chosen: a Destination.
        marking_wanted: this kind is none to be transferred.
    """

    changed = Signal()
    destination_chosen = Signal(object)
    marking_wanted = Signal()

    def __init__(self, client: "Client", bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._kind: TransferKind | None = None
        self._suggested = ""
        self._advice = Sentence()
        self._mark = QPushButton(self.tr("标记为延迟毕业团员…"))
        self._search = DestinationSearch(client, bridge)
        self._reason = QLineEdit()
        self._reason_field = Field(self.tr("转出原因"), self._reason)
        self._particulars = ParticularsForm(bridge, None)
        self._remark = QLineEdit()
        self._remark_field = Field(self.tr("备注"), self._remark)
        self._layout = QVBoxLayout(self)
        self._arrange()
        self._search.chosen.connect(self.destination_chosen)
        self._mark.clicked.connect(self.marking_wanted)
        for edit in (self._reason, self._remark):
            edit.setMaxLength(LONGEST)
            edit.textChanged.connect(lambda _: self.changed.emit())

    def _arrange(self) -> None:
        self._advice.setProperty("role", "muted")
        self._advice.setObjectName("start.advice")
        self._mark.setObjectName("start.mark")
        self._reason.setObjectName("start.reason")
        self._remark.setObjectName("start.remark")
        self._layout.setContentsMargins(0, 0, GRID, 0)
        self._layout.setSpacing(GRID + GRID // 2)
        parts = (self._advice, self._mark, self._search, self._reason_field, self._particulars)
        for part in (*parts, self._remark_field):
            self._layout.addWidget(part)
        self._layout.addStretch(1)

    @property
    def reason(self) -> str:
        return self._reason.text().strip()

    @property
    def remark(self) -> str:
        return self._remark.text().strip()

    @property
    def particulars(self) -> Particulars:
        return self._particulars.particulars

    def show_kind(self, kind: TransferKind | None) -> None:
        self._kind = kind
        self._advice.setText(kind_advice(kind) if kind is not None else self.tr("请先在左侧选择毕业去向。"))
        by_mark = kind is TransferKind.DELAYED
        self._mark.setVisible(by_mark)
        for part in (self._search, self._reason_field, self._remark_field):
            part.setVisible(kind is not None and not by_mark)
        self._ask_particulars(kind)
        self._suggest_reason(kind)

    def _ask_particulars(self, kind: TransferKind | None) -> None:
        form = ParticularsForm(self._bridge, kind)
        form.changed.connect(self.changed)
        self._layout.replaceWidget(self._particulars, form)
        self._particulars.deleteLater()
        self._particulars.hide()
        self._particulars = form
        # The order of the tab key is that of making, and this was made last.
        QWidget.setTabOrder(self._reason, form)
        QWidget.setTabOrder(form, self._remark)

    def _suggest_reason(self, kind: TransferKind | None) -> None:
        """What the user wrote stays; the special units' reason is prescribed (SPEC R62)."""
        special = kind is TransferKind.SPECIAL_UNIT
        self._reason.setReadOnly(special)
        if special or self.reason in ("", self._suggested):
            self._suggested = USUAL_REASONS.get(kind, "") if kind is not None else ""
            self._reason.setText(self._suggested)

    def show_card(self, card: Card) -> None:
        self._search.show_card(card)

    def show_refusals(self, refusals: Sequence[Refusal]) -> None:
        """Beside the field, where one is to blame."""
        codes = {refusal.code: refusal for refusal in refusals}
        missing = codes.get("REASON_FOR_LEAVING_MISSING")
        self._reason_field.set_problem(sentence_of(missing) if missing is not None else "")
        needed = self._kind is TransferKind.SPECIAL_UNIT and not self.remark
        self._remark_field.set_problem(self.tr("请写明参军入伍或涉密单位的具体信息。") if needed else "")
