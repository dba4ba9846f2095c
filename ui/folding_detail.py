"""A list with its detail beside it or, where there is no room for both, as a sheet over it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from ui import preferences
from ui.icons import Icon, icon
from ui.theme import GRID

ROOM_FOR_BOTH = 110 * GRID
"""Width from which on the detail stands beside the list, unless the list needs more."""
DETAIL_WIDTH = 45 * GRID
"""Until the user moves the line between the two."""


class FoldingDetail(QWidget):
    """
    Signals
        closed: the list has the stage again, by Escape or by the button.
        arranged: whether the detail can be seen may have become another.
    """

    closed = Signal()
    arranged = Signal()

    def __init__(
        self,
        name: str,
        rows: QWidget,
        detail: QWidget,
        room_for_both: int = ROOM_FOR_BOTH,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._room = room_for_both
        self._place = f"splitter/{name}"
        self._detail = detail
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(rows)
        self._sheet = _Sheet(self)
        self._sheet.back.clicked.connect(self.close_detail)
        self._folded = False
        self._moved = not preferences.place(self._place).isEmpty()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)
        self._unfold()
        self._splitter.splitterMoved.connect(lambda *_: self._remember())

    @property
    def is_folded(self) -> bool:
        return self._folded

    @property
    def is_detail_open(self) -> bool:
        return not self._folded or self._sheet.isVisible()

    def open_detail(self) -> None:
        if self._folded:
            self._place_sheet()
            self._sheet.show()
            self._sheet.raise_()
        self._detail.setFocus(Qt.FocusReason.OtherFocusReason)
        self.arranged.emit()

    def close_detail(self) -> None:
        self._sheet.hide()
        self.closed.emit()
        self.arranged.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._room
        if narrow is not self._folded:
            self._fold() if narrow else self._unfold()
            self.arranged.emit()
        if not self._moved:
            self._splitter.setSizes([self.width() - DETAIL_WIDTH, DETAIL_WIDTH])
        self._place_sheet()

    def _place_sheet(self) -> None:
        """At the right, as long as what is left of the list can still be read; else over all of it."""
        place = self.rect()
        if place.width() >= 2 * DETAIL_WIDTH:
            place.setLeft(place.right() - DETAIL_WIDTH)
        self._sheet.setGeometry(place)

    def _fold(self) -> None:
        self._folded = True
        self._sheet.hide()
        self._sheet.take(self._detail)

    def _unfold(self) -> None:
        self._folded = False
        self._sheet.hide()
        self._splitter.addWidget(self._detail)
        self._splitter.setStretchFactor(0, 1)
        if self._moved:
            self._splitter.restoreState(preferences.place(self._place))
        self._detail.show()

    def _remember(self) -> None:
        self._moved = True
        preferences.set_place(self._place, self._splitter.saveState())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape anywhere in the detail leads back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_detail()
            event.accept()
        else:
            super().keyPressEvent(event)


class _Sheet(QFrame):
    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("role", "sheet")
        self.setAutoFillBackground(True)
        self.back = QPushButton(icon(Icon.BACK), self.tr("返回列表  Esc"))
        self.back.setObjectName("detail.back")
        self.back.setProperty("role", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def take(self, detail: QWidget) -> None:
        layout = self.layout()
        if layout is not None:
            layout.addWidget(detail)
        detail.show()
