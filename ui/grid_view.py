"""How a small table looks: like the lists, without their pages. Ctrl+C copies, ready for a spreadsheet."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.grid_model import GridModel
from ui.paged_model import one_cell
from ui.row_delegate import RowDelegate
from ui.theme import GRID, ROW_HEIGHT

NARROWEST = 12 * GRID
MARGINS, PICTURE = 3 * GRID, 3 * GRID


class GridView(QTableView):
    def __init__(self, model: GridModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._grid = model
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        columns.setHighlightSections(False)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        least = [
            max(map(metrics.horizontalAdvance, (column.title, column.sample)))
            + (MARGINS + PICTURE if column.pictured else MARGINS)
            for column in self._grid.columns
        ]
        wide = [number for number, column in enumerate(self._grid.columns) if column.wide]
        share = (self.viewport().width() - sum(least)) // max(1, len(wide))
        for number, width in enumerate(least):
            self.setColumnWidth(number, max(NARROWEST, width + share) if number in wide else width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """What is selected, and everything when nothing is."""
        texts = self._grid.texts()
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()}) or range(len(texts))
        lines = ("\t".join(map(one_cell, texts[row])) for row in chosen)
        QGuiApplication.clipboard().setText("\n".join(lines))
