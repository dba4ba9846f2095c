"""Whose figures these are, of which year and since when; the way back up."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.figure_values import FigureBoard
from domain.instants import china_minute
from ui.icons import Icon, icon
from ui.theme import GRID
from ui.verb_button import VerbButton
from ui.verbs import Verbs


class FigureHead(QWidget):
    """
    Signals
        year_chosen: by the user.
        back_wanted: to the organisation above.
    """

    year_chosen = Signal(int)
    back_wanted = Signal()

    def __init__(self, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._back = QPushButton(icon(Icon.BACK), self.tr("返回上级"))
        self._back.setObjectName("figure.back")
        self._back.setProperty("role", "quiet")
        self._back.clicked.connect(self.back_wanted)
        self._name = QLabel()
        self._name.setObjectName("figure.name")
        self._name.setProperty("role", "title")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._since = QLabel(wordWrap=True)
        self._since.setObjectName("figure.since")
        self._since.setProperty("role", "small")
        self._years = QComboBox()
        self._years.setObjectName("figure.year")
        self._years.setAccessibleName(self.tr("毕业年份"))
        self._years.activated.connect(lambda _: self.year_chosen.emit(self._years.currentData()))
        self._at = self._problem = ""
        self._arrange(verbs)

    def _arrange(self, verbs: Verbs) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._since)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._back)
        layout.addLayout(names, 1)
        layout.addWidget(self._years)
        layout.addWidget(VerbButton(verbs.set_targets, "figure.set_targets"))

    def show_board(self, board: FigureBoard, deep: bool) -> None:
        """``deep``: there is a way back."""
        figures = board.figures
        self._back.setVisible(deep)
        self._name.setText(figures.full_name)
        self._years.clear()
        for year in sorted({*board.years, figures.year}, reverse=True):
            self._years.addItem(self.tr("{year} 年毕业").format(year=year), year)
        self._years.setCurrentIndex(self._years.findData(figures.year))
        self._at = self.tr("截至 {when}").format(when=china_minute(figures.at))
        self.show_problem(self._problem)

    def show_problem(self, problem: str) -> None:
        """Why what is shown may be older than what there is."""
        self._problem = problem
        old = self.tr("{at}（这是上次取回的数据：{why}）")
        self._since.setText(old.format(at=self._at, why=problem) if problem else self._at)
