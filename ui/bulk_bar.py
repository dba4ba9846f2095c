"""Below a list: how many rows are selected, what can be done with them all, or how far that has come."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ui.bulk_run import BulkRun
from ui.language import number
from ui.list_view import ListView
from ui.theme import GRID
from ui.verb_button import VerbButton


class BulkBar(QFrame):
    """
    Also for a single row while nothing beside the list offers what can be done with it.

    Signals
        open_wanted: the single row's detail.
    """

    open_wanted = Signal()

    def __init__(self, name: str, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "bar")
        self._list: ListView | None = None
        self._single = False
        self._count = QLabel()
        self._count.setObjectName(f"{name}.count")
        self._verbs = [VerbButton(action, f"{name}.{action.objectName()}") for action in actions]
        self._open = QPushButton(self.tr("打开  Enter"))
        self._open.setObjectName(f"{name}.open")
        self._open.clicked.connect(self.open_wanted)
        self._unselect = QPushButton(self.tr("取消选择  Esc"))
        self._progress = QProgressBar()
        self._stop = QPushButton(self.tr("停止"))
        self._arrange()
        self._show_run(False)
        self.hide()

    def _arrange(self) -> None:
        self._unselect.setProperty("role", "quiet")
        self._unselect.clicked.connect(self._on_unselect)
        self._progress.setTextVisible(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        layout.setSpacing(GRID)
        layout.addWidget(self._count)
        for button in (*self._verbs, self._open):
            layout.addWidget(button)
        layout.addWidget(self._progress, 1)
        layout.addWidget(self._stop)
        layout.addStretch(1)
        layout.addWidget(self._unselect)

    def show_selection(self, rows: ListView, alone: bool) -> None:
        """``alone``: a single row finds what can be done with it nowhere else."""
        self._list = rows
        count, running = rows.selected_count, self._progress.isVisible()
        many = rows.is_picking or count > 1
        self._single = alone and count == 1 and not many and not running
        self._count.setText(self.tr("已选 {count} 项").format(count=number(count)))
        self._count.setVisible(not self._single)
        self._open.setVisible(self._single)
        self._unselect.setVisible(not running and not self._single)
        self.setVisible(many or running or self._single)

    def show_run(self, run: BulkRun) -> None:
        """Only what takes a while is shown; the rest is over before it could be read."""
        run.progressed.connect(self._on_progressed)
        run.finished.connect(lambda _: self._show_run(False))
        self._stop.clicked.connect(run.stop)

    def _on_progressed(self, done: int, total: int) -> None:
        if done < total:
            self._progress.setRange(0, total)
            self._progress.setValue(done)
            self._progress.setFormat(f"{number(done)} / {number(total)}")
            self._show_run(True)

    def _show_run(self, running: bool) -> None:
        self._progress.setVisible(running)
        self._stop.setVisible(running)
        self._unselect.setVisible(not running and not self._single)

    def _on_unselect(self) -> None:
        if self._list is not None:
            self._list.end_picking()
            self._list.setFocus()
