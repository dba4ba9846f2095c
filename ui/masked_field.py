"""A number that is not for every eye: masked, until the eye beside it is pressed, for half a minute."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from ui.icons import Icon, icon
from ui.theme import GRID, Tone

SHOWN_FOR = 30_000
"""Milliseconds."""


class MaskedField(QWidget):
    """
    ``what`` names the number for the eye's tooltip and for a screen reader.

    Signals
        uncovered: somebody sees all of it now.
    """

    uncovered = Signal()

    def __init__(self, what: str, plain: str, masked: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = what
        self._plain = plain
        self._masked = masked
        self._text = QLabel(self)
        self._eye = QToolButton(self)
        self._hide_soon = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._arrange()
        self._eye.toggled.connect(self._on_toggled)
        self._hide_soon.timeout.connect(lambda: self._eye.setChecked(False))
        self._on_toggled(False)

    def _arrange(self) -> None:
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._eye.setObjectName("eye")
        self._eye.setProperty("role", "eye")
        self._eye.setAutoRaise(True)
        self._eye.setCheckable(True)
        self._eye.setFixedSize(3 * GRID, 3 * GRID - 2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._text)
        layout.addWidget(self._eye)
        self._eye.setVisible(bool(self._plain))
        layout.addStretch(1)

    @property
    def text(self) -> str:
        return self._text.text()

    def _on_toggled(self, shown: bool) -> None:
        """Starting again is what a second press is for, so the time always runs from the last one."""
        self._text.setText((self._plain if shown else self._masked) or "—")
        said = self.tr("隐藏{what}") if shown else self.tr("显示{what}（30 秒后自动隐藏）")
        self._eye.setIcon(icon(Icon.HIDE if shown else Icon.SHOW, Tone.MUTED))
        self._eye.setToolTip(said.format(what=self._what))
        self._eye.setAccessibleName(said.format(what=self._what))
        if shown:
            self._hide_soon.start()
            self.uncovered.emit()
        else:
            self._hide_soon.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._eye.setChecked(False)
