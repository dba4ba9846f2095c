"""The bottom of the window: how the sync stands on the left, the rules in force on the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from desktop.values import Status
from ui import status_words
from ui.icons import BESIDE_TEXT
from ui.theme import GRID
from ui.undo_bar import UndoBar
from ui.verbs import Verbs

BAR_WIDTH = GRID * 16
HEIGHT = GRID * 5


class StatusLine(QFrame):
    def __init__(self, verbs: Verbs, undo_bar: UndoBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "status")
        self.setObjectName("status.line")
        self.setFixedHeight(HEIGHT)
        self._synced = QLabel(self)
        self._bar = QProgressBar(self, textVisible=False)
        self._bar.setFixedWidth(BAR_WIDTH)
        self._bar.setAccessibleName(self.tr("获取数据的进度"))
        self._cancel = QToolButton(self)
        self._cancel.setObjectName("status.cancel")
        self._cancel.setProperty("role", "quiet")
        self._cancel.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._cancel.setIconSize(BESIDE_TEXT)
        self._cancel.setDefaultAction(verbs.cancel_sync)
        self._waiting = _link("status.waiting", self)
        self._attention = _link("status.attention", self)
        self._attention.setProperty("tone", "negative")
        self._offline = _switch("offline.switch", verbs.work_offline, self)
        self._edition = QLabel(self)
        for link in (self._waiting, self._attention):
            link.clicked.connect(verbs.show_outbox.trigger)
        self._arrange(undo_bar)

    def _arrange(self, undo_bar: UndoBar) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID * 2, 0, GRID * 2, 0)
        layout.setSpacing(GRID)
        for widget in (self._synced, self._bar, self._cancel, self._waiting, self._attention):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(undo_bar)
        layout.addStretch(1)
        layout.addWidget(self._offline)
        self._edition.setContentsMargins(GRID, 0, 0, 0)
        layout.addWidget(self._edition)

    def show_status(self, status: Status) -> None:
        self._synced.setText(status_words.synced_words(status))
        self._show_progress(status)
        self._waiting.setText(status_words.waiting_words(status.waiting))
        self._waiting.setVisible(status.waiting > 0)
        self._attention.setText(status_words.attention_words(status.attention))
        self._attention.setVisible(status.attention > 0)
        self._edition.setText(status_words.edition_words(status))
        self._edition.setToolTip(status.edition_name)
        self._edition.setVisible(status.edition_year is not None)

    def _show_progress(self, status: Status) -> None:
        progress = status.progress if status.syncing else None
        self._bar.setVisible(progress is not None)
        self._cancel.setVisible(progress is not None)
        if progress is not None:
            # A maximum of zero is Qt's way to say that the end is not known.
            self._bar.setMaximum(progress.total or 0)
            self._bar.setValue(progress.done)


def _link(name: str, parent: QWidget) -> QPushButton:
    link = QPushButton(parent)
    link.setObjectName(name)
    link.setProperty("role", "link")
    link.setCursor(Qt.CursorShape.PointingHandCursor)
    return link


def _switch(name: str, action: QAction, parent: QWidget) -> QCheckBox:
    """A box and not a button: a button that says «work offline» would read as if one did."""
    switch = QCheckBox(action.text(), parent)
    switch.setObjectName(name)
    switch.setChecked(action.isChecked())
    switch.clicked.connect(action.trigger)
    action.toggled.connect(switch.setChecked)
    return switch
