"""Which of their organisations a person acts for now (SPEC R13)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from desktop.values import Session
from ui.icons import BESIDE_TEXT, Icon, icon
from ui.organisation_words import spoken_name
from ui.theme import GRID

ID = Qt.ItemDataRole.UserRole


class OrganisationChoice(QWidget):
    """
    Signals
        chosen: the id of the organisation.
    """

    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget(self)
        self.list.setObjectName("organisation.list")
        self.list.setAccessibleName(self.tr("组织"))
        self.list.setProperty("role", "choice")
        self.list.setIconSize(BESIDE_TEXT)
        self.submit = QPushButton(self.tr("继续"), self)
        self.submit.setObjectName("organisation.submit")
        self.submit.setProperty("role", "primary")
        for card in session.organisations:
            item = QListWidgetItem(icon(Icon.ORGANISATION), spoken_name(card))
            item.setData(ID, card.id)
            self.list.addItem(item)
            if card.id == session.organisation.id:
                self.list.setCurrentItem(item)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID * 2)
        layout.addWidget(self.list)
        layout.addWidget(self.submit)
        self.submit.clicked.connect(self._on_submit)
        self.list.itemActivated.connect(self._on_submit)

    def _on_submit(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(item.data(ID))
