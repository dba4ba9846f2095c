"""Into which branch the members that were let in are put (SPEC R50)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from domain.organisations import Card
from ui.card_list import CardList
from ui.theme import GRID

WIDTH, HEIGHT = 60 * GRID, 56 * GRID


class AllocateDialogue(QDialog):
    """``whom`` is said above the list: a name, or how many. Accepted, ``branch_id`` is the answer."""

    def __init__(self, whom: str, branches: Sequence[Card], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("allocate")
        self.setWindowTitle(self.tr("分配团支部"))
        question = QLabel(self.tr("将{whom}分配到：").format(whom=whom))
        question.setWordWrap(True)
        self._cards = CardList(branches, "allocate", self.windowTitle())
        self._confirm = QPushButton(self.tr("分配"))
        self._confirm.setObjectName("allocate.confirm")
        self._confirm.setProperty("role", "primary")
        self._confirm.setEnabled(bool(branches))
        cancel = QPushButton(self.tr("取消"))
        buttons = QDialogButtonBox()
        buttons.addButton(self._confirm, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        for part in (question, self._cards, buttons):
            layout.addWidget(part)
        self._cards.chosen.connect(lambda each: self._confirm.setEnabled(each is not None))
        self._cards.activated.connect(self.accept)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.resize(WIDTH, HEIGHT)
        self._cards.setFocus()

    @property
    def branch_id(self) -> str | None:
        return self._cards.chosen_id
