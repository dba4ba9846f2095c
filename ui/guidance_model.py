"""The situations of 业务指引 that a search and a group leave."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.guidance import Situation, SituationGroup, found
from ui.language import language

Index = QModelIndex | QPersistentModelIndex
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TIP = int(Qt.ItemDataRole.ToolTipRole)


def title_of(situation: Situation) -> str:
    return situation.title if language() == "zh" else situation.title_en


class GuidanceModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Situation] = ()
        self._shown: list[Situation] = []
        self._words = ""
        self._group: SituationGroup | None = None

    def show_situations(self, situations: Sequence[Situation]) -> None:
        self._all = situations
        self._filter()

    def look_for(self, words: str) -> None:
        self._words = words
        self._filter()

    def show_group(self, group: SituationGroup | None) -> None:
        """None: all of them."""
        self._group = group
        self._filter()

    def situation(self, row: int) -> Situation | None:
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _filter(self) -> None:
        self.beginResetModel()
        self._shown = [
            each for each in self._all if self._group in (None, each.group) and found(each, self._words)
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default.
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        situation = self.situation(index.row())
        return title_of(situation) if situation is not None and role in (DISPLAY, TIP) else None
