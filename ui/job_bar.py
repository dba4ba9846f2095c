"""How far long work has come, with the way to stop it; the window stays usable beside it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ui.labour import Labour
from ui.language import number
from ui.theme import GRID


class JobBar(QFrame):
    def __init__(self, labour: Labour, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "bar")
        self._title = QLabel()
        self._progress = QProgressBar()
        self._stop = QPushButton(self.tr("停止"))
        self._stop.setObjectName(f"{name}.stop")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        layout.setSpacing(GRID)
        layout.addWidget(self._title)
        layout.addWidget(self._progress, 1)
        layout.addWidget(self._stop)
        self._stop.clicked.connect(labour.stop)
        labour.began.connect(self._on_began)
        labour.progressed.connect(self._on_progressed)
        labour.ended.connect(lambda _: self.hide())
        self.hide()

    def _on_began(self, title: str) -> None:
        self._title.setText(title)
        self._progress.setAccessibleName(title)
        # Until the first rows are through nobody knows how long it takes.
        self._progress.setRange(0, 0)
        self.show()

    def _on_progressed(self, done: int, total: int) -> None:
        self._progress.setRange(0, max(total, 1))
        self._progress.setValue(done)
        self._progress.setFormat(f"{number(done)} / {number(total)}")
