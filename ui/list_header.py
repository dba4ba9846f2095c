"""The header of a list: columns that can be moved, hidden and sized, fitted to the width, remembered."""

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSettings, QSignalBlocker, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from ui.icons import Icon, icon
from ui.paged_model import PagedModel
from ui.theme import GRID, Tone

NARROWEST = 6 * GRID
MARGINS = 2 * GRID
PICTURE = 3 * GRID
MARK = 12


class ListHeader(QHeaderView):
    """Columns with a weight share what is left; one that the user has sized keeps its width."""

    def __init__(self, model: PagedModel[Any, Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = model.columns
        self._name = f"columns/{name}"
        self._model = model
        self._query = model.query
        self._chosen: dict[str, int] = {}
        self._hidden: set[str] = set()
        self._fitting = False
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        self.setModel(model)
        self._dress()
        self._recall()
        self._show_order(model.query)
        self.sectionResized.connect(self._on_resized)
        self.sortIndicatorChanged.connect(self._on_sort_asked)
        self.sectionMoved.connect(lambda *_: self._remember())
        self.customContextMenuRequested.connect(self._show_menu)

    def _dress(self) -> None:
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(NARROWEST)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def shown_columns(self) -> list[int]:
        """As they stand, from left to right."""
        places = map(self.logicalIndex, range(self.count()))
        return [column for column in places if not self.isSectionHidden(column)]

    def _show_order(self, query: Any) -> None:
        """Marks the column that the rows are sorted by at first; not every list can be sorted."""
        order = getattr(query, "order", None)
        columns = (number for number, known in enumerate(self._columns) if known.order == order is not None)
        ways = Qt.SortOrder
        way = ways.DescendingOrder if getattr(query, "descending", False) else ways.AscendingOrder
        self._sorted = (next(columns, -1), way)
        self.setSortIndicator(*self._sorted)

    def _on_sort_asked(self, column: int, way: Qt.SortOrder) -> None:
        """The mark stays where it was when no query sorts by this column."""
        if 0 <= column < len(self._columns) and self._columns[column].order is not None:
            self._sorted = (column, way)
            self._remember()
        else:
            with QSignalBlocker(self):
                self.setSortIndicator(*self._sorted)
            self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        """With a mark beside the words: the style's own would stand on those that end at the right edge."""
        painter.save()
        super().paintSection(painter, rect, column)
        painter.restore()
        sorted_by, way = self._sorted
        if column == sorted_by:
            up = way == Qt.SortOrder.AscendingOrder
            icon(Icon.UP if up else Icon.DOWN, Tone.MUTED).paint(painter, self._mark_place(rect, column))

    def _mark_place(self, rect: QRect, column: int) -> QRect:
        known = self._columns[column]
        words = self.fontMetrics().horizontalAdvance(known.title) + GRID + 2
        left = rect.right() - words - MARK if known.right else rect.left() + words
        return QRect(left, rect.center().y() - MARK // 2 + 1, MARK, MARK)

    # Widths

    def fit(self, width: int) -> None:
        """Without a scrollbar as long as every column keeps what it needs."""
        self._fitting = True
        shown = self._leave_out_spare(width)
        least = {column: self._least(column) for column in shown}
        weights = {column: self._weight(column) for column in shown}
        left, total = width - sum(least.values()), sum(weights.values())
        for column in shown:
            share = left * weights[column] // total if total else 0
            self.resizeSection(column, max(NARROWEST, least[column] + share))
        self._fitting = False

    def _leave_out_spare(self, width: int) -> list[int]:
        """What the user has hidden stays hidden; what is spare comes and goes with the width."""
        wished = [column for column, known in enumerate(self._columns) if known.key not in self._hidden]
        shown = list(wished)
        for column in sorted(wished, key=lambda each: -self._columns[each].spare):
            if not self._columns[column].spare or sum(map(self._least, shown)) <= width:
                break
            shown.remove(column)
        for column in range(self.count()):
            self.setSectionHidden(column, column not in shown)
        return shown

    def _weight(self, column: int) -> int:
        return 0 if self._columns[column].key in self._chosen else self._columns[column].weight

    def _least(self, column: int) -> int:
        known = self._columns[column]
        if known.key in self._chosen:
            return self._chosen[known.key]
        metrics = self.fontMetrics()
        title = metrics.horizontalAdvance(known.title) + 2 * GRID
        sample = metrics.horizontalAdvance(known.sample) + (PICTURE if known.pictured else 0)
        return max(title, sample) + MARGINS

    def _on_resized(self, column: int, _: int, width: int) -> None:
        if not self._fitting and not self.isSectionHidden(column):
            self._chosen[self._columns[column].key] = width
            self._remember()

    # Which are shown

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in range(self.count()):
            action = menu.addAction(self._columns[column].title)
            action.setCheckable(True)
            action.setChecked(self._columns[column].key not in self._hidden)
            # The last one stays, or there would be no header left to bring the others back with.
            action.setEnabled(not action.isChecked() or len(self._hidden) < self.count() - 1)
            action.toggled.connect(lambda on, column=column: self._show_column(column, on))
        menu.addSeparator()
        menu.addAction(self.tr("恢复默认列"), self._restore_defaults)
        menu.popup(self.mapToGlobal(place))

    def _show_column(self, column: int, on: bool) -> None:
        key = self._columns[column].key
        self._hidden = self._hidden - {key} if on else self._hidden | {key}
        self.fit(self.viewport().width())
        self._remember()

    def _restore_defaults(self) -> None:
        self._chosen.clear()
        for column in range(self.count()):
            self.moveSection(self.visualIndex(column), column)
        self._hidden = {known.key for known in self._columns if not known.shown}
        self._show_order(self._query)
        self.fit(self.viewport().width())
        self._remember()

    # Remembering

    def _remember(self) -> None:
        kept = {
            "order": [self._columns[self.logicalIndex(place)].key for place in range(self.count())],
            "hidden": sorted(self._hidden),
            "widths": self._chosen,
            "sort": self._sort_kept(),
        }
        QSettings().setValue(self._name, json.dumps(kept))

    def _recall(self) -> None:
        kept = _read(str(QSettings().value(self._name, "")))
        keys = [column.key for column in self._columns]
        unshown = [column.key for column in self._columns if not column.shown]
        self._hidden = {key for key in kept.get("hidden", unshown) if key in keys}
        self._chosen = {key: width for key, width in kept.get("widths", {}).items() if key in keys}
        for place, key in enumerate(key for key in kept.get("order", keys) if key in keys):
            self.moveSection(self.visualIndex(keys.index(key)), place)
        for number, key in enumerate(keys):
            self.setSectionHidden(number, key in self._hidden)
        self._recall_sort(kept.get("sort"))

    def _sort_kept(self) -> list[Any]:
        column, way = self._sorted
        return [self._columns[column].key, way == Qt.SortOrder.DescendingOrder] if column >= 0 else []

    def _recall_sort(self, kept: Any) -> None:
        """Before anything was asked for, so that nothing is read twice."""
        key, descending = kept if isinstance(kept, list) and len(kept) == 2 else ("", False)
        column = next((number for number, each in enumerate(self._columns) if each.key == key), -1)
        ways = Qt.SortOrder
        self._model.plan_sort(column, ways.DescendingOrder if descending else ways.AscendingOrder)


def _read(text: str) -> Mapping[str, Any]:
    """What cannot be read is forgotten: it is only how columns stood."""
    try:
        kept = json.loads(text)
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
