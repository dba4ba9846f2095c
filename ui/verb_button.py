"""A button that is one of the verbs' actions: its words, its letter, and there only while it can be used."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

NATIVE = QKeySequence.SequenceFormat.NativeText


class VerbButton(QPushButton):
    """Signals ``offered``: whether the verb can be used now."""

    offered = Signal(bool)

    def __init__(
        self, action: QAction, name: str, *, primary: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._action = action
        self.setObjectName(name)
        if primary:
            self.setProperty("role", "primary")
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        letter = self._action.shortcut().toString(NATIVE)
        words = self._action.text()
        self.setText(f"{words}  {letter}" if letter else words)
        self.setAccessibleName(words.removesuffix("…"))
        self.setToolTip(self._action.toolTip())
        # A widget without a parent would come up as a window of its own.
        if self.parentWidget() is not None or not self._action.isEnabled():
            self.setVisible(self._action.isEnabled())
        self.offered.emit(self._action.isEnabled())

    @property
    def is_offered(self) -> bool:
        return self._action.isEnabled()
