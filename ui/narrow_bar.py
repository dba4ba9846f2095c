"""Says that a list shows only a part of what there is, and leads back to all of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.icons import Icon
from ui.picture import Picture
from ui.theme import GRID, Tone


class NarrowBar(QFrame):
    """Signals ``widened``: all of it is wanted again."""

    widened = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "bar")
        self.setProperty("tone", Tone.INFO.value)
        self._text = QLabel()
        self._text.setObjectName(f"{name}.text")
        widen = QPushButton(self.tr("显示全部"))
        widen.setObjectName(f"{name}.widen")
        widen.clicked.connect(self.widened)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID // 2, GRID, GRID // 2)
        layout.setSpacing(GRID)
        layout.addWidget(Picture(Icon.FILTER, Tone.INFO))
        layout.addWidget(self._text, 1)
        layout.addWidget(widen)
        self.hide()

    def say(self, words: str) -> None:
        """Nothing: the list is whole."""
        self._text.setText(words)
        self.setVisible(bool(words))
