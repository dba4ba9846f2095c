"""The message under the cursor in full, below the list, with the way to what it is about."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.message_values import MessageRow
from ui.facts import value_label
from ui.message_words import message_sentence
from ui.theme import GRID


class MessagePane(QFrame):
    """Signals ``wanted``: what the message is about."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message.pane")
        self.setProperty("role", "bar")
        self._text = value_label("")
        self._text.setObjectName("message.text")
        self._open = QPushButton(self.tr("打开  Enter"))
        self._open.setObjectName("message.open")
        self._open.clicked.connect(self.wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._open)
        self.hide()

    def show_row(self, row: MessageRow | None) -> None:
        self.setVisible(row is not None)
        self._text.setText("" if row is None else message_sentence(row))
