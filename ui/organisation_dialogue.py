"""What the dialogues that change an organisation share: the rules are asked as one types (SPEC R6)."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from desktop.kinds import OrganisationChange
from desktop.values import Seen
from domain.refusals import Refusal
from ui.bridge import Bridge
from ui.field import Field, Notice
from ui.icons import Icon
from ui.language import sentence_of
from ui.theme import GRID, Tone

if TYPE_CHECKING:
    from desktop.client import Client

TYPING_PAUSE = 150
WIDTH = 60 * GRID


class OrganisationDialogue(QDialog):
    """``command`` says what stands in it, ``field_to_blame`` where a refusal belongs.

    Signals
        confirmed: the command, and what was seen of its subject (None: it is to be created).
    """

    confirmed = Signal(object, object)

    def __init__(
        self, client: "Client", bridge: Bridge, name: str, seen: Seen | None, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._client = client
        self._bridge = bridge
        self._seen = seen
        self._asked: OrganisationChange | None = None
        self._refusal = Notice(Icon.WARNING, Tone.NEGATIVE)
        self._refusal.setObjectName(f"{name}.refusal")
        self._confirm = QPushButton()
        self._confirm.setObjectName(f"{name}.confirm")
        self._confirm.setProperty("role", "primary")
        self._confirm.setDefault(True)
        self._confirm.setEnabled(False)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._pause.timeout.connect(self._check)
        self.body = QVBoxLayout()
        self.body.setSpacing(2 * GRID)
        self._arrange()

    def _arrange(self) -> None:
        role, box = QDialogButtonBox.ButtonRole, QDialogButtonBox()
        cancel = QPushButton(self.tr("取消"))
        cancel.setObjectName(f"{self.objectName()}.cancel")
        # Enter is for what the dialogue is about, also while the focus happens to be here.
        cancel.setAutoDefault(False)
        box.addButton(self._confirm, role.AcceptRole)
        box.addButton(cancel, role.RejectRole)
        box.accepted.connect(self._on_confirmed)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(self.body)
        layout.addWidget(self._refusal)
        layout.addStretch(1)
        layout.addWidget(box)
        self.setMinimumWidth(WIDTH)

    # What a dialogue says of itself

    @property
    def command(self) -> OrganisationChange | None:
        """None while it is not complete."""
        raise NotImplementedError

    def field_to_blame(self, code: str) -> Field | None:
        """None: it is said below everything."""
        return None

    def fields(self) -> list[Field]:
        return []

    # Asking the rules

    def on_changed(self) -> None:
        self._confirm.setEnabled(False)
        self._pause.start()

    def check_now(self) -> None:
        self._check()

    def _check(self) -> None:
        self._asked = command = self.command
        if command is None:
            self._show(None, enabled=False)
            return
        check = partial(self._client.check_organisation, command, self._seen)
        self._bridge.run(self, check, partial(self._on_checked, command))

    def _on_checked(self, command: OrganisationChange, refusal: Refusal | None) -> None:
        if command is self._asked:
            self._show(refusal, enabled=refusal is None)

    def _show(self, refusal: Refusal | None, *, enabled: bool) -> None:
        field = self.field_to_blame(refusal.code) if refusal is not None else None
        sentence = sentence_of(refusal) if refusal is not None else ""
        for each in self.fields():
            each.set_problem(sentence if each is field else "")
        self._refusal.say("" if field is not None else sentence)
        self._confirm.setEnabled(enabled)
        # A sentence claims the height that it needs only when it has been given its width.
        QTimer.singleShot(0, self, self._fit)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """As high as its texts are at this width, not as they would be if they were narrow."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            width = max(self.width(), WIDTH)
            self.resize(width, layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else 0)

    def _on_confirmed(self) -> None:
        """Enter also comes here while what was typed has not been asked about."""
        if self._confirm.isEnabled() and self._asked is not None:
            self.accept()
            self.confirmed.emit(self._asked, self._seen)
