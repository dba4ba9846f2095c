"""A small table that is wholly in memory: results, misses, what to do. Its cells are text."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.columns import Words
from ui.paged_model import WORDS_ROLE

Index = QModelIndex | QPersistentModelIndex
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TIP = int(Qt.ItemDataRole.ToolTipRole)


class GridColumn(NamedTuple):
    title: str
    sample: str
    """A text that it has to hold."""
    wide: bool = False
    """Whether it takes its share of the width that is left."""
    pictured: bool = False
    """With room for an icon."""


class GridModel(QAbstractTableModel):
    def __init__(self, columns: Sequence[GridColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[tuple[Words, ...]] = []

    def show_rows(self, rows: Sequence[tuple[Words, ...]]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def texts(self) -> list[list[str]]:
        return [[cell.text for cell in row] for row in self._rows]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default.
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default.
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        words = self._rows[index.row()][index.column()]
        if role == DISPLAY:
            return words.text
        if role == WORDS_ROLE:
            return words
        return words.tip or words.text if role == TIP else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        inside = orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns)
        return self.columns[section].title if inside and role == DISPLAY else None
