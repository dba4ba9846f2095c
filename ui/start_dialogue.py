"""Starting transfers on one page: which way, to which organisation, and what the rules say (R40–R45, R68)."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.values import Starter, StartTarget
from domain.commands import StartTransfer
from domain.destinations import TransferKind
from domain.organisations import Card
from domain.starting import kinds_for
from ui.bridge import Bridge
from ui.kind_list import KindList
from ui.section import Section
from ui.start_draft import Destination, StartDraft
from ui.start_form import StartForm
from ui.start_review import StartReview
from ui.theme import GRID

if TYPE_CHECKING:
    from desktop.client import Client

KINDS_WIDTH = 29 * GRID
REVIEW_WIDTH = 40 * GRID
SIZE = (124 * GRID, 72 * GRID)
PLANNING_PAUSE = 150
"""Milliseconds without a change after which the rules are asked."""


class StartDialogue(QDialog):
    """
    Signals
        confirmed: the StartTransfer commands that the rules let through.
        marking_wanted: delayed graduates are marked and not transferred (SPEC R66).
    """

    confirmed = Signal(list)
    marking_wanted = Signal()

    def __init__(
        self,
        client: "Client",
        bridge: Bridge,
        starters: Sequence[Starter],
        destination: Card | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("start")
        self.setWindowTitle(self._title(starters))
        self._client = client
        self._bridge = bridge
        self._starters = starters
        self._draft = StartDraft()
        self._wishes: list[StartTransfer] = []
        self._startable: list[StartTransfer] = []
        self._kinds = KindList(kinds_of(starters))
        self._form = StartForm(client, bridge)
        self._review = StartReview(starters)
        self._confirm = QPushButton()
        self._pause = QTimer(self, singleShot=True, interval=PLANNING_PAUSE)
        self._arrange()
        self._connect()
        self._on_kind()
        if destination is not None:
            self._form.show_card(destination)
        self._kinds.setFocus()

    def _title(self, starters: Sequence[Starter]) -> str:
        if len(starters) == 1:
            return self.tr("发起转接：{name}").format(name=starters[0].member.name)
        return self.tr("发起转接：%n 人", "", len(starters))

    def _arrange(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(2 * GRID)
        kinds = Section(self.tr("1. 毕业去向"), self._kinds)
        kinds.setFixedWidth(KINDS_WIDTH)
        scroll = QScrollArea()
        scroll.setWidget(self._form)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        # What is focused within is scrolled to by itself.
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        review = Section(self.tr("3. 核对"), self._review)
        review.setFixedWidth(REVIEW_WIDTH)
        columns.addWidget(kinds)
        columns.addWidget(Section(self.tr("2. 转往哪里"), scroll), 1)
        columns.addWidget(review)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(columns, 1)
        layout.addWidget(self._buttons())
        self.resize(*SIZE)

    def _buttons(self) -> QDialogButtonBox:
        role, box = QDialogButtonBox.ButtonRole, QDialogButtonBox()
        cancel = QPushButton(self.tr("取消"))
        cancel.setObjectName("start.cancel")
        self._confirm.setObjectName("start.confirm")
        self._confirm.setProperty("role", "primary")
        box.addButton(self._confirm, role.AcceptRole)
        box.addButton(cancel, role.RejectRole)
        # Enter chooses in the lists; what is sent is said with the button itself.
        for button in (cancel, self._confirm):
            button.setAutoDefault(False)
        box.rejected.connect(self.reject)
        self._confirm.clicked.connect(self._on_confirmed)
        return box

    def _connect(self) -> None:
        self._kinds.kind_chosen.connect(lambda _: self._on_kind())
        self._form.changed.connect(self._on_form)
        self._form.destination_chosen.connect(self._on_destination)
        self._form.marking_wanted.connect(self._on_marking)
        self._review.for_everybody.connect(self._on_form)
        self._pause.timeout.connect(self._plan)

    # What stands in it

    def _on_kind(self) -> None:
        self._form.show_kind(self._kinds.kind)
        self._on_form()

    def _on_form(self) -> None:
        form = self._form
        self._draft = replace(
            self._draft,
            kind=self._kinds.kind,
            reason=form.reason,
            remark=form.remark,
            particulars=form.particulars,
        )
        self._pause.start()

    def _on_destination(self, destination: Destination) -> None:
        self._draft = self._draft.heading_for(destination, self._review.whom())
        self._review.to_next_open()
        self._plan()

    # What the rules say

    def _plan(self) -> None:
        self._pause.stop()
        self._wishes = wishes = self._draft.wishes(self._starters)
        work = partial(self._client.plan_start, wishes, self._draft.cards())
        self._bridge.run(self, work, partial(self._on_planned, wishes))

    def _on_planned(self, wishes: list[StartTransfer], targets: list[StartTarget]) -> None:
        if wishes is not self._wishes:
            return
        self._startable = [
            wish for wish, target in zip(wishes, targets, strict=True) if target.refusal is None
        ]
        self._review.show_plan(self._draft, {target.member_id: target for target in targets})
        self._form.show_refusals([target.refusal for target in targets if target.refusal is not None])
        self._confirm.setEnabled(bool(self._startable))
        self._confirm.setText(self.tr("发起 %n 项转接", "", len(self._startable)))

    # The end of it

    def _on_marking(self) -> None:
        self.reject()
        self.marking_wanted.emit()

    def _on_confirmed(self) -> None:
        """What was changed in the last moment has been held against the rules first."""
        if self._pause.isActive():
            self._plan()
            return
        self.accept()
        self.confirmed.emit(self._startable)


def kinds_of(starters: Sequence[Starter]) -> list[TransferKind]:
    """SPEC R34: in their order, what is there for any of them."""
    counted = {starter.counted for starter in starters}
    for_any = {kind for each in counted for kind in kinds_for(each)}
    return [kind for kind in TransferKind if kind in for_any]
